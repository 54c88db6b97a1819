package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import java.util.Set;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.commonplace.search.Likeness;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is well placed to answer a question, best first, of those who may be asked now. */
@Component
class Guests {
    private static final int CANDIDATES = 400;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int ANSWERS = 40;
    private static final int PRIOR = 10;
    private static final double TEACHES = .8;
    private static final double SPEAKS = .2;
    private static final double SAME_KIND = .2;

    /** How many turns are left to a member {@code a} of whom {@code w.n} things were asked. */
    private static final String TURNS =
            """
            case when a.away_until >= :today or coalesce(w.n, 0) >= 3 then 0
                 else least(a.invite_times - (select count(*) from questions.invitation i
                                               where i.member = a.id
                                                 and i.at > cast(:now as timestamptz) - make_interval(days => a.invite_days)),
                            3 - coalesce(w.n, 0)) end\
            """;

    private static final String LOAD =
            """
            left join lateral (
                 select count(*) as n from awareness.asked w
                  where w.member = a.id and (w.asked_at > :week or w.done_at is null and w.shown_at is null)) w on true\
            """;

    private final JdbcClient jdbc;
    private final Likeness likeness;
    private final Aliases aliases;
    private final Clock clock;

    Guests(JdbcClient jdbc, Likeness likeness, Aliases aliases, Clock clock) {
        this.jdbc = jdbc;
        this.likeness = likeness;
        this.aliases = aliases;
        this.clock = clock;
    }

    /**
     * Somebody who may be asked, with the reason. Fit: how well the question fits them; score: the
     * same, less what was asked of them lately; corridor: from another sector or country.
     */
    record Guest(
            long member, double fit, double score, boolean corridor, Map<String, String> reason) {}

    /**
     * The first so many; where somebody from elsewhere is owed, the last place goes to the best who
     * is, if anybody qualifies.
     */
    static List<Guest> chosen(List<Guest> ranked, int most, boolean owed) {
        List<Guest> chosen = new ArrayList<>(ranked.subList(0, Math.min(most, ranked.size())));
        if (!owed || chosen.size() < most || chosen.stream().anyMatch(Guest::corridor))
            return chosen;
        ranked.stream()
                .filter(Guest::corridor)
                .findFirst()
                .ifPresent(guest -> chosen.set(chosen.size() - 1, guest));
        return chosen;
    }

    /** The question as candidates are compared with it. */
    private record Subject(
            String text,
            @Nullable String language,
            @Nullable String sector,
            @Nullable String country,
            Set<Long> topics,
            Map<Long, String> labels,
            PersonaId asker,
            long audience) {}

    /**
     * Who said that they may be asked, what was asked of them this week, how many turns they have
     * left, and how well other questions of the week fitted them.
     */
    private record Candidate(
            long member,
            @Nullable String sector,
            @Nullable String country,
            List<String> languages,
            String canTeach,
            int load,
            int left,
            double[] week) {}

    /** One answer of a candidate's, with the question that it answered. */
    private record Given(
            long member,
            String answer,
            String question,
            String title,
            Instant at,
            Set<Long> topics) {}

    /**
     * Those for whom the question is worth one of the turns that they have left, best first. How
     * well it fits everybody who said yes is remembered for a week.
     */
    List<Guest> ranked(QuestionId id) {
        Subject subject = subject(id);
        List<Candidate> candidates = candidates(id, subject);
        if (candidates.isEmpty()) return List.of();
        Map<Long, List<Given>> given = given(candidates);
        List<String> texts = new ArrayList<>();
        given.values()
                .forEach(
                        all ->
                                all.forEach(
                                        one ->
                                                texts.addAll(
                                                        List.of(one.answer(), one.question()))));
        Map<String, Double> near = likeness.to(subject.text(), texts.stream().distinct().toList());
        Usual usual = Usual.of(given, near);
        Map<Long, Integer> asked = asked(subject.topics());
        Instant now = clock.instant();
        List<Guest> worth = new ArrayList<>();
        Map<Long, Double> fits = new HashMap<>();
        for (Candidate candidate : candidates) {
            List<Given> theirs = given.getOrDefault(candidate.member(), List.of());
            Guest guest = guest(candidate, subject, theirs, near, usual, asked, now);
            fits.put(guest.member(), guest.fit());
            if (Turns.worth(guest.fit(), candidate.left(), candidate.week())) worth.add(guest);
        }
        remember(id, fits, now);
        worth.sort(
                Comparator.comparingDouble(Guest::score)
                        .reversed()
                        .thenComparingLong(Guest::member));
        return worth;
    }

