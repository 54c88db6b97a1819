package org.commonplace.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
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

    /** How often a rule is tried with noise in the fits, and its standard deviation. */
    private static final int TIMES = 20;

    private static final double NOISE = .05;

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

    private static final Rule FORMER = new Rule("turn 1: five and five, one a week", 5, 5, 1, .4);

    private static final Rule PRODUCT =
            new Rule(
                    "the product: lately weighs less and a price for turns, two a week",
                    2,
                    3,
                    2,
                    Turns.LOAD,
                    Acquaintance::score,
                    true,
                    NONE);

    private static final List<Rule> RULES =
            List.of(
                    new Rule("no cap, two and three", 2, 3, 1_000, 0),
                    FORMER,
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
                            "lately weighs less, no load, two a week",
                            2,
                            3,
                            2,
                            0,
                            Acquaintance::score,
                            false,
                            NONE),
                    PRODUCT,
                    new Rule(
                            "the product, only a strong match at once, two a week",
                            2,
                            3,
                            2,
                            .4,
                            Acquaintance::score,
                            true,
                            .5),
                    new Rule(
                            "the product, where all say three a week",
                            2,
                            3,
                            3,
                            Turns.LOAD,
                            Acquaintance::score,
                            true,
                            NONE),
                    new Rule(
                            "the product, where all say one a week",
                            2,
                            3,
                            1,
                            Turns.LOAD,
                            Acquaintance::score,
                            true,
                            NONE));

    private final Dump dump;
    private final Known known;

    Spending(Dump dump, Embeddings embeddings) {
        this.dump = dump;
        this.known = new Known(dump, embeddings);
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

    /** How well the question of a place in the dump fitted somebody, and when it was asked. */
    private record Fit(double at, int question, double fit) {}

    private Spent spend(Rule rule) {
        return spend(rule, () -> 0);
    }

    /** With something added to every fit. */
    private Spent spend(Rule rule, DoubleSupplier noise) {
        int n = dump.questions.size();
        Spent spent = new Spent(new boolean[n], new int[n]);
        Map<Long, List<Double>> turns = new HashMap<>();
        Map<Long, List<Fit>> fits = new HashMap<>();
        List<Set<Long>> invited =
                IntStream.range(0, n).mapToObj(i -> (Set<Long>) new LinkedHashSet<Long>()).toList();
        for (Moment now : moments()) {
            Map<Long, Double> ranked = new HashMap<>();
            known.of(now.question(), now.step())
                    .forEach(
                            (who, acquaintance) -> {
                                double fit =
                                        rule.ranking().applyAsDouble(acquaintance)
                                                + noise.getAsDouble();
                                int used = within(turns.getOrDefault(who, List.of()), now.at());
                                List<Fit> week =
                                        fits.computeIfAbsent(who, key -> new ArrayList<>());
                                week.removeIf(one -> one.at() <= now.at() - WEEK);
                                boolean worth =
                                        rule.price()
                                                ? Turns.worth(
                                                        fit,
                                                        rule.turns() - used,
                                                        others(week, now.question()))
                                                : used < rule.turns();
                                if (now.step() == 0)
                                    week.add(new Fit(now.at(), now.question(), fit));
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

    private static double[] others(List<Fit> week, int question) {
        return week.stream()
                .filter(one -> one.question() != question)
                .mapToDouble(Fit::fit)
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
            known.of(i, 0).keySet().stream()
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
        Map<Rule, Spent> spent = new LinkedHashMap<>();
        for (Rule rule : RULES) spent.put(rule, spend(rule));
        spent.forEach((rule, one) -> tell(rule.name(), one));
        tell("oracle, one a week", oracle(1));
        tell("oracle, two a week", oracle(2));
        inShort(spent);
    }

    /**
     * The former rule, the product's, and whichever did best on the first half with at most two a
     * week, of equals the thriftier: how much more often somebody invited answered than by the
     * former, question by question, for how many of its invitations; and the mean where the fits
     * are a little otherwise.
     */
    @SuppressWarnings("SystemOut")
    private void inShort(Map<Rule, Spent> spent) {
        int n = dump.questions.size();
        Spent former = of(spent, FORMER);
        Rule best =
                RULES.stream()
                        .filter(rule -> rule.turns() <= PRODUCT.turns())
                        .max(
                                Comparator.comparingDouble(
                                                (Rule rule) -> mean(of(spent, rule), 0, n / 2))
                                        .thenComparingInt(
                                                rule -> -invited(of(spent, rule), 0, n / 2)))
                        .orElse(PRODUCT);
        System.out.printf("best on the first half, at most two a week: %s%n", best.name());
        System.out.println(
                "rule | part | answered | with noise | more than turn 1 | invitations of turn 1's");
        for (Rule rule : new LinkedHashSet<>(List.of(FORMER, PRODUCT, best))) {
            Spent one = of(spent, rule);
            List<Spent> noisy = noisy(rule);
            beside(rule.name() + " | first", one, former, noisy, 0, n / 2);
            beside(rule.name() + " | second", one, former, noisy, n / 2, n);
            beside(rule.name() + " | whole", one, former, noisy, 0, n);
        }
    }

    private List<Spent> noisy(Rule rule) {
        Random random = new Random(1);
        return IntStream.range(0, TIMES)
                .mapToObj(i -> spend(rule, () -> NOISE * random.nextGaussian()))
                .toList();
    }

    @SuppressWarnings("SystemOut")
    private void beside(
            String name, Spent spent, Spent former, List<Spent> noisy, int from, int to) {
        System.out.printf(
                Locale.ROOT,
                "%s | %.3f | %.3f | %s | %.0f%%%n",
                name,
                mean(spent, from, to),
                noisy.stream().mapToDouble(one -> mean(one, from, to)).average().orElse(0),
                Figures.interval(
                        answered(from, to)
                                .mapToDouble(i -> hit(spent, i) - hit(former, i))
                                .toArray()),
                100.0 * invited(spent, from, to) / invited(former, from, to));
    }

    private static Spent of(Map<Rule, Spent> spent, Rule rule) {
        return Objects.requireNonNull(spent.get(rule));
    }

    private static int invited(Spent spent, int from, int to) {
        return Arrays.stream(spent.invited(), from, to).sum();
    }

    private double mean(Spent spent, int from, int to) {
        return answered(from, to).mapToDouble(i -> hit(spent, i)).average().orElse(0);
    }

    private IntStream answered(int from, int to) {
        return IntStream.range(from, to).filter(i -> answered(dump.questions.get(i)));
    }

    private static double hit(Spent spent, int question) {
        return spent.hit()[question] ? 1 : 0;
    }

    private void tell(String name, Spent spent) {
        int n = dump.questions.size();
        line(name, "first", spent, 0, n / 2);
        line(name, "second", spent, n / 2, n);
    }

    @SuppressWarnings("SystemOut")
    private void line(String name, String half, Spent spent, int from, int to) {
        List<Integer> all = answered(from, to).boxed().toList();
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
                invited(spent, from, to));
    }

    /** Whether somebody else than the asker ever answered. */
    static boolean answered(Question question) {
        return question.answers().stream()
                .anyMatch(one -> one.owner() > 0 && one.owner() != question.owner());
    }

    private static String share(List<Integer> questions, Spent spent) {
        return Figures.interval(questions.stream().mapToDouble(i -> hit(spent, i)).toArray());
    }
}
