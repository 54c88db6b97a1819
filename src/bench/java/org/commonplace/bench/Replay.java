package org.commonplace.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.commonplace.bench.Dump.Answer;
import org.commonplace.bench.Dump.Question;
import org.commonplace.chrome.HouseClock;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.questions.Answers;
import org.commonplace.questions.Invitations;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.questions.RescueClock;
import org.commonplace.search.Embeddings;
import org.commonplace.search.Likeness;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A dump's whole life, lived again in the application with simulated time: everybody who asked or
 * answered is a member from that day on and may be asked as often as is usual; who answered, and
 * when, stays as it was. The clock of every question ticks, invites, and is stopped by the first
 * answer.
 *
 * <p>Countries are those that a Location names, see {@link Countries}. The dump tells nothing of
 * sectors: they are planted, at random with a fixed seed, in the shares of a national association.
 */
final class Replay {
    private static final List<String> SECTORS =
            List.of("public", "public", "academic", "academic", "academic", "school", "special");

    private static final int WEEK = 7;
    private final Dump dump;
    private final JdbcClient jdbc;
    private final Members members;
    private final Questions questions;
    private final Answers answers;
    private final Invitations invitations;
    private final RescueClock clock;
    private final Embeddings embeddings;
    private final Concepts concepts;
    private final boolean inviting;
    private final Map<Long, MemberId> people = new HashMap<>();
    private final Map<MemberId, String> sectors = new HashMap<>();
    private final Map<MemberId, String> countries = new HashMap<>();
    private final Map<Long, QuestionId> asked = new HashMap<>();
    private final List<Double> reciprocals = new ArrayList<>();

    Replay(Path folder, ConfigurableApplicationContext context, boolean inviting) {
        this.dump = new Dump(folder);
        this.jdbc = context.getBean(JdbcClient.class);
        this.members = context.getBean(Members.class);
        this.questions = context.getBean(Questions.class);
        this.answers = context.getBean(Answers.class);
        this.invitations = context.getBean(Invitations.class);
        this.clock = context.getBean(RescueClock.class);
        this.embeddings = context.getBean(Embeddings.class);
        this.concepts = context.getBean(Concepts.class);
        this.inviting = inviting;
        context.getBean(Communities.class).commons("The Commons", "en");
    }

    private record Event(double at, @Nullable Question question, @Nullable Answer answer) {}

    void run() {
        List<Event> events = new ArrayList<>();
        dump.questions.forEach(one -> events.add(new Event(one.at(), one, null)));
        dump.answers.forEach(one -> events.add(new Event(one.at(), null, one)));
        events.sort(Comparator.comparingDouble(Event::at));
        for (Event event : events) {
            ticks(time(event.at()));
            HouseClock.at(time(event.at()), () -> live(event));
        }
        ticks(time(events.getLast().at() + 8));
    }

    private static Instant time(double days) {
        return Instant.ofEpochMilli((long) (days * 86_400_000));
    }

    /** Lets every clock tick that is due before a time, each at its own. */
    private void ticks(Instant until) {
        if (!inviting) return;
        for (Instant due = due(); due != null && !due.isAfter(until); due = due())
            HouseClock.at(due, clock::ripen);
    }

    private @Nullable Instant due() {
        return jdbc.sql(
                        "select min(clock_at) as due from questions.question where state = 'asked' and clock_at is not null")
                .query((row, n) -> Rows.instantOrNull(row, "due"))
                .list()
                .getFirst();
    }

    private void live(Event event) {
        Question question = event.question();
        Answer answer = event.answer();
        if (question != null) ask(question);
        else if (answer != null) answer(answer);
    }

    private void ask(Question question) {
        MemberId asker = person(question.owner());
        List<ConceptId> topics = new ArrayList<>();
        for (String tag : question.tags())
            topics.add(concepts.labelledOrProposed(tag.replace('-', ' '), "en", null));
        QuestionId id =
                questions.ask(
                        new Questions.Draft(
                                question.title() + "\n" + question.body(),
                                null,
                                topics,
                                "commons",
                                null,
                                null,
                                null,
                                null,
                                null,
                                "en"),
                        members.viewer(asker));
        asked.put(question.id(), id);
        // Autovacuum does it within a minute, too late for a year that passes in one: the
        // application takes the number of questions from it.
        jdbc.sql("analyze questions.question").update();
        understand(id.value());
        rank(question, id);
    }