    private void remember(QuestionId id, Map<Long, Double> fits, Instant now) {
        jdbc.sql(
                        """
                with past as (delete from questions.fitting where at <= :week)
                insert into questions.fitting (member, question, fit, at)
                select m, :id, f, :now from unnest(cast(:members as bigint[]), cast(:fits as real[])) as t (m, f)
                on conflict do nothing
                """)
                .param("week", Rows.sql(now.minus(WEEK)))
                .param("id", id.value())
                .param("now", Rows.sql(now))
                .param("members", fits.keySet().toArray(new Long[0]))
                .param("fits", fits.values().toArray(new Double[0]))
                .update();
    }

    private Subject subject(QuestionId id) {
        Map<Long, String> labels = new LinkedHashMap<>();
        jdbc.sql("select concept, name from topics.about where card = :id order by position")
                .param("id", id.value())
                .query(
                        row -> {
                            labels.put(row.getLong("concept"), row.getString("name"));
                        });
        return jdbc.sql(
                        """
                select c.title, p.body, c.language, c.audience, q.asker, coalesce(q.library_sector, b.sector) as sector,
                       coalesce(q.library_country, b.country) as country
                  from questions.question q
                  join catalogue.shown c on c.id = q.id
                  join conversations.posted p on p.id = q.id
                  left join people.byline b on b.persona = q.asker
                 where q.id = :id
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Subject(
                                        Likeness.kept(
                                                row.getString("title")
                                                        + "\n"
                                                        + Markdown.plain(row.getString("body"))),
                                        row.getString("language"),
                                        row.getString("sector"),
                                        row.getString("country"),
                                        labels.keySet(),
                                        labels,
                                        new PersonaId(row.getLong("asker")),
                                        row.getLong("audience")))
                .single();
    }

    /**
     * Everybody who said yes and may see the question. No turn is left to whoever is away, was
     * invited as often as they said, or was asked three things this week. Not the asker, nor
     * anybody who blocked or is blocked by the asker, nor who was invited to it before.
     */
    private List<Candidate> candidates(QuestionId id, Subject subject) {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                select a.id, a.sector, a.country, a.languages, a.can_teach, coalesce(w.n, 0) as load,
                       %1$s as turns_left,
                       array(select f.fit from questions.fitting f
                              where f.member = a.id and f.question <> :id and f.at > :week) as fitted
                  from people.askable a
                  join people.visible_to v on v.viewer = a.id and v.audience = :audience
                  %2$s
                 where a.id <> :asker
                   and not exists (select from questions.invitation i where i.question = :id and i.member = a.id)
                   and not exists (select from people.blocked b where b.member = a.id and b.other = :asker)
                   and not exists (select from questions.same_problem s where s.question = :id and s.member = a.id)
                 order by exists (select from questions.answering g
                                   join topics.about t on t.card = g.question
                                  where g.member = a.id and t.concept = any(:topics)) desc,
                          (select max(g.at) from questions.answering g where g.member = a.id) desc nulls last, a.id
                 limit %3$d
                """
                                .formatted(TURNS, LOAD, CANDIDATES))
                .param("audience", subject.audience())
                .param("today", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .param("now", Rows.sql(now))
                .param("id", id.value())
                .param("week", Rows.sql(now.minus(WEEK)))
                .param("asker", aliases.deliverTo(subject.asker()).map(MemberId::value).orElse(0L))
                .param("topics", subject.topics().toArray(new Long[0]))
                .query((row, n) -> candidate(row))
                .list();
    }

    /**
     * Those to whom a turn is left still. They were looked at before they were held: another
     * question may have taken the last one.
     */
    List<Guest> left(List<Guest> guests) {
        Instant now = clock.instant();
        Set<Long> left =
                Set.copyOf(
                        jdbc.sql(
                                        """
                select a.id from people.askable a
                  %2$s
                 where a.id = any(:guests) and %1$s > 0
                """
                                                .formatted(TURNS, LOAD))
                                .param(
                                        "guests",
                                        guests.stream().map(Guest::member).toArray(Long[]::new))
                                .param("today", LocalDate.ofInstant(now, ZoneOffset.UTC))
                                .param("now", Rows.sql(now))
                                .param("week", Rows.sql(now.minus(WEEK)))
                                .query((row, n) -> row.getLong(1))
                                .list());
        return guests.stream().filter(guest -> left.contains(guest.member())).toList();
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                row.getLong("id"),
                row.getString("sector"),
                row.getString("country"),
                Rows.texts(row, "languages"),
                row.getString("can_teach"),
                row.getInt("load"),
                row.getInt("turns_left"),
                Arrays.stream((Float[]) row.getArray("fitted").getArray())
                        .mapToDouble(Float::doubleValue)
                        .toArray());
    }

