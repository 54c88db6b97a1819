package org.commonplace.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.commonplace.bench.Dump.Answer;
import org.commonplace.bench.Dump.Question;
import org.commonplace.questions.Acquaintance;
import org.commonplace.search.Embeddings;

/**
 * How well everybody who was there is placed to answer each question of a dump: when it was asked,
 * and a day later, from what they did before.
 */
final class Known {
    private final Dump dump;
    private final List<Long> people = new ArrayList<>();
    private final Map<Long, Double> arrived = new HashMap<>();
    private final List<List<Map<Long, Acquaintance>>> known = new ArrayList<>();
    private final Map<String, float[]> vectors = new HashMap<>();

    Known(Dump dump, Embeddings embeddings) {
        this.dump = dump;
        Set<String> texts = new LinkedHashSet<>();
        dump.questions.forEach(one -> texts.add(one.text()));
        dump.answers.forEach(one -> texts.add(one.text()));
        List<String> all = List.copyOf(texts);
        for (int from = 0; from < all.size(); from += 100)
            vectors.putAll(embeddings.of(all.subList(from, Math.min(all.size(), from + 100))));
        dump.questions.forEach(one -> arrives(one.owner(), one.at()));
        dump.answers.forEach(one -> arrives(one.owner(), one.at()));
        people.addAll(arrived.keySet());
        people.sort(Comparator.naturalOrder());
        for (Question question : dump.questions)
            known.add(
                    List.of(
                            acquaintances(question, question.at()),
                            acquaintances(question, question.at() + 1)));
    }

    /** Of the question of a place in the dump; step 0 when it was asked, 1 a day later. */
    Map<Long, Acquaintance> of(int question, int step) {
        return known.get(question).get(step);
    }

    private void arrives(long who, double at) {
        if (who > 0) arrived.merge(who, at, Math::min);
    }

    private float[] vector(String text) {
        return Objects.requireNonNull(vectors.get(text));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    /** How well everybody who is there is placed at a time, by their answers so far. */
    private Map<Long, Acquaintance> acquaintances(Question question, double at) {
        List<Answer> before =
                dump.answers.stream().filter(one -> one.at() < at && one.owner() > 0).toList();
        float[] text = vector(question.text());
        double[] answers =
                before.stream().mapToDouble(one -> dot(text, vector(one.text()))).toArray();
        double[] questions =
                before.stream()
                        .mapToDouble(one -> dot(text, vector(dump.question(one.question()).text())))
                        .toArray();
        double[] a = spread(answers);
        double[] q = spread(questions);
        Map<String, Double> rarity = rarity(question, at);
        Map<Long, double[]> sums = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            Answer one = before.get(i);
            double[] sum = sums.computeIfAbsent(one.owner(), key -> new double[5]);
            double days = at - one.at();
            sum[0] += Acquaintance.faded(days, Acquaintance.ANSWER_HALF_LIFE_DAYS);
            sum[1] += (answers[i] - a[0]) / a[1] / 2 + (questions[i] - q[0]) / q[1] / 2;
            sum[2] += Acquaintance.faded(days, Acquaintance.PRESENCE_HALF_LIFE_DAYS);
            for (String tag : dump.question(one.question()).tags())
                sum[3] += rarity.getOrDefault(tag, 0.0);
            sum[4]++;
        }
        Map<Long, Acquaintance> all = new HashMap<>();
        for (long who : people) {
            if (Objects.requireNonNull(arrived.get(who)) >= at || who == question.owner()) continue;
            double[] sum = sums.getOrDefault(who, new double[5]);
            all.put(who, new Acquaintance(sum[0], sum[1] / (10 + sum[4]), sum[2], sum[3]));
        }
        return all;
    }

    private Map<String, Double> rarity(Question question, double at) {
        List<Question> so = dump.questions.stream().filter(one -> one.at() < at).toList();
        Map<String, Double> rarity = new HashMap<>();
        for (String tag : question.tags()) {
            long with = so.stream().filter(one -> one.tags().contains(tag)).count();
            rarity.put(tag, Math.max(0, Math.log((so.size() + 1.0) / (with + 1))));
        }
        return rarity;
    }

    private static double[] spread(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double square =
                Arrays.stream(values).map(one -> (one - mean) * (one - mean)).average().orElse(1);
        return new double[] {mean, square > 1e-9 ? Math.sqrt(square) : 1};
    }
}
