package org.commonplace.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.commonplace.bench.Dump.Answer;
import org.commonplace.bench.Dump.Question;
import org.commonplace.questions.Acquaintance;
import org.commonplace.questions.Turns;
import org.commonplace.search.Embeddings;

/**
 * What invitations come to under a rule: in how many questions somebody who was invited, within
 * what people said is fine, really answered afterwards. Everybody who asked or answered before has
 * said yes; who answered, and when, stays as it was. The rules differ in how many are invited at
 * once and after a day without an answer, how often a week one person is, and how they are chosen.
 */
final class Spending {
    private static final int WEEK = 7;

    /** As it ranked in turn 1: who is here lately weighs most. */
    private static double former(Acquaintance one) {
        return Math.log(.03 + one.recentAnswers())
                + 2 * one.affinity()
                + .5 * Math.log(.1 + one.presence())
                + .3 * Math.log(.3 + one.sharedTopics());
    }

    /**
     * A rule: how many at once and after a day, the turns of a week, what each of them takes from
     * the next, the ranking, whether last turns are kept for what fits best, and whether only a
     * strong match is invited at once.
     */
    private record Rule(
            String name,
            int first,
            int later,
            int turns,
            double load,
            ToDoubleFunction<Acquaintance> ranking,
            boolean price,
            double strong) {
        Rule(String name, int first, int later, int turns, double load) {
            this(name, first, later, turns, load, Spending::former, false, NONE);
        }
    }

    private static final double NONE = Double.NEGATIVE_INFINITY;

    private static final List<Rule> RULES =
            List.of(
                    new Rule("no cap, two and three", 2, 3, 1_000, 0),
                    new Rule("turn 1: five and five, one a week", 5, 5, 1, .4),
                    new Rule("two and three, two a week", 2, 3, 2, .4),
                    new Rule("two and three, three a week", 2, 3, 3, .4),
                    new Rule("one and two, two a week", 1, 2, 2, .4),
                    new Rule("nobody at once, three after a day, two a week", 0, 3, 2, .4),
                    new Rule(
                            "lately weighs less, two a week",
                            2,
                            3,
                            2,
                            .4,
                            Acquaintance::score,
                            false,
                            NONE),
                    new Rule(
                            "the same without load, two a week",
                            2,
                            3,
                            2,
                            0,
                            Acquaintance::score,
                            false,
                            NONE),
                    new Rule(
                            "the same, a strong match only at once, two a week",
                            2,
                            3,
                            2,
                            .4,
                            Acquaintance::score,
                            true,
                            .5),
                    new Rule(
                            "the product's: and a price for turns, two a week",
                            2,
                            3,
                            2,
                            Turns.LOAD,
                            Acquaintance::score,
                            true,
                            NONE),
                    new Rule(
                            "the same, where all say three a week",
                            2,
                            3,
                            3,
                            Turns.LOAD,
                            Acquaintance::score,
                            true,
                            NONE),
                    new Rule(
                            "the same, where all say one a week",
                            2,
                            3,
                            1,
                            Turns.LOAD,
                            Acquaintance::score,
                            true,
                            NONE));

    private final Dump dump;
    private final List<Long> people = new ArrayList<>();
    private final Map<Long, Double> arrived = new HashMap<>();
    private final List<List<Map<Long, Acquaintance>>> known = new ArrayList<>();
    private final Map<String, float[]> vectors = new HashMap<>();

