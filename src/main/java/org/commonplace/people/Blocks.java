package org.commonplace.people;

import java.time.Clock;
import java.util.List;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Blocking: neither hears from the other, neither is asked for the other's sake. It works both
 * ways, and nothing shows it to whom it concerns.
 */
@Component
public class Blocks {
    private final JdbcClient jdbc;
    private final Clock clock;

    Blocks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void block(MemberId member, MemberId other) {
        jdbc.sql(
                        """
                insert into people.block (member, other, since) select :member, id, :now from people.member
                 where id = :other and id <> :member on conflict do nothing
                """)
                .param("member", member.value())
                .param("other", other.value())
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    void unblock(MemberId member, MemberId other) {
        jdbc.sql("delete from people.block where member = :member and other = :other")
                .param("member", member.value())
                .param("other", other.value())
                .update();
    }

    /** Whether one of the two has blocked the other. */
    public boolean between(MemberId one, MemberId other) {
        return jdbc.sql(
                        "select exists (select from people.blocked where member = :one and other = :other)")
                .param("one", one.value())
                .param("other", other.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /**
     * The same for whoever speaks under the own name. Of an alias it is never asked: what blocking
     * changes would show whose it is.
     */
    public boolean between(MemberId one, PersonaId other) {
        return jdbc.sql(
                        """
                select exists (select from people.blocked b join people.known_as k on k.person = b.other
                                where b.member = :one and k.persona = :other)
                """)
                .param("one", one.value())
                .param("other", other.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Somebody whom a member has blocked. */
    public record Blocked(MemberId member, @Nullable String name) {}

    List<Blocked> of(MemberId member) {
        return jdbc.sql(
                        """
                select b.other, y.name from people.block b left join people.byline y on y.persona = b.other
                 where b.member = :member order by b.since
                """)
                .param("member", member.value())
                .query((row, n) -> new Blocked(new MemberId(row.getLong(1)), row.getString(2)))
                .list();
    }
}
