package org.commonplace.communities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Profile;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whose alias in a lab it is: two of its stewards must want to know, for a stated reason. The two
 * see the name for a week, the member is told, and everybody in the lab sees that it was done.
 */
@Component
class Unmaskings {
    private static final Logger LOG = LoggerFactory.getLogger(Unmaskings.class);

    /** How long a request waits for a second steward, and how long the two see the name. */
    static final Duration OPEN = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final Members members;
    private final Correspondence letters;
    private final Clock clock;

    Unmaskings(
            JdbcClient jdbc,
            Aliases aliases,
            Members members,
            Correspondence letters,
            Clock clock) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.members = members;
        this.letters = letters;
        this.clock = clock;
    }

    /**
     * A request as the viewer may see it: what it is for, whether it waits for this viewer's word,
     * and the name where it is theirs to know.
     */
    record Unmasking(
            long id,
            @Nullable String alias,
            @Nullable String because,
            Instant at,
            boolean done,
            boolean waits,
            @Nullable String name) {
        String key() {
            return PublicId.text(id);
        }
    }

    /** Asks who wrote a thing of the lab; the other stewards are asked to agree or to leave it. */
    @Transactional
    void ask(Community lab, long card, String because, Viewer steward) {
        long persona =
                jdbc.sql(
                                """
                        select b.persona from catalogue.shown c join people.byline b on b.persona = c.byline and b.alias
                         where c.id = :card and c.community = :lab
                        """)
                        .param("card", card)
                        .param("lab", lab.id().value())
                        .query((row, n) -> row.getLong(1))
                        .optional()
                        .orElseThrow(NotFound::new);
        if (steward.mine(new PersonaId(persona))) throw new Forbidden("error.own-alias");
        jdbc.sql(
                        """
                insert into communities.unmasking (id, community, persona, because, asked_by, asked_at)
                values (:id, :lab, :persona, :because, :member, :now)
                """)
                .param("id", PublicId.next())
                .param("lab", lab.id().value())
                .param("persona", persona)
                .param("because", because)
                .param("member", steward.id())
                .param("now", Rows.sql(clock.instant()))
                .update();
        for (MemberId other : stewards(lab.id()))
            if (other.value() != steward.id())
                letters.write(
                        other,
                        "unmask " + lab.id() + " " + clock.instant(),
                        letter ->
                                letter.subject("mail.room.subject")
                                        .say("mail.room.unmask")
                                        .button("mail.room.button", lab.path() + "/unmasking"));
    }

    private List<MemberId> stewards(CommunityId lab) {
        return jdbc.sql("select member from communities.steward where community = :lab")
                .param("lab", lab.value())
                .query((row, n) -> new MemberId(row.getLong(1)))
                .list();
    }

    private record Open(long persona, long askedBy) {}

    /** A second steward agrees: both learn the name, and the member is told. */
    @Transactional
    void agree(Community lab, long id, Viewer steward) {
        Open open =
                jdbc.sql(
                                """
                        select persona, asked_by from communities.unmasking
                         where id = :id and community = :lab and agreed_at is null and asked_at > :since for update
                        """)
                        .param("id", id)
                        .param("lab", lab.id().value())
                        .param("since", Rows.sql(clock.instant().minus(OPEN)))
                        .query(
                                (row, n) ->
                                        new Open(row.getLong("persona"), row.getLong("asked_by")))
                        .optional()
                        .orElseThrow(NotFound::new);
        if (open.askedBy() == steward.id()) throw new Forbidden("error.second-steward");
        PersonaId persona = new PersonaId(open.persona());
        if (steward.mine(persona)) throw new Forbidden("error.own-alias");
        jdbc.sql(
                        "update communities.unmasking set agreed_by = :member, agreed_at = :now where id = :id")
                .param("member", steward.id())
                .param("now", Rows.sql(clock.instant()))
                .param("id", id)
                .update();
        LOG.info("unmasking {} in lab {}: two stewards agreed", PublicId.text(id), lab.id());
        aliases.deliverTo(persona)
                .ifPresent(
                        member ->
                                letters.write(
                                        member,
                                        "unmasked " + PublicId.text(id),
                                        letter ->
                                                letter.owed()
                                                        .subject("mail.room.subject")
                                                        .say("mail.room.unmasked")
                                                        .button(
                                                                "mail.room.button",
                                                                lab.path() + "/unmasking")));
    }

    /** Newest first. Members see that it was done; the member it was about, and stewards, why. */
    List<Unmasking> of(Community lab, Viewer viewer) {
        return jdbc.sql(
                        """
                select u.*, b.name as alias from communities.unmasking u
                  join people.byline b on b.persona = u.persona
                 where u.community = :lab and (u.agreed_at is not null or :steward) order by u.asked_at desc limit 100
                """)
                .param("lab", lab.id().value())
                .param("steward", lab.steward())
                .query((row, n) -> unmasking(row, lab, viewer))
                .list();
    }

    private Unmasking unmasking(ResultSet row, Community lab, Viewer viewer) throws SQLException {
        PersonaId persona = new PersonaId(row.getLong("persona"));
        Instant asked = Rows.instant(row, "asked_at");
        Instant agreed = Rows.instantOrNull(row, "agreed_at");
        boolean open = agreed == null && asked.isAfter(clock.instant().minus(OPEN));
        boolean one = row.getLong("asked_by") == viewer.id();
        boolean two = row.getLong("agreed_by") == viewer.id();
        boolean theirs =
                lab.steward()
                        && agreed != null
                        && (one || two)
                        && agreed.isAfter(clock.instant().minus(OPEN));
        boolean why = lab.steward() || viewer.mine(persona);
        return new Unmasking(
                row.getLong("id"),
                why ? row.getString("alias") : null,
                why ? row.getString("because") : null,
                agreed == null ? asked : agreed,
                agreed != null,
                open && lab.steward() && !one,
                theirs ? name(persona).orElse(null) : null);
    }

    private Optional<String> name(PersonaId persona) {
        return aliases.deliverTo(persona).flatMap(members::profile).map(Profile::name);
    }
}
