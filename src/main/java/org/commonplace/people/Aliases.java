package org.commonplace.people;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final List<String> BIRDS =
            List.of(
                    "Avocet",
                    "Bittern",
                    "Bluethroat",
                    "Brambling",
                    "Bulbul",
                    "Bunting",
                    "Chough",
                    "Corncrake",
                    "Crake",
                    "Crossbill",
                    "Curlew",
                    "Dipper",
                    "Dotterel",
                    "Dunlin",
                    "Eider",
                    "Fieldfare",
                    "Firecrest",
                    "Fulmar",
                    "Gadwall",
                    "Gannet",
                    "Godwit",
                    "Goldcrest",
                    "Grebe",
                    "Greenfinch",
                    "Hobby",
                    "Hoopoe",
                    "Jackdaw",
                    "Kestrel",
                    "Kingfisher",
                    "Kittiwake",
                    "Lapwing",
                    "Linnet",
                    "Merlin",
                    "Nightjar",
                    "Nuthatch",
                    "Oriole",
                    "Ouzel",
                    "Partridge",
                    "Pintail",
                    "Pipit",
                    "Plover",
                    "Quail",
                    "Redshank",
                    "Redstart",
                    "Roller",
                    "Sanderling",
                    "Serin",
                    "Shrike",
                    "Siskin",
                    "Skylark",
                    "Snipe",
                    "Stonechat",
                    "Tern",
                    "Turnstone",
                    "Wagtail",
                    "Waxwing",
                    "Wheatear",
                    "Whimbrel",
                    "Wigeon",
                    "Wryneck");

    private final JdbcClient jdbc;
    private final Bylines bylines;

    Aliases(JdbcClient jdbc, Bylines bylines) {
        this.jdbc = jdbc;
        this.bylines = bylines;
    }

    /** The alias that a member has in a thread already. */
    public Optional<PersonaId> in(long scope, MemberId member) {
        return jdbc.sql(
                        "select persona from people.alias where member = :member and scope = :scope")
                .param("member", member.value())
                .param("scope", scope)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .optional();
    }

    /** So that of two who speak at one instant no two get the same bird, and none gets two. */
    private void oneAtATime(long scope) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('alias', :scope))")
                .param("scope", scope)
                .query((row, n) -> true)
                .single();
    }

    /** The member's persona under another name, one for each thread (its scope). */
    public PersonaId under(String name, MemberId member, long scope) {
        oneAtATime(scope);
        Optional<PersonaId> known = in(scope, member);
        if (known.isPresent()) return known.get();
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

    /**
     * The member's alias in a thread whose speakers all have one: the name of a bird that nobody
     * else in the thread has.
     */
    public PersonaId masked(MemberId member, long scope) {
        oneAtATime(scope);
        Set<String> taken =
                new HashSet<>(
                        jdbc.sql(
                                        """
                                select p.name from people.alias a join people.persona p on p.id = a.persona
                                 where a.scope = :scope
                                """)
                                .param("scope", scope)
                                .query((row, n) -> row.getString(1))
                                .list());
        List<String> free = new ArrayList<>(BIRDS);
        free.removeAll(taken);
        Collections.shuffle(free, CHANCE);
        String name = free.isEmpty() ? "Bird " + (taken.size() + 1) : free.getFirst();
        return under(name, member, scope);
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

    /** Who speaks under a name in a conversation. */
    public Optional<MemberId> named(long scope, String name) {
        return jdbc.sql(
                        """
                select a.member from people.alias a join people.persona p on p.id = a.persona
                 where a.scope = :scope and lower(p.name) = lower(:name)
                """)
                .param("scope", scope)
                .param("name", name.strip())
                .query((row, n) -> new MemberId(row.getLong(1)))
                .optional();
    }
}
