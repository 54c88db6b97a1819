package org.commonplace.practices;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Hands;
import org.commonplace.chrome.Outside;
import org.commonplace.chrome.Outside.Answer;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.commonplace.people.Viewer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the links in practices still lead somewhere. A link is dead when it failed three times on
 * three days; that brings the review date nearer, as a "changed here" does. What is not for all
 * members, or belongs to a lab, is not looked at: nobody outside learns of its links.
 */
@Component
public class PracticeLinks {
    static final int STRIKES = 3;
    private static final Duration AGAIN = Duration.ofDays(30);
    private static final Duration SOON = Duration.ofDays(1);
    private static final int PRACTICES = 25;
    private static final int MOST = 100;
    private static final int LONGEST = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration A_DAY = Duration.ofHours(20);
    private static final Logger LOG = LoggerFactory.getLogger(PracticeLinks.class);
    private static final int AT_ONCE = 8;
    private final JdbcClient jdbc;
    private final Outside outside;
    private final Renewals renewals;
    private final Activity activity;
    private final TransactionTemplate transaction;
    private final Site site;
    private final Clock clock;

    PracticeLinks(
            JdbcClient jdbc,
            Outside outside,
            Renewals renewals,
            Activity activity,
            TransactionTemplate transaction,
            Site site,
            Clock clock) {
        this.jdbc = jdbc;
        this.outside = outside;
        this.renewals = renewals;
        this.activity = activity;
        this.transaction = transaction;
        this.site = site;
        this.clock = clock;
    }

    private record Text(PracticeId id, int version, @Nullable String resource, Set<String> links) {}