    /** What they answered in the open under their own names, newest first. */
    private Map<Long, List<Given>> given(List<Candidate> candidates) {
        Map<Long, List<Given>> given = new HashMap<>();
        jdbc.sql(
                        """
                select g.member, p.body, q.title, qp.body as question_body, g.at,
                       array(select t.concept from topics.about t where t.card = g.question) as topics
                  from unnest(cast(:members as bigint[])) c (member)
                  cross join lateral (
                       select * from questions.answering a where a.member = c.member order by a.at desc limit %d) g
                  join conversations.shown p on p.id = g.answer and p.audience = 1
                  join conversations.shown q on q.id = g.question and q.audience = 1
                  join conversations.posted qp on qp.id = g.question
                """
                                .formatted(ANSWERS))
                .param("members", candidates.stream().map(Candidate::member).toArray(Long[]::new))
                .query(
                        row -> {
                            given.computeIfAbsent(
                                            row.getLong("member"), member -> new ArrayList<>())
                                    .add(
                                            new Given(
                                                    row.getLong("member"),
                                                    Likeness.kept(
                                                            Markdown.plain(row.getString("body"))),
                                                    Likeness.kept(
                                                            row.getString("title")
                                                                    + "\n"
                                                                    + Markdown.plain(
                                                                            row.getString(
                                                                                    "question_body"))),
                                                    row.getString("title"),
                                                    Rows.instant(row, "at"),
                                                    Set.of(
                                                            (Long[])
                                                                    row.getArray("topics")
                                                                            .getArray())));
                        });
        return given;
    }

    /** How many questions have each of these topics, and under 0 how many there are. */
    private Map<Long, Integer> asked(Set<Long> topics) {
        Map<Long, Integer> asked = new HashMap<>();
        jdbc.sql(
                        """
                select concept, count(*) as n from topics.about where concept = any(:topics) group by concept
                union all
                select 0, greatest(reltuples, (select count(*) from (select from questions.question limit 1000) few))::bigint
                  from pg_class where oid = 'questions.question'::regclass
                """)
                .param("topics", topics.toArray(new Long[0]))
                .query(
                        row -> {
                            asked.put(row.getLong("concept"), row.getInt("n"));
                        });
        return asked;
    }

    /** How near answers and their questions usually are: mean and spread of each. */
    private record Usual(
            double answers, double answerSpread, double questions, double questionSpread) {
        static Usual of(Map<Long, List<Given>> given, Map<String, Double> near) {
            List<Double> answers = new ArrayList<>();
            List<Double> questions = new ArrayList<>();
            for (List<Given> all : given.values())
                for (Given one : all) {
                    if (near.containsKey(one.answer())) answers.add(near.get(one.answer()));
                    if (near.containsKey(one.question())) questions.add(near.get(one.question()));
                }
            double[] first = spread(answers);
            double[] second = spread(questions);
            return new Usual(first[0], first[1], second[0], second[1]);
        }

        private static double[] spread(List<Double> values) {
            double mean = values.stream().mapToDouble(one -> one).average().orElse(0);
            double square =
                    values.stream()
                            .mapToDouble(one -> (one - mean) * (one - mean))
                            .average()
                            .orElse(1);
            return new double[] {mean, square > 1e-9 ? Math.sqrt(square) : 1};
        }

        double of(Given one, Map<String, Double> near) {
            double answer = near.getOrDefault(one.answer(), answers);
            double question = near.getOrDefault(one.question(), questions);
            return (answer - answers) / answerSpread / 2
                    + (question - questions) / questionSpread / 2;
        }
    }

