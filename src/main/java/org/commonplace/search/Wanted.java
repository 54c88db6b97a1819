package org.commonplace.search;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.commonplace.chrome.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was looked for and not found: the terms only, shown once three people looked for them. Who
 * looked is kept as a hash with a salt that lives as long as this process.
 */
@Component
class Wanted {
    private static final int PEOPLE = 3;
    private static final Duration AGE = Duration.ofDays(90);

    /** So many are kept of one who looks; the oldest go. */
    private static final int MOST = 50;

    private final byte[] salt = new byte[16];
    private final JdbcClient jdbc;
    private final Clock clock;

    Wanted(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        new SecureRandom().nextBytes(salt);
    }

    void note(String query, String who) {
        String term = query.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (term.length() > 80 || term.contains("@")) return;
        jdbc.sql(
                        """
                with old as (
                    delete from search.wanted where at < :after or (who = :who and at <
                        (select at from search.wanted where who = :who order by at desc offset :most limit 1)))
                insert into search.wanted (term, who, at) values (:term, :who, :now) on conflict do nothing
                """)
                .param("after", Rows.sql(clock.instant().minus(AGE)))
                .param("most", MOST)
                .param("term", term.replace("\u0000", ""))
                .param("who", hash(who))
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    List<String> list() {
        return jdbc.sql(
                        """
                select term from search.wanted where at > :after
                 group by term having count(*) >= :people order by count(*) desc, term limit 20
                """)
                .param("after", Rows.sql(clock.instant().minus(AGE)))
                .param("people", PEOPLE)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private byte[] hash(String who) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(who.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
