package org.commonplace.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.commonplace.bench.Dump.Answer;
import org.commonplace.bench.Dump.Deed;
import org.commonplace.bench.Dump.Question;
import org.commonplace.questions.Acquaintance;
import org.commonplace.search.Embeddings;
import org.commonplace.search.Index;

/**
 * How well the application's rankings do on a dump: <b>find</b> (a title finds the question's
 * upvoted answers among all answers, by the answers' own words), <b>similar</b> (a question finds
 * those that it is linked to; linking texts are taken out of query and index), <b>invite</b> (a new
 * question finds who answered it among all who answered before; from the 125th question on).
 * Baselines are measured in the same run.
 */
final class Relevance {
    private static final int ALL = 100_000;
    static final int FIRST = 124;
    private final Dump dump;
    private final Map<String, float[]> vectors;

    Relevance(Path folder, Embeddings embeddings) {
        this.dump = new Dump(folder);
        Set<String> texts = new LinkedHashSet<>();
        dump.questions.forEach(
                one -> {
                    texts.add(one.title());
                    texts.add(one.text());
                });
        dump.answers.forEach(one -> texts.add(one.text()));
        this.vectors = new HashMap<>();
        List<String> all = List.copyOf(texts);
        for (int from = 0; from < all.size(); from += 100)
            vectors.putAll(embeddings.of(all.subList(from, Math.min(all.size(), from + 100))));
    }

    void run() {
        find();
        similar();
        invite();
    }

    private float[] vector(String text) {
        return Objects.requireNonNull(vectors.get(text));
    }

    private void find() {
        Map<Long, String> texts = new LinkedHashMap<>();
        Map<Long, float[]> meanings = new LinkedHashMap<>();
        for (Answer answer : dump.answers) {
            texts.put(answer.id(), answer.text());
            meanings.put(answer.id(), vector(answer.text()));
        }
        Words words = new Words(texts);
        Map<Question, Set<Long>> gold = new LinkedHashMap<>();
        for (Question question : dump.questions) {
            Set<Long> upvoted =
                    question.answers().stream()
                            .filter(one -> one.score() > 0)
                            .map(Answer::id)
                            .collect(Collectors.toSet());
            if (!upvoted.isEmpty()) gold.put(question, upvoted);
        }
        Function<Question, List<Long>> byWords = question -> words.ranked(question.title(), ALL);
        Function<Question, List<Long>> byMeaning =
                question -> nearest(vector(question.title()), meanings, 0);
        Function<Question, List<Long>> both =
                question ->
                        List.copyOf(
                                Index.fused(
                                                byWords.apply(question),
                                                .5,
                                                byMeaning.apply(question),
                                                1)
                                        .keySet());
        tell("find", "BM25 alone", gold, byWords);
        tell("find", "meaning alone", gold, byMeaning);
        tell("find", "words and meaning", gold, both);
    }

    private void similar() {
        Map<Long, String> texts = new LinkedHashMap<>();
        Map<Long, float[]> meanings = new LinkedHashMap<>();
        Map<Long, String> alone = new LinkedHashMap<>();
        for (Question question : dump.questions) {
            List<float[]> replies =
                    question.answers().stream().map(one -> vector(one.text())).toList();
            alone.put(question.id(), question.text());
            texts.put(
                    question.id(),
                    question.text()
                            + "\n"
                            + String.join(
                                    "\n", question.answers().stream().map(Answer::text).toList()));
            meanings.put(
                    question.id(),
                    Objects.requireNonNull(Embeddings.thread(vector(question.text()), replies)));
        }
        Words words = new Words(texts);
        Words questionsAlone = new Words(alone);
        Map<Question, Set<Long>> gold = new LinkedHashMap<>();
        dump.questions.stream()
                .filter(one -> dump.links.containsKey(one.id()))
                .forEach(one -> gold.put(one, Objects.requireNonNull(dump.links.get(one.id()))));
        Function<Question, List<Long>> byWords =
                question -> without(words.ranked(question.text(), ALL), question.id());
        Function<Question, List<Long>> byMeaning =
                question -> nearest(vector(question.text()), meanings, question.id());
        tell(
                "similar",
                "BM25 alone",
                gold,
                question -> without(questionsAlone.ranked(question.text(), ALL), question.id()));
        tell("similar", "meaning alone", gold, byMeaning);
        tell(
                "similar",
                "words and meaning",
                gold,
                question ->
                        List.copyOf(
                                Index.fused(
                                                byWords.apply(question),
                                                1,
                                                byMeaning.apply(question),
                                                1)
                                        .keySet()));
    }

    private void invite() {
        Map<Question, Set<Long>> gold = new LinkedHashMap<>();
        for (Question question :
                dump.questions.subList(
                        Math.min(FIRST, dump.questions.size()), dump.questions.size())) {
            Set<Long> who =
                    question.answers().stream()
                            .map(Answer::owner)
                            .filter(one -> one > 0 && one != question.owner())
                            .collect(Collectors.toSet());
            if (!who.isEmpty()) gold.put(question, who);
        }
        tell("invite", "popularity", gold, ranked((question, who) -> before(question, who).size()));
        tell(
                "invite",
                "recent answers alone",
                gold,
                ranked((question, who) -> recent(question, who)));
        tell(
                "invite",
                "acquaintance",
                gold,
                question -> {
                    Usual usual = new Usual(question);
                    return ranked((one, who) -> usual.acquaintance(who).score()).apply(question);
                });
    }

