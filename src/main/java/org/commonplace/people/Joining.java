package org.commonplace.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who may come in: everybody, who asks, or who is invited. */
@Component
public class Joining {
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final Duration KEPT = Duration.ofDays(30);
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Site site;
    private final Clock clock;

    Joining(JdbcClient jdbc, JsonMapper json, Site site, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.site = site;
        this.clock = clock;
    }

    /** Whether somebody new may come in under this address without being asked anything. */
    boolean welcome(String email) {
        return site.joining().equals("open") || invited(email);
    }

    boolean byRequest() {
        return site.joining().equals("request");
    }

    private boolean invited(String email) {
        return jdbc.sql("select exists (select from people.invitation where email = :email)")
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    /** Somebody's wish to join, with what they were about to say ({@code payload}). */
    record Application(
            long id,
            String email,
            String name,
            String language,
            String statement,
            Map<String, String> payload,
            Instant at) {
        String key() {
            return PublicId.text(id);
        }

        @Nullable String text() {
            return payload.get("text");
        }
    }

    void apply(Links.Link link, String name, String statement) {
        jdbc.sql(
                        """
                insert into people.application (id, email, name, language, statement, payload, asked_at)
                values (:id, :email, :name, :language, :statement, cast(:payload as jsonb), :now)
                """)
                .param("id", PublicId.next())
                .param("email", link.email())
                .param("name", Markdown.cleaned(name))
                .param("language", link.payload().getOrDefault("language", "en"))
                .param("statement", Markdown.cleaned(statement))
                .param("payload", json.writeValueAsString(link.payload()))
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    List<Application> waiting() {
        return jdbc.sql(
                        """
                select id, email, name, language, statement, payload, asked_at from people.application
                 where decided_at is null order by asked_at limit 100
                """)
                .query((row, n) -> application(row))
                .list();
    }

    /** Decides, once; empty where somebody decided before. */
    Optional<Application> decide(long id, boolean admitted, String because, MemberId host) {
        return jdbc.sql(
                        """
                update people.application
                   set decided_at = :now, decided_by = :host, admitted = :admitted, because = :because
                 where id = :id and decided_at is null
                returning id, email, name, language, statement, payload, asked_at
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("host", host.value())
                .param("admitted", admitted)
                .param("because", because)
                .param("id", id)
                .query((row, n) -> application(row))
                .optional();
    }

    private Application application(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Application(
                row.getLong("id"),
                row.getString("email"),
                row.getString("name"),
                row.getString("language"),
                row.getString("statement"),
                json.readValue(row.getString("payload"), FIELDS),
                Rows.instant(row, "asked_at"));
    }

    /** Forgets decided applications, and invitations that nobody followed, after thirty days. */
    int forget() {
        return forget("delete from people.application where decided_at < :before")
                + forget("delete from people.invitation where used_at is null and at < :before");
    }

    private int forget(String sql) {
        return jdbc.sql(sql).param("before", Rows.sql(clock.instant().minus(KEPT))).update();
    }

    record Invitation(long id, String email, String line, Instant at, boolean used) {
        String key() {
            return PublicId.text(id);
        }
    }

    /** Opens the door for an address; the letter is the caller's. */
    public void invite(String email, String line, MemberId by) {
        jdbc.sql(
                        """
                insert into people.invitation (id, email, member, line, at) values (:id, :email, :member, :line, :now)
                on conflict (email, member) do update set line = excluded.line, at = excluded.at
                """)
                .param("id", PublicId.next())
                .param("email", email)
                .param("member", by.value())
                .param("line", Markdown.cleaned(line))
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    void came(String email) {
        jdbc.sql(
                        "update people.invitation set used_at = :now where email = :email and used_at is null")
                .param("now", Rows.sql(clock.instant()))
                .param("email", email)
                .update();
    }

    List<Invitation> invitations(MemberId by) {
        return jdbc.sql(
                        """
                select id, email, line, at, used_at is not null as used from people.invitation
                 where member = :member order by at desc limit 200
                """)
                .param("member", by.value())
                .query(
                        (row, n) ->
                                new Invitation(
                                        row.getLong("id"),
                                        row.getString("email"),
                                        row.getString("line"),
                                        Rows.instant(row, "at"),
                                        row.getBoolean("used")))
                .list();
    }

    void withdraw(long invitation, MemberId by) {
        jdbc.sql(
                        "delete from people.invitation where id = :id and member = :member and used_at is null")
                .param("id", invitation)
                .param("member", by.value())
                .update();
    }
}
