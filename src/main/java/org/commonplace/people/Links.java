package org.commonplace.people;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One-time links for mails. Opening one shows a page with a button; only the button's POST uses it,
 * because mail scanners open every link.
 */
@Component
public class Links {
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Links(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What a link stands for. */
    public record Link(
            String purpose,
            @Nullable String email,
            @Nullable MemberId member,
            Map<String, String> payload,
            boolean used,
            boolean late) {
        /** Whether it does nothing any more. */
        public boolean over() {
            return used || late;
        }
    }

    /** Makes a link and returns its token. */
    public String make(
            String purpose,
            @Nullable String email,
            @Nullable MemberId member,
            Map<String, String> payload,
            Duration life) {
        String token = Tokens.fresh();
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into people.link (token, purpose, email, member, payload, created_at, expires_at)
                values (:token, :purpose, :email, :member, cast(:payload as jsonb), :now, :expires)
                """)
                .param("token", hash(token))
                .param("purpose", purpose)
                .param("email", email)
                .param("member", member == null ? null : member.value())
                .param("payload", json.writeValueAsString(payload))
                .param("now", Rows.sql(now))
                .param("expires", Rows.sql(now.plus(life)))
                .update();
        return token;
    }

    /** The link of that purpose, unless it has expired. */
    public Optional<Link> find(String purpose, String token) {
        return known(purpose, token).filter(link -> !link.late());
    }

    /** The link of that purpose, for a week after it has expired, too. */
    public Optional<Link> known(String purpose, String token) {
        return jdbc.sql(
                        """
                select purpose, email, member, payload, used_at is not null as used, expires_at <= :now as late
                  from people.link where token = :token and purpose = :purpose
                """)
                .param("token", hash(token))
                .param("purpose", purpose)
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> link(row))
                .optional();
    }

    /** Uses the link: exactly one caller gets it. */
    public Optional<Link> use(String purpose, String token) {
        return jdbc.sql(
                        """
                with kept as (
                    select token, payload from people.link
                     where token = :token and purpose = :purpose and expires_at > :now and used_at is null
                       for update)
                update people.link l set used_at = :now, payload = '{}'
                  from kept where l.token = kept.token
                returning l.purpose, l.email, l.member, kept.payload, false as used, false as late
                """)
                .param("token", hash(token))
                .param("purpose", purpose)
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> link(row))
                .optional();
    }

    /** Takes what a link stands for that has run out unused: exactly one caller gets it. */
    Optional<Link> late(String purpose, String token) {
        return jdbc.sql(
                        """
                with kept as (
                    select token, payload from people.link
                     where token = :token and purpose = :purpose and expires_at <= :now and used_at is null
                       for update)
                update people.link l set used_at = :now, payload = '{}'
                  from kept where l.token = kept.token
                returning l.purpose, l.email, l.member, kept.payload, false as used, true as late
                """)
                .param("token", hash(token))
                .param("purpose", purpose)
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> link(row))
                .optional();
    }

    int forget() {
        return jdbc.sql("delete from people.link where expires_at < :before")
                .param("before", Rows.sql(clock.instant().minus(Duration.ofDays(7))))
                .update();
    }

    private Link link(java.sql.ResultSet row) throws java.sql.SQLException {
        Long member = Rows.longOrNull(row, "member");
        return new Link(
                row.getString("purpose"),
                row.getString("email"),
                member == null ? null : new MemberId(member),
                json.readValue(row.getString("payload"), FIELDS),
                row.getBoolean("used"),
                row.getBoolean("late"));
    }

    private static byte[] hash(String token) {
        return Tokens.hash(token.getBytes(StandardCharsets.UTF_8));
    }
}