    private static Guest guest(
            Candidate candidate,
            Subject subject,
            List<Given> given,
            Map<String, Double> near,
            Usual usual,
            Map<Long, Integer> asked,
            Instant now) {
        double affinity = 0;
        double recent = 0;
        double presence = 0;
        double shared = 0;
        int all = asked.getOrDefault(0L, 1);
        for (Given one : given) {
            double days = Duration.between(one.at(), now).toMinutes() / 1440.0;
            recent += Acquaintance.faded(days, Acquaintance.ANSWER_HALF_LIFE_DAYS);
            presence += Acquaintance.faded(days, Acquaintance.PRESENCE_HALF_LIFE_DAYS);
            affinity += usual.of(one, near);
            for (Long topic : one.topics())
                if (subject.topics().contains(topic))
                    shared +=
                            Math.max(0, Math.log((all + 1.0) / (asked.getOrDefault(topic, 0) + 1)));
        }
        Acquaintance acquaintance =
                new Acquaintance(recent, affinity / (PRIOR + given.size()), presence, shared);
        @Nullable String teaches = teaches(candidate, subject);
        double fit =
                acquaintance.score()
                        + (teaches == null ? 0 : TEACHES)
                        + (subject.language() != null
                                        && candidate.languages().contains(subject.language())
                                ? SPEAKS
                                : 0)
                        + (subject.sector() != null && subject.sector().equals(candidate.sector())
                                ? SAME_KIND
                                : 0);
        return new Guest(
                candidate.member(),
                fit,
                fit - Turns.LOAD * candidate.load(),
                elsewhere(candidate, subject),
                reason(subject, given, near, teaches));
    }

    /** Whether somebody is known to be from another sector or country than the question. */
    private static boolean elsewhere(Candidate candidate, Subject subject) {
        return differs(candidate.sector(), subject.sector())
                || differs(candidate.country(), subject.country());
    }

    private static boolean differs(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }

    /** The topic of the question that somebody says they can teach. */
    private static @Nullable String teaches(Candidate candidate, Subject subject) {
        String declared = candidate.canTeach().toLowerCase(Locale.ROOT);
        if (declared.isBlank()) return null;
        for (String label : subject.labels().values())
            if (declared.contains(label.toLowerCase(Locale.ROOT))) return label;
        return null;
    }

    /** Why: what they answered in a topic, what they wrote that is nearest, or what they teach. */
    private static Map<String, String> reason(
            Subject subject,
            List<Given> given,
            Map<String, Double> near,
            @Nullable String teaches) {
        Map<Long, Integer> counts = new HashMap<>();
        for (Given one : given)
            for (Long topic : new LinkedHashSet<>(one.topics()))
                if (subject.topics().contains(topic)) counts.merge(topic, 1, Integer::sum);
        String nearest =
                given.stream()
                        .max(
                                Comparator.comparingDouble(
                                        one -> near.getOrDefault(one.question(), -1.0)))
                        .map(Given::title)
                        .orElse("");
        Map<String, String> reason = new HashMap<>();
        reason.put("wrote", nearest);
        if (!counts.isEmpty()) {
            Map.Entry<Long, Integer> most =
                    counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            reason.put("kind", "answered");
            reason.put("n", String.valueOf(most.getValue()));
            reason.put("topic", Objects.toString(subject.labels().get(most.getKey()), ""));
        } else if (teaches != null) {
            reason.put("kind", "teaches");
            reason.put("topic", teaches);
        } else reason.put("kind", given.isEmpty() ? "willing" : "wrote");
        return reason;
    }
}
