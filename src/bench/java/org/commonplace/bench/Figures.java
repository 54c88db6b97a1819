package org.commonplace.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

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
        Random random = new Random(1);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) sum += values[random.nextInt(values.length)];
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        int half = values.length / 2;
        return String.format(
                Locale.ROOT,
                "%.3f [%.3f, %.3f] halves %.3f/%.3f",
                mean(values, 0, values.length),
                means[RESAMPLES / 40],
                means[RESAMPLES - RESAMPLES / 40],
                mean(values, 0, half),
                mean(values, half, values.length));
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElse(0);
    }
}
