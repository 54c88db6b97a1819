package org.commonplace.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures of rankings, and their means with a bootstrap interval. */
final class Figures {
    private static final int RESAMPLES = 5_000;

    private Figures() {}

    /**
     * Normalised discounted cumulative gain of the first k, with gain 1 (Järvelin and Kekäläinen
     * 2002).
     */
    static double ndcg(List<Long> ranked, Set<Long> gold, int k) {
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < Math.min(k, ranked.size()); i++)
            if (gold.contains(ranked.get(i))) gain += discount(i);
        for (int i = 0; i < Math.min(k, gold.size()); i++) ideal += discount(i);
        return gain / ideal;
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2);
    }

    static double recall(List<Long> ranked, Set<Long> gold, int k) {
        return ranked.stream().limit(k).filter(gold::contains).count() / (double) gold.size();
    }

    /** One over the place of the first that is gold; 0 where none is. */
    static double reciprocal(List<Long> ranked, Set<Long> gold) {
        for (int i = 0; i < ranked.size(); i++)
            if (gold.contains(ranked.get(i))) return 1.0 / (i + 1);
        return 0;
    }

    /**
     * Mean of all with its 95% bootstrap interval, and the means of the earlier and the later half.
     */
    static String told(double[] values) {
        int half = values.length / 2;
        return String.format(
                Locale.ROOT,
                "%s halves %.3f/%.3f",
                interval(values),
                mean(values, 0, half),
                mean(values, half, values.length));
    }

    /** Mean with its 95% bootstrap interval. */
    static String interval(double[] values) {
        if (values.length == 0) return "-";
        Random random = new Random(1);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) sum += values[random.nextInt(values.length)];
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return String.format(
                Locale.ROOT,
                "%.3f [%.3f, %.3f]",
                mean(values, 0, values.length),
                means[RESAMPLES / 40],
                means[RESAMPLES - RESAMPLES / 40]);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
    }

    /** What wrk says of a drive. */
    record Driven(
            double perSecond, String p50, String p99, double requests, double bytes, long failed) {
        static Driven of(String said) {
            return new Driven(
                    Double.parseDouble(find("Requests/sec:\\s+([\\d.]+)", said, "0")),
                    find("(?m)^\\s+50%\\s+(\\S+)", said, "-"),
                    find("(?m)^\\s+99%\\s+(\\S+)", said, "-"),
                    Double.parseDouble(find("(\\d+) requests in", said, "0")),
                    bytes(find("requests in \\S+, (\\S+) read", said, "0B")),
                    Long.parseLong(find("Non-2xx or 3xx responses: (\\d+)", said, "0")));
        }

        private static String find(String pattern, String text, String otherwise) {
            Matcher found = Pattern.compile(pattern).matcher(text);
            return found.find() ? found.group(1) : otherwise;
        }

        private static double bytes(String text) {
            double number = Double.parseDouble(text.replaceAll("[^\\d.]", ""));
            return number
                    * (text.contains("G")
                            ? 1e9
                            : text.contains("M") ? 1e6 : text.contains("K") ? 1e3 : 1);
        }
    }
}
