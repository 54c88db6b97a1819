package org.commonplace.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.commonplace.chrome.HouseClock;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.practices.Kind;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.practices.Renewals;
import org.commonplace.practices.WikiPages;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Documents;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a large community keeps: practices with versions and adoption reports, and small groups. */
final class Kept {
    private static final int PRACTICES = 20_000;
    private static final int VERSIONS = 11;
    private static final int ADOPTIONS = 50_000;
    private static final int GROUPS = 500;
    private static final int PEOPLE = 60;
    private static final int DEPENDANTS = 10_000;
    private static final int ROUNDS = 3;
    private final Random random = new Random(2026);
    private final ConfigurableApplicationContext context;
    private final JdbcClient jdbc;
    private final List<Viewer> people = new ArrayList<>();
    private final List<String> passages;
    private final long community;

    Kept(ConfigurableApplicationContext context, List<String> passages) {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        this.passages = passages;
        this.community = context.getBean(Communities.class).commons("The Commons", "en").value();
        Members members = context.getBean(Members.class);
        for (int i = 0; i < PEOPLE; i++) {
            var id = members.arrive("kept" + i + "@bench.example", "Keeper " + i, Locale.ENGLISH);
            members.trust(id);
            people.add(members.viewer(id));
        }
    }

    private String text(int passagesEach) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < passagesEach; i++)
            text.append(i == 0 ? "" : "\n\n").append(passages.get(random.nextInt(passages.size())));
        return text.toString();
    }

    private PersonaId somebody() {
        return new PersonaId(people.get(random.nextInt(PEOPLE)).id());
    }

    @SuppressWarnings("SystemOut")
    void build() {
        long begun = System.nanoTime();
        practices();
        adoptions();
        groups();
        jdbc.sql("analyze").update();
        System.out.printf(
                Locale.ROOT,
                "made %,d practices with %,d versions, %,d adoption reports and %,d groups in %.0f s%n",
                PRACTICES,
                PRACTICES * (VERSIONS - 1),
                ADOPTIONS,
                GROUPS,
                (System.nanoTime() - begun) / 1e9);
    }

    private void practices() {
        WikiPages pages = context.getBean(WikiPages.class);
        TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < PRACTICES; i++) {
            WikiPages.OldPage page =
                    new WikiPages.OldPage(
                            new PracticeId(PublicId.next()),
                            Kind.PRACTICE,
                            "Practice " + i,
                            community,
                            "en",
                            "CC BY 4.0",
                            "https://bench.example/" + i);
            transaction.executeWithoutResult(status -> practice(pages, page, now));
        }
        jdbc.sql(
                        """
                update practices.practice k set state = 'current', steward = p.author, steward_since = :now,
                       review_at = :review, next_at = :review
                  from conversations.post p where p.id = k.id
                """)
                .param("now", Rows.sql(now))
                .param("review", Rows.sql(now.plus(Duration.ofDays(900))))
                .update();
        jdbc.sql(
                        """
                update catalogue.card c set state = 'current', byline = k.steward, imported = false
                  from practices.practice k where k.id = c.id
                """)
                .update();
    }

    private void practice(WikiPages pages, WikiPages.OldPage page, Instant now) {
        List<WikiPages.OldVersion> versions = new ArrayList<>();
        for (int n = 1; n <= VERSIONS; n++)
            versions.add(
                    new WikiPages.OldVersion(
                            n,
                            somebody(),
                            now.minus(Duration.ofDays(20L * (VERSIONS - n))),
                            "again",
                            text(3)));
        pages.begin(page, versions.getFirst());
        pages.versions(page, versions.subList(0, VERSIONS - 1));
        pages.end(
                page,
                versions.getLast(),
                versions.getFirst().editor(),
                Set.of(versions.getLast().editor()),
                List.of(),
                "");
    }

    private void adoptions() {
        jdbc.sql(
                        """
                insert into practices.adoption (id, practice, reporter, library, sector, size, country, verdict, done,
                                                tried_on, at, version)
                select g + 1000, k.ids[1 + g %% cardinality(k.ids)], m.ids[1 + g %% cardinality(m.ids)], 'Library ' || g, 'public',
                       'few', 'IT', (array['worked', 'worked', 'partly', 'not-here'])[1 + g %% 4], 'As described.',
                       current_date, now(), 1
                  from generate_series(1, %d) g,
                       (select array_agg(id order by id) as ids from practices.practice) k,
                       (select array_agg(id order by id) as ids from people.member) m
                """
                                .formatted(ADOPTIONS))
                .update();
        jdbc.sql(
                        """
                update practices.practice k
                   set worked = n.worked, partly = n.partly, not_here = n.not_here,
                       sums = jsonb_build_array(jsonb_build_object('sector', 'public', 'size', 'few', 'worked', n.worked,
                           'partly', n.partly, 'notHere', n.not_here, 'reached', 0))
                  from (select practice, count(*) filter (where verdict = 'worked') as worked,
                               count(*) filter (where verdict = 'partly') as partly,
                               count(*) filter (where verdict = 'not-here') as not_here
                          from practices.adoption group by practice) n
                 where n.practice = k.id
                """)
                .update();
    }

    private void groups() {
        Seats seats = context.getBean(Seats.class);
        Documents documents = context.getBean(Documents.class);
        for (int i = 0; i < GROUPS; i++) {
            Viewer founder = people.get(i % PEOPLE);
            WorkgroupId id =
                    context.getBean(Beginnings.class)
                            .begin(
                                    Beginnings.Draft.of(
                                            "Problem " + i + " of ours", List.of(), "en"),
                                    founder);
            for (int n = 1; n < 5; n++) seats.join(id, true, people.get((i + n) % PEOPLE));
            documents.save(id, 1, text(8), "", founder);
        }
    }

    /** One practice that ten thousand build on grows overdue, and is renewed, some times over. */
    @SuppressWarnings("SystemOut")
    void cascade() {
        Practices practices = context.getBean(Practices.class);
        Renewals renewals = context.getBean(Renewals.class);
        Viewer keeper = people.getFirst();
        PracticeId root =
                practices.keep(NewPractice.of("The root of it all", "Begin here.", "en"), keeper);
        jdbc.sql(
                        """
                insert into lineage.edge (made, origin, how, at)
                select id, :root, 'derived', now() from practices.practice where id <> :root order by id limit %d
                """
                                .formatted(DEPENDANTS))
                .param("root", root.value())
                .update();
        jdbc.sql("analyze lineage.edge").update();
        Instant then = Instant.now();
        for (int i = 0; i < ROUNDS; i++) {
            Instant review = Objects.requireNonNull(practices.get(root, keeper).reviewAt());
            long overdue = System.nanoTime();
            HouseClock.at(review, renewals::ripen);
            double up = (System.nanoTime() - overdue) / 1e9;
            long flagged =
                    jdbc.sql("select count(*) from catalogue.flag where because_of = :root")
                            .param("root", root.value())
                            .query((row, n) -> row.getLong(1))
                            .single();
            long renewed = System.nanoTime();
            HouseClock.at(
                    then.plusSeconds(i),
                    () -> renewals.say(root, "still-true", "Bench Library", "", keeper));
            System.out.printf(
                    Locale.ROOT,
                    "cascade: %,d cards flagged in %.2f s, unflagged in %.2f s%n",
                    flagged,
                    up,
                    (System.nanoTime() - renewed) / 1e9);
        }
        // So that the next round on the same data finds one practice to build on, not two.
        jdbc.sql("delete from lineage.edge where origin = :root")
                .param("root", root.value())
                .update();
    }
}
