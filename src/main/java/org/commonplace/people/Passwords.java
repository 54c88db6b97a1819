package org.commonplace.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Passwords, for those who want one: Argon2id, at least ten characters, none of those that
 * everybody tries first.
 */
@Component
class Passwords {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;
    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final Clock clock;
    private final Set<String> breached = breached();
    private final Supplier<String> nobodys;

    Passwords(JdbcClient jdbc, PasswordEncoder encoder, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.clock = clock;
        this.nobodys = SingletonSupplier.of(() -> String.valueOf(encoder.encode(Tokens.fresh())));
    }

    Refusals refusals(String password, String email) {
        Refusals refusals = new Refusals();
        String folded = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST) refusals.add("password", "password.short", SHORTEST);
        else if (password.length() > LONGEST)
            refusals.add("password", "form.too-long", LONGEST, password.length());
        else if (common(folded) || folded.contains(email.substring(0, email.indexOf('@'))))
            refusals.add("password", "password.breached");
        return refusals;
    }

    /**
     * One of the list, one of the list with digits after it, or fewer than five different
     * characters.
     */
    private boolean common(String folded) {
        return breached.contains(folded)
                || breached.contains(folded.replaceAll("[\\d!?.]+$", ""))
                || folded.chars().distinct().count() < 5;
    }

    void set(MemberId member, String password) {
        jdbc.sql(
                        """
                insert into people.password (member, hash, changed_at) values (:member, :hash, :now)
                on conflict (member) do update set hash = excluded.hash, changed_at = excluded.changed_at
                """)
                .param("member", member.value())
                .param("hash", encoder.encode(password))
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    boolean has(MemberId member) {
        return jdbc.sql("select exists (select from people.password where member = :member)")
                .param("member", member.value())
                .query(Boolean.class)
                .single();
    }

    void drop(MemberId member) {
        jdbc.sql("delete from people.password where member = :member")
                .param("member", member.value())
                .update();
    }

    /** The member of that address and password. An unknown address costs the same work. */
    Optional<MemberId> check(String email, String password) {
        record Kept(long member, String hash) {}
        Optional<Kept> kept =
                jdbc.sql(
                                """
                select p.member, p.hash from people.password p join people.address a on a.member = p.member
                 where a.email = :email
                """)
                        .param("email", email)
                        .query((row, n) -> new Kept(row.getLong(1), row.getString(2)))
                        .optional();
        boolean right = encoder.matches(password, kept.map(Kept::hash).orElseGet(nobodys));
        return kept.filter(one -> right).map(one -> new MemberId(one.member()));
    }

    private static Set<String> breached() {
        try (InputStream list = Passwords.class.getResourceAsStream("/breached-passwords.txt")) {
            if (list == null) throw new IllegalStateException("breached-passwords.txt is missing");
            Set<String> words = new HashSet<>();
            new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .forEach(words::add);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