    /** As in the relevance task: from the 125th question on, those that somebody else answered. */
    private void rank(Question question, QuestionId id) {
        if (asked.size() <= Relevance.FIRST) return;
        Set<Long> gold =
                question.answers().stream()
                        .map(Answer::owner)
                        .filter(one -> one > 0 && one != question.owner())
                        .collect(Collectors.toSet());
        if (gold.isEmpty()) return;
        Set<Long> known =
                gold.stream()
                        .filter(people::containsKey)
                        .map(one -> Objects.requireNonNull(people.get(one)).value())
                        .collect(Collectors.toSet());
        List<Long> ranked = invitations.ranked(id).stream().map(MemberId::value).toList();
        reciprocals.add(Figures.reciprocal(ranked, known));
    }

    private void answer(Answer answer) {
        QuestionId id = asked.get(answer.question());
        if (id == null) return;
        understand(
                answers.answer(id, answer.text(), "en", members.viewer(person(answer.owner())))
                        .value());
    }

    /** Computes the vector of a text at once; the application does it in the background. */
    private void understand(long post) {
        String text =
                jdbc.sql(
                                """
                        select case when p.kind = 'opening' then c.title || E'\\n' else '' end as title, p.body
                          from conversations.post p join catalogue.card c on c.id = p.id where p.id = :id
                        """)
                        .param("id", post)
                        .query(
                                (row, n) ->
                                        row.getString("title")
                                                + Markdown.plain(row.getString("body")))
                        .single();
        embeddings.of(List.of(Likeness.kept(text)));
    }

    private MemberId person(long user) {
        return people.computeIfAbsent(user, this::arrive);
    }

    private MemberId arrive(long user) {
        MemberId id =
                members.arrive("user" + user + "@replay.example", "User " + user, Locale.ENGLISH);
        String sector = SECTORS.get(new Random(user).nextInt(SECTORS.size()));
        String country = Countries.of(dump.locations.getOrDefault(user, ""));
        sectors.put(id, sector);
        if (country != null) countries.put(id, country);
        Profile bare = members.profile(id).orElseThrow();
        members.update(
                bare.saying(
                        new Profile.Work(
                                bare.zone(),
                                null,
                                null,
                                sector,
                                country,
                                List.of("en"),
                                null,
                                null,
                                "")));
        members.trust(id);
        members.mayAsk(id, Members.MayAsk.USUAL);
        return id;
    }

    // What it prints.

    private record Invited(Instant at, MemberId member, MemberId asker) {}

    private static final class Month {
        private int questions;
        private int within;
        private int stewards;
        private int groups;
        private final List<Invited> invited = new ArrayList<>();
    }

    @SuppressWarnings("SystemOut")
    void tell() {
        Map<YearMonth, Month> months = new TreeMap<>();
        for (Question question : dump.questions) {
            Month month = months.computeIfAbsent(month(time(question.at())), key -> new Month());
            month.questions++;
            if (question.answers().stream().anyMatch(one -> one.at() < question.at() + 1))
                month.within++;
        }
        List<Invited> all = invited();
        all.forEach(
                one ->
                        months.computeIfAbsent(month(one.at()), key -> new Month())
                                .invited
                                .add(one));
        reached("STEWARDS")
                .forEach(at -> months.computeIfAbsent(month(at), key -> new Month()).stewards++);
        reached("OFFER")
                .forEach(at -> months.computeIfAbsent(month(at), key -> new Month()).groups++);
        System.out.println(
                "month    questions  within 24 h  invitations  most in 7 days  Gini  cross-sector  cross-country (n)  to stewards  to a group");
        months.forEach((month, one) -> line(month.toString(), one));
        Month sum = new Month();
        for (Month one : months.values()) {
            sum.questions += one.questions;
            sum.within += one.within;
            sum.stewards += one.stewards;
            sum.groups += one.groups;
            sum.invited.addAll(one.invited);
        }
        line("all", sum);
        really();
        long placed = people.values().stream().filter(countries::containsKey).count();
        System.out.printf(
                Locale.ROOT,
                "%,d people, of whom the Location of %,d names a country%n",
                people.size(),
                placed);
    }

