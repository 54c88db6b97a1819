package org.commonplace.people;

import java.util.Optional;
import org.commonplace.chrome.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The only reader of the table that knows which alias is whose. */
@Component
public class Aliases {
    /**
     * For the statements that load a member {@code m}: the ids of the personas that are this
     * member's.
     */
    static final String PERSONAS =
            """
            select persona from people.alias where member = m.id
            union all select persona from people.known_as where person = m.id""";

    private final JdbcClient jdbc;
    private final Bylines bylines;

    Aliases(JdbcClient jdbc, Bylines bylines) {
        this.jdbc = jdbc;
        this.bylines = bylines;
    }

    /** The member's persona under another name, one for each thread (its scope). */
    public PersonaId under(String name, MemberId member, long scope) {
        Optional<Long> known =
                jdbc.sql(
                                "select persona from people.alias where member = :member and scope = :scope")
                        .param("member", member.value())
                        .param("scope", scope)
                        .query(Long.class)
                        .optional();
        if (known.isPresent()) return new PersonaId(known.get());
        long id = PublicId.next();
        jdbc.sql("insert into people.persona (id, kind, name) values (:id, 'alias', :name)")
                .param("id", id)
                .param("name", name)
                .update();
        jdbc.sql("insert into people.alias (persona, member, scope) values (:id, :member, :scope)")
                .param("id", id)
                .param("member", member.value())
                .param("scope", scope)
                .update();
        bylines.sign(new PersonaId(id));
        return new PersonaId(id);
    }

    /** The member behind a persona: for delivery and for "is this mine", never for a page. */
    public Optional<MemberId> deliverTo(PersonaId persona) {
        return jdbc.sql(
                        """
                select coalesce(
                    (select member from people.alias where persona = :persona),
                    (select coalesce(claimed_by, id) from people.member where id = :persona))
                """)
                .param("persona", persona.value())
                .query(
                        (row, n) ->
                                Optional.ofNullable(row.getObject(1, Long.class))
                                        .map(MemberId::new))
                .single();
    }
}