    /**
     * Looks after the links of those practices whose turn it is. Where nothing at all answers this
     * house is most likely cut off itself: then no failure is noted, and they have their turn
     * tomorrow. Returns how many practices were looked at.
     */
    public int check() {
        List<Text> texts = next();
        Set<String> links =
                texts.stream()
                        .flatMap(text -> text.links().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Answer> answers = ask(links);
        boolean heard = answers.containsValue(Answer.THERE) || answers.containsValue(Answer.GONE);
        for (Text text : texts) {
            if (heard || text.links().isEmpty()) note(text, answers);
            else turn(text.id(), SOON);
        }
        return texts.size();
    }

    private void turn(PracticeId id, Duration wait) {
        jdbc.sql("update practices.practice set links_at = :next where id = :id")
                .param("next", Rows.sql(clock.instant().plus(wait)))
                .param("id", id.value())
                .update();
    }

    /** Notes what was found; a text that cannot be noted does not stand in the way of others. */
    private void note(Text text, Map<String, Answer> answers) {
        try {
            transaction.executeWithoutResult(status -> noteAll(text, answers));
        } catch (RuntimeException e) {
            LOG.warn("links of practice {} not noted", text.id(), e);
            turn(text.id(), AGAIN);
        }
    }

    private List<Text> next() {
        return jdbc.sql(
                        """
                select k.id, k.resource_url, p.html, p.version
                  from practices.practice k
                  join catalogue.shown c on c.id = k.id and c.audience = any(:everybody)
                  join conversations.posted p on p.id = k.id
                 where (k.links_at is null or k.links_at <= :now)
                   and k.state in ('current', 'due', 'overdue')
                   and not exists (select from communities.labs l where l.id = c.community)
                 order by k.links_at nulls first, k.id limit :most
                """)
                .param("everybody", new Long[] {Viewer.EVERYONE, Viewer.MEMBERS})
                .param("now", Rows.sql(clock.instant()))
                .param("most", PRACTICES)
                .query(
                        (row, n) ->
                                new Text(
                                        new PracticeId(row.getLong("id")),
                                        row.getInt("version"),
                                        row.getString("resource_url"),
                                        links(
                                                row.getString("html"),
                                                row.getString("resource_url"))))
                .list();
    }

    /** The addresses outside this house that a text leads to. */
    private Set<String> links(String html, @Nullable String resource) {
        Set<String> links = new LinkedHashSet<>();
        if (resource != null) links.add(resource);
        for (Element link : Jsoup.parseBodyFragment(html).select("a[href^=http]"))
            links.add(link.attr("href"));
        return links.stream()
                .map(link -> link.replaceFirst("#.*$", ""))
                .filter(link -> link.length() <= LONGEST && !link.startsWith(site.url() + "/"))
                .limit(MOST)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Asks eight at once, five minutes in all; who has not answered by then is silent. */
    private Map<String, Answer> ask(Collection<String> links) {
        Semaphore lines = new Semaphore(AT_ONCE);
        List<String> asked = List.copyOf(links);
        List<Callable<Answer>> questions = new ArrayList<>();
        for (String link : asked) questions.add(() -> at(link, lines));
        Map<String, Answer> answers = new HashMap<>();
        try (ExecutorService threads = Hands.crew("link check")) {
            List<Future<Answer>> heard =
                    threads.invokeAll(questions, PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (int i = 0; i < asked.size(); i++) answers.put(asked.get(i), now(heard.get(i)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answers;
    }

    private Answer at(String link, Semaphore lines) throws InterruptedException {
        lines.acquire();
        try {
            return outside.at(URI.create(link));
        } catch (IllegalArgumentException e) {
            return Answer.REFUSED;
        } finally {
            lines.release();
        }
    }

    private static Answer now(Future<Answer> answer) {
        return answer.state() == Future.State.SUCCESS ? answer.resultNow() : Answer.SILENT;
    }

    /** Whether an address failed; one that must not be asked is not held against the text. */
    private static boolean failed(Answer answer) {
        return answer == Answer.GONE || answer == Answer.SILENT;
    }

    private void noteAll(Text text, Map<String, Answer> answers) {
        PracticeId id = text.id();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean waiting =
                jdbc.sql(
                                """
                        select 1 from practices.practice k
                         where k.id = :id and (k.links_at is null or k.links_at <= :now)
                           and k.state in ('current', 'due', 'overdue') and k.resource_url is not distinct from :resource
                           and (select p.version from conversations.posted p where p.id = k.id) = :version
                           for update
                        """)
                        .param("id", id.value())
                        .param("now", Rows.sql(now))
                        .param("resource", text.resource())
                        .param("version", text.version())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!waiting) return;
        List<String> died = new ArrayList<>();
        boolean doubtful = false;
        for (String link : text.links()) {
            Answer answer = answers.getOrDefault(link, Answer.SILENT);
            if (answer == Answer.REFUSED) continue;
            boolean failed = failed(answer);
            Link noted = note(id, link, failed, now);
            if (failed && now.equals(noted.deadSince())) died.add(link);
            doubtful |= failed && noted.deadSince() == null;
        }
        jdbc.sql("delete from practices.link where practice = :id and checked_at < :now")
                .param("id", id.value())
                .param("now", Rows.sql(now))
                .update();
        jdbc.sql(
                        """
                update practices.practice
                   set links_at = :next,
                       dead_links = (select count(*) from practices.link
                                      where practice = :id and dead_since is not null)
                 where id = :id
                """)
                .param("next", Rows.sql(now.plus(doubtful ? SOON : AGAIN)))
                .param("id", id.value())
                .update();
        if (died.isEmpty()) return;
        renewals.nearer(id);
        activity.record(null, "links-died", id.value(), Map.of("at", now.toString()));
    }

    private Link note(PracticeId id, String link, boolean failed, Instant now) {
        return jdbc.sql(
                        """
                insert into practices.link as l (practice, url, checked_at, failures)
                values (:id, :url, :now, case when :failed then 1 else 0 end)
                on conflict (practice, url) do update
                   set checked_at = excluded.checked_at,
                       failures = case when not :failed then 0
                                       else l.failures + case when l.checked_at <= :yesterday then 1 else 0 end end,
                       dead_since = case when :failed and l.failures + 1 >= :strikes and l.checked_at <= :yesterday
                                         then coalesce(l.dead_since, :now)
                                         when :failed then l.dead_since end
                returning *
                """)
                .param("id", id.value())
                .param("url", link)
                .param("now", Rows.sql(now))
                .param("failed", failed)
                .param("yesterday", Rows.sql(now.minus(A_DAY)))
                .param("strikes", STRIKES)
                .query((row, n) -> link(row))
                .single();
    }

    private static Link link(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Link(
                row.getString("url"),
                Rows.instant(row, "checked_at"),
                row.getInt("failures"),
                Rows.instantOrNull(row, "dead_since"));
    }

    /** An address in a practice, on how many days in a row it failed, and since when it is dead. */
    public record Link(String url, Instant checkedAt, int failures, @Nullable Instant deadSince) {}

    /** The links of a practice that were looked at, dead ones first. */
    List<Link> of(PracticeId id) {
        return jdbc.sql(
                        """
                select * from practices.link where practice = :id order by dead_since nulls last, url limit 100
                """)
                .param("id", id.value())
                .query((row, n) -> link(row))
                .list();
    }
}
