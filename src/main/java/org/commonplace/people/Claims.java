package org.commonplace.people;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** "That is me": a name from an old site is claimed, and the administrator decides. */
@Component
class Claims {
    private final JdbcClient jdbc;
    private final Bylines bylines;
    private final Clock clock;

    Claims(JdbcClient jdbc, Bylines bylines, Clock clock) {
        this.jdbc = jdbc;
        this.bylines = bylines;
        this.clock = clock;
    }

    record Claim(
            long id,
            MemberId persona,
            String oldName,
            MemberId member,
            String name,
            String statement,
            Instant at) {
        String key() {
            return PublicId.text(id);
        }
    }

    /** A name from an old site that somebody has been given. */
    record Granted(MemberId persona, String oldName, MemberId member, String name, Instant at) {}

    void make(MemberId persona, MemberId member, String statement) {
        jdbc.sql(
                        """
                insert into people.claim (id, persona, member, statement, asked_at)
                select :id, id, :member, :statement, :now from people.member
                 where id = :persona and state = 'unclaimed'
                on conflict (persona, member) do update
                   set statement = excluded.statement, asked_at = excluded.asked_at, decided_at = null, granted = null
                """)
                .param("id", PublicId.next())
                .param("persona", persona.value())
                .param("member", member.value())
                .param("statement", statement)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /**
     * Grants a claim at once, where the name came with a mail address that is one of the member's:
     * who has the address is who wrote. Returns whether it did.
     */
    @Transactional
    boolean proves(MemberId persona, MemberId member) {
        boolean own =
                jdbc.sql(
                                """
                        select a.email, m.source_id from people.address a, people.member m
                         where a.member = :member and m.id = :persona and m.state = 'unclaimed'
                        """)
                        .param("member", member.value())
                        .param("persona", persona.value())
                        .query(
                                (row, n) ->
                                        Members.addressKey(row.getString(1))
                                                .equals(row.getString(2)))
                        .list()
                        .contains(true);
        if (own)
            jdbc.sql("select id from people.claim where persona = :persona and member = :member")
                    .param("persona", persona.value())
                    .param("member", member.value())
                    .query((row, n) -> row.getLong(1))
                    .list()
                    .forEach(claim -> decide(claim, true, member));
        return own;
    }

    List<Claim> open() {
        return jdbc.sql(
                        """
                select c.id, c.persona, o.name as old_name, c.member, p.name, c.statement, c.asked_at
                  from people.claim c
                  join people.persona o on o.id = c.persona
                  join people.persona p on p.id = c.member
                 where c.decided_at is null order by c.asked_at limit 100
                """)
                .query(
                        (row, n) ->
                                new Claim(
                                        row.getLong("id"),
                                        new MemberId(row.getLong("persona")),
                                        row.getString("old_name"),
                                        new MemberId(row.getLong("member")),
                                        String.valueOf(row.getString("name")),
                                        row.getString("statement"),
                                        Rows.instant(row, "asked_at")))
                .list();
    }

    /** Names that were given, the latest first. */
    List<Granted> granted() {
        return jdbc.sql(
                        """
                select c.persona, o.name as old_name, c.member, p.name, c.decided_at
                  from people.claim c
                  join people.member m on m.id = c.persona and m.claimed_by = c.member
                  join people.persona o on o.id = c.persona
                  join people.persona p on p.id = c.member
                 where c.granted
                 order by c.decided_at desc limit 100
                """)
                .query(
                        (row, n) ->
                                new Granted(
                                        new MemberId(row.getLong("persona")),
                                        String.valueOf(row.getString("old_name")),
                                        new MemberId(row.getLong("member")),
                                        String.valueOf(row.getString("name")),
                                        Rows.instant(row, "decided_at")))
                .list();
    }

    /** Takes a name back from whoever was given it: it is nobody's again, and can be claimed. */
    @Transactional
    void release(MemberId persona, Viewer viewer) {
        Optional<MemberId> holder =
                jdbc.sql(
                                "select claimed_by from people.member where id = :id and claimed_by is not null for update")
                        .param("id", persona.value())
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .optional();
        if (!viewer.administers() && holder.filter(viewer.member()::equals).isEmpty())
            throw new Forbidden("error.not-yours");
        if (holder.isEmpty()) return;
        jdbc.sql("update people.member set claimed_by = null, state = 'unclaimed' where id = :id")
                .param("id", persona.value())
                .update();
        jdbc.sql(
                        """
                update people.claim set granted = false, decided_at = :now, decided_by = :by
                 where persona = :id and granted
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("by", viewer.id())
                .param("id", persona.value())
                .update();
        bylines.sign(List.of(persona, holder.get()));
    }

    /**
     * Decides a claim; granted, the old name's texts lead to the person from now on. A name is
     * given once.
     */
    @Transactional
    void decide(long claim, boolean granted, MemberId host) {
        int decided =
                jdbc.sql(
                                """
                update people.claim set decided_at = :now, decided_by = :host, granted = :granted
                 where id = :id and decided_at is null
                """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("host", host.value())
                        .param("granted", granted)
                        .param("id", claim)
                        .update();
        if (decided == 0 || !granted) return;
        MemberId claimer =
                jdbc.sql("select member from people.claim where id = :id")
                        .param("id", claim)
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .single();
        jdbc.sql(
                        """
                update people.member m set claimed_by = c.member, state = 'claimed'
                  from people.claim c where c.id = :id and m.id = c.persona and m.state = 'unclaimed'
                """)
                .param("id", claim)
                .update();
        bylines.sign(claimer);
    }
}