    /** In how many questions somebody who was invited answered afterwards; by halves. */
    @SuppressWarnings("SystemOut")
    private void really() {
        Map<Long, Boolean> hit = new HashMap<>();
        Map<Long, Integer> invited = new HashMap<>();
        jdbc.sql(
                        """
                select question, count(*) as n, bool_or(answered_at is not null) as hit
                  from questions.invitation group by question
                """)
                .query(
                        row -> {
                            hit.put(row.getLong("question"), row.getBoolean("hit"));
                            invited.put(row.getLong("question"), row.getInt("n"));
                        });
        int half = dump.questions.size() / 2;
        for (List<Question> part :
                List.of(
                        dump.questions.subList(0, half),
                        dump.questions.subList(half, dump.questions.size()))) {
            List<Question> answered = part.stream().filter(Spending::answered).toList();
            List<Question> waited = answered.stream().filter(Spending::waits).toList();
            System.out.printf(
                    Locale.ROOT,
                    "in the application: somebody invited answered %s (n=%d), of those that waited a day %s (n=%d), invitations %d%n",
                    share(answered, hit),
                    answered.size(),
                    share(waited, hit),
                    waited.size(),
                    part.stream().mapToInt(one -> invited.getOrDefault(id(one), 0)).sum());
        }
    }

    private long id(Question question) {
        return Objects.requireNonNull(asked.get(question.id())).value();
    }

    private String share(List<Question> questions, Map<Long, Boolean> hit) {
        return Figures.interval(
                questions.stream()
                        .mapToDouble(one -> hit.getOrDefault(id(one), false) ? 1 : 0)
                        .toArray());
    }

    /** The mean reciprocal rank of who answered. */
    @SuppressWarnings("SystemOut")
    void reciprocal() {
        String when = inviting ? "with caps and load" : "nobody invited yet";
        System.out.printf(
                "invite MRR, %s: %s n = %d%n", when, told(reciprocals), reciprocals.size());
    }

    private static String told(List<Double> values) {
        return Figures.told(values.stream().mapToDouble(one -> one).toArray());
    }

    @SuppressWarnings("SystemOut")
    private void line(String name, Month month) {
        List<Invited> placed =
                month.invited.stream()
                        .filter(
                                one ->
                                        countries.containsKey(one.member())
                                                && countries.containsKey(one.asker()))
                        .toList();
        System.out.printf(
                Locale.ROOT,
                "%-8s %9d %11.0f%% %12d %15d %5.2f %12.0f%% %12.0f%% (%d) %12d %11d%n",
                name,
                month.questions,
                share(month.within, month.questions),
                month.invited.size(),
                most(month.invited),
                gini(month.invited),
                share(cross(month.invited, sectors), month.invited.size()),
                share(cross(placed, countries), placed.size()),
                placed.size(),
                month.stewards,
                month.groups);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private static long cross(List<Invited> invited, Map<MemberId, String> of) {
        return invited.stream()
                .filter(one -> !Objects.equals(of.get(one.member()), of.get(one.asker())))
                .count();
    }

    /** The most invitations that one person had in any seven days. */
    private static int most(List<Invited> invited) {
        int most = 0;
        Map<MemberId, List<Instant>> byMember =
                invited.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Invited::member,
                                        Collectors.mapping(Invited::at, Collectors.toList())));
        for (List<Instant> times : byMember.values())
            for (Instant from : times) {
                Instant until = from.plusSeconds(WEEK * 86_400L);
                most =
                        Math.max(
                                most,
                                (int)
                                        times.stream()
                                                .filter(
                                                        at ->
                                                                !at.isBefore(from)
                                                                        && at.isBefore(until))
                                                .count());
            }
        return most;
    }

    /** 0 where everybody invited has as many invitations, near 1 where one has nearly all. */
    private static double gini(List<Invited> invited) {
        double[] counts =
                invited.stream()
                        .collect(Collectors.groupingBy(Invited::member, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToDouble(n -> n)
                        .sorted()
                        .toArray();
        double sum = Arrays.stream(counts).sum();
        double weighted = 0;
        for (int i = 0; i < counts.length; i++) weighted += (i + 1) * counts[i];
        return sum == 0
                ? 0
                : 2 * weighted / (counts.length * sum) - (counts.length + 1.0) / counts.length;
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }

    private List<Invited> invited() {
        return jdbc.sql(
                        "select i.at, i.member, q.asker from questions.invitation i join questions.question q on q.id = i.question order by i.at")
                .query(
                        (row, n) ->
                                new Invited(
                                        Rows.instant(row, "at"),
                                        new MemberId(row.getLong("member")),
                                        new MemberId(row.getLong("asker"))))
                .list();
    }

    private List<Instant> reached(String step) {
        return jdbc.sql(
                        "select at from catalogue.activity where verb = 'clock' and facts ->> 'step' = :step")
                .param("step", step)
                .query((row, n) -> Rows.instant(row, "at"))
                .list();
    }
}