    private Function<Question, List<Long>> ranked(ToDoubleBiFunction<Question, Long> score) {
        return question -> {
            Map<Long, Double> scores = new LinkedHashMap<>();
            for (Answer answer : dump.answers) {
                if (answer.at() >= question.at()) break;
                if (answer.owner() > 0 && answer.owner() != question.owner())
                    scores.computeIfAbsent(
                            answer.owner(), who -> score.applyAsDouble(question, who));
            }
            return best(scores);
        };
    }

    private List<Answer> before(Question question, long who) {
        return dump.answers.stream()
                .filter(one -> one.owner() == who && one.at() < question.at())
                .toList();
    }

    private double recent(Question question, long who) {
        return before(question, who).stream()
                .mapToDouble(
                        one ->
                                Acquaintance.faded(
                                        question.at() - one.at(),
                                        Acquaintance.ANSWER_HALF_LIFE_DAYS))
                .sum();
    }

    /** What is usual at the time of a question: how near other questions and answers are to it. */
    private final class Usual {
        private final Question question;
        private final Map<Long, Double> nearQuestion = new HashMap<>();
        private final Map<Long, Double> nearAnswer = new HashMap<>();
        private final Map<String, Integer> asked = new HashMap<>();
        private final double[] questions;
        private final double[] answers;

        Usual(Question question) {
            this.question = question;
            float[] mine = vector(question.text());
            for (Question other : dump.questions) {
                if (other.at() >= question.at()) break;
                nearQuestion.put(other.id(), dot(mine, vector(other.text())));
                other.tags().forEach(tag -> asked.merge(tag, 1, Integer::sum));
            }
            for (Answer other : dump.answers)
                if (other.at() < question.at())
                    nearAnswer.put(other.id(), dot(mine, vector(other.text())));
            questions = spread(nearQuestion);
            answers = spread(nearAnswer);
        }

        Acquaintance acquaintance(long who) {
            List<Answer> theirs = before(question, who);
            double near = 0;
            double shared = 0;
            for (Answer answer : theirs) {
                near +=
                        (nearQuestion.getOrDefault(answer.question(), questions[0]) - questions[0])
                                / questions[1]
                                / 2;
                near +=
                        (nearAnswer.getOrDefault(answer.id(), answers[0]) - answers[0])
                                / answers[1]
                                / 2;
                for (String tag : dump.question(answer.question()).tags())
                    if (question.tags().contains(tag))
                        shared +=
                                Math.log(
                                        (nearQuestion.size() + 1.0)
                                                / (asked.getOrDefault(tag, 0) + 1));
            }
            double presence = 0;
            for (Deed deed : dump.deeds) {
                if (deed.at() >= question.at()) break;
                if (deed.who() == who)
                    presence +=
                            Acquaintance.faded(
                                    question.at() - deed.at(),
                                    Acquaintance.PRESENCE_HALF_LIFE_DAYS);
            }
            return new Acquaintance(
                    recent(question, who), near / (10 + theirs.size()), presence, shared);
        }

        private static double[] spread(Map<Long, Double> values) {
            double mean = values.values().stream().mapToDouble(one -> one).average().orElse(0);
            double square =
                    values.values().stream()
                            .mapToDouble(one -> (one - mean) * (one - mean))
                            .average()
                            .orElse(1);
            return new double[] {mean, Math.sqrt(square)};
        }
    }

    private static List<Long> nearest(float[] to, Map<Long, float[]> meanings, long but) {
        Map<Long, Double> near = new LinkedHashMap<>();
        meanings.forEach(
                (id, vector) -> {
                    if (id != but) near.put(id, dot(to, vector));
                });
        return best(near);
    }

    private static List<Long> best(Map<Long, Double> scores) {
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<Long> without(List<Long> ids, long id) {
        List<Long> others = new ArrayList<>(ids);
        others.remove(id);
        return others;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    @SuppressWarnings("SystemOut")
    private static void tell(
            String task,
            String how,
            Map<Question, Set<Long>> gold,
            Function<Question, List<Long>> ranking) {
        Map<String, BiFunction<List<Long>, Set<Long>, Double>> measures = new LinkedHashMap<>();
        if (task.equals("invite")) {
            measures.put("mrr", Figures::reciprocal);
            measures.put("p@1", (ranked, who) -> Figures.recall(ranked, who, 1) > 0 ? 1.0 : 0);
            measures.put("hit@10", (ranked, who) -> Figures.recall(ranked, who, 10) > 0 ? 1.0 : 0);
        } else measures.put("ndcg@10", (ranked, who) -> Figures.ndcg(ranked, who, 10));
        if (task.equals("similar"))
            measures.put("recall@10", (ranked, who) -> Figures.recall(ranked, who, 10));
        List<Question> asked =
                gold.keySet().stream().sorted(Comparator.comparingDouble(Question::at)).toList();
        List<List<Long>> rankings = asked.stream().map(ranking).toList();
        StringBuilder line = new StringBuilder(task);
        measures.forEach(
                (name, measure) -> {
                    double[] values = new double[asked.size()];
                    for (int i = 0; i < values.length; i++)
                        values[i] =
                                measure.apply(
                                        rankings.get(i),
                                        new HashSet<>(
                                                Objects.requireNonNull(gold.get(asked.get(i)))));
                    line.append(' ').append(name).append(' ').append(Figures.told(values));
                });
        System.out.println(line + " (n=" + asked.size() + ", " + how + ")");
    }
}