    Spending(Dump dump, Embeddings embeddings) {
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

    /** A moment at which somebody may be invited to the question of a place in the dump. */
    private record Moment(double at, int step, int question) {}

    private List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < dump.questions.size(); i++) {
            Question question = dump.questions.get(i);
            moments.add(new Moment(question.at(), 0, i));
            if (waits(question)) moments.add(new Moment(question.at() + 1, 1, i));
        }
        moments.sort(Comparator.comparingDouble(Moment::at));
        return moments;
    }

    /** Whether nobody had answered after a day. */
    static boolean waits(Question question) {
        return question.answers().stream().noneMatch(one -> one.at() <= question.at() + 1);
    }

    private static boolean answers(Question question, long who, double after) {
        return question.answers().stream()
                .anyMatch(one -> one.owner() == who && who != question.owner() && one.at() > after);
    }

    /** What came of it, by question. */
    private record Spent(boolean[] hit, int[] invited) {}

    private Spent spend(Rule rule) {
        int n = dump.questions.size();
        Spent spent = new Spent(new boolean[n], new int[n]);
        Map<Long, List<Double>> turns = new HashMap<>();
        Map<Long, List<double[]>> fits = new HashMap<>();
        List<Set<Long>> invited =
                IntStream.range(0, n).mapToObj(i -> (Set<Long>) new LinkedHashSet<Long>()).toList();
        for (Moment now : moments()) {
            Map<Long, Double> ranked = new HashMap<>();
            known.get(now.question())
                    .get(now.step())
                    .forEach(
                            (who, acquaintance) -> {
                                double fit = rule.ranking().applyAsDouble(acquaintance);
                                int used = within(turns.getOrDefault(who, List.of()), now.at());
                                List<double[]> week =
                                        fits.computeIfAbsent(who, key -> new ArrayList<>());
                                boolean worth =
                                        rule.price()
                                                ? Turns.worth(
                                                        fit,
                                                        rule.turns() - used,
                                                        week(week, now.at()))
                                                : used < rule.turns();
                                if (now.step() == 0) week.add(new double[] {now.at(), fit});
                                boolean strong = now.step() > 0 || fit > rule.strong();
                                if (worth && strong && !invited.get(now.question()).contains(who))
                                    ranked.put(who, fit - rule.load() * used);
                            });
            Question question = dump.questions.get(now.question());
            ranked.entrySet().stream()
                    .sorted(
                            Map.Entry.<Long, Double>comparingByValue()
                                    .reversed()
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .limit(now.step() == 0 ? rule.first() : rule.later())
                    .forEach(
                            one -> {
                                long who = one.getKey();
                                turns.computeIfAbsent(who, key -> new ArrayList<>()).add(now.at());
                                invited.get(now.question()).add(who);
                                spent.invited()[now.question()]++;
                                if (answers(question, who, now.at()))
                                    spent.hit()[now.question()] = true;
                            });
        }
        return spent;
    }

    private static int within(List<Double> times, double now) {
        return (int) times.stream().filter(at -> at > now - WEEK).count();
    }

    private static double[] week(List<double[]> fits, double now) {
        return fits.stream()
                .filter(one -> one[0] > now - WEEK && one[0] < now)
                .mapToDouble(one -> one[1])
                .toArray();
    }

    /** Knows who will answer, and invites of those whoever has most turns left: one a question. */
    private Spent oracle(int most) {
        int n = dump.questions.size();
        Spent spent = new Spent(new boolean[n], new int[n]);
        Map<Long, List<Double>> turns = new HashMap<>();
        for (int i = 0; i < n; i++) {
            Question question = dump.questions.get(i);
            int place = i;
            known.get(i).getFirst().keySet().stream()
                    .filter(who -> answers(question, who, question.at()))
                    .filter(who -> within(turns.getOrDefault(who, List.of()), question.at()) < most)
                    .min(
                            Comparator.comparingInt(
                                    (Long who) ->
                                            within(
                                                    turns.getOrDefault(who, List.of()),
                                                    question.at())))
                    .ifPresent(
                            who -> {
                                turns.computeIfAbsent(who, key -> new ArrayList<>())
                                        .add(question.at());
                                spent.hit()[place] = true;
                                spent.invited()[place]++;
                            });
        }
        return spent;
    }

    @SuppressWarnings("SystemOut")
    void tell() {
        System.out.println(
                "rule | half | somebody invited answered | of those that waited a day | invitations");
        for (Rule rule : RULES) tell(rule.name(), spend(rule));
        tell("oracle, one a week", oracle(1));
        tell("oracle, two a week", oracle(2));
    }

    private void tell(String name, Spent spent) {
        int n = dump.questions.size();
        line(name, "first", spent, 0, n / 2);
        line(name, "second", spent, n / 2, n);
    }

    @SuppressWarnings("SystemOut")
    private void line(String name, String half, Spent spent, int from, int to) {
        List<Integer> all =
                IntStream.range(from, to)
                        .filter(i -> answered(dump.questions.get(i)))
                        .boxed()
                        .toList();
        List<Integer> waited = all.stream().filter(i -> waits(dump.questions.get(i))).toList();
        System.out.printf(
                Locale.ROOT,
                "%s | %s | %s (n=%d) | %s (n=%d) | %d%n",
                name,
                half,
                share(all, spent),
                all.size(),
                share(waited, spent),
                waited.size(),
                Arrays.stream(spent.invited(), from, to).sum());
    }

    /** Whether somebody else than the asker ever answered. */
    static boolean answered(Question question) {
        return question.answers().stream()
                .anyMatch(one -> one.owner() > 0 && one.owner() != question.owner());
    }

    private static String share(List<Integer> questions, Spent spent) {
        return Figures.interval(
                questions.stream().mapToDouble(i -> spent.hit()[i] ? 1 : 0).toArray());
    }
}
