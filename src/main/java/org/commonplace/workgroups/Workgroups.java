package org.commonplace.workgroups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Communities;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.practices.PracticeId;
import org.commonplace.questions.QuestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Beginning, joining, extending and leaving workgroups. How they end is in {@link Conclusions}. */
@Component
public class Workgroups {
    static final int SENTENCE = 300;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cards cards;
    private final Communities communities;
    private final Clock clock;
    private final GroupThread thread;

    Workgroups(
            JdbcClient jdbc,
            JsonMapper json,
            Cards cards,
            Communities communities,
            Clock clock,
            GroupThread thread) {
        this.jdbc = jdbc;
        this.json = json;
        this.cards = cards;
        this.communities = communities;
        this.clock = clock;
        this.thread = thread;
    }

    /** A problem as a part of the address; not in a lab, whose words stay out of logs. */
    String slug(@Nullable Long community, String problem) {
        return communities.lab(community) ? "room" : Slug.of(problem);
    }

    static final String SELECT =
            """
            select %s w.*, c.path, c.audience, c.community, c.language, p.version, p.body,
                   exists (select from communities.under_rule u where u.thread = w.id) as chatham,
                   (select json_agg(json_build_object('persona', m.persona, 'role', m.role,
                               'person', case when b.alias then null else b.person end, 'name', b.name,
                               'place', coalesce(b.organisation, b.country), 'sector', b.sector) order by m.joined_at)
                      from workgroups.membership m left join people.byline b on b.persona = m.persona
                     where m.workgroup = w.id) as seats
              from workgroups.workgroup w
              join catalogue.shown c on c.id = w.id
              join conversations.posted p on p.id = w.id
            """;

    private static final String ALONE = SELECT.formatted("");

    /** The workgroup, if the viewer may see it. */
    public Workgroup get(WorkgroupId id, Viewer viewer) {
        return jdbc.sql(ALONE + " where w.id = :id and c.audience = any(:audiences)")
                .param("id", id.value())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> workgroup(row))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    /** The workgroup, for somebody who works in it. */
    Workgroup worked(WorkgroupId id, Viewer viewer) {
        Workgroup group = get(id, viewer.required());
        if (!group.works(viewer)) throw new Forbidden("error.group-members");
        return group;
    }

    /** The workgroup as it is, for the clock. */
    Optional<Workgroup> any(WorkgroupId id) {
        return jdbc.sql(ALONE + " where w.id = :id")
                .param("id", id.value())
                .query((row, n) -> workgroup(row))
                .optional();
    }

    private record Sitting(
            long persona,
            String role,
            @Nullable Long person,
            @Nullable String name,
            @Nullable String place,
            @Nullable String sector) {}

    Workgroup workgroup(ResultSet row) throws SQLException {
        String seated = row.getString("seats");
        List<Sitting> seats =
                seated == null ? List.of() : json.readValue(seated, new TypeReference<>() {});
        Long practice = Rows.longOrNull(row, "practice");
        String language = row.getString("language");
        return new Workgroup(
                new WorkgroupId(row.getLong("id")),
                Phase.of(row.getString("state")),
                row.getString("path"),
                row.getString("problem"),
                row.getString("done_when"),
                row.getString("left_out"),
                new PersonaId(row.getLong("facilitator")),
                row.getLong("audience"),
                row.getLong("own_audience"),
                Rows.longOrNull(row, "community"),
                language == null ? "en" : language,
                row.getBoolean("chatham"),
                Rows.instant(row, "proposed_at"),
                Rows.instant(row, "ends_at"),
                row.getString("extended_because"),
                Rows.instant(row, "moved_at"),
                Rows.instantOrNull(row, "stalled_at"),
                row.getString("outcome"),
                row.getString("conclusion"),
                practice == null ? null : new PracticeId(practice),
                Rows.instantOrNull(row, "closed_at"),
                row.getInt("version"),
                row.getString("body"),
                seats.stream()
                        .map(
                                one ->
                                        new Workgroup.Seat(
                                                new PersonaId(one.persona()),
                                                one.role(),
                                                one.person(),
                                                one.name(),
                                                one.place(),
                                                one.sector()))
                        .toList());
    }

    /** Locks the group's row, so that deeds on one group follow one another. */
    Workgroup lock(WorkgroupId id, Viewer viewer) {
        thread.lock(id.value());
        return get(id, viewer.required());
    }

    /** A group of whoever works in it, and open. */
    Workgroup working(WorkgroupId id, Viewer viewer) {
        Workgroup group = lock(id, viewer);
        if (!group.phase().open()) throw new Forbidden("error.group-closed");
        if (!group.works(viewer)) throw new Forbidden("error.group-members");
        return group;
    }

    List<QuestionId> takesOn(WorkgroupId id) {
        return jdbc.sql(
                        "select question from workgroups.takes_on where workgroup = :id order by question")
                .param("id", id.value())
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .list();
    }

    /** Groups that the viewer may see: at work, or ended; latest movement first. */
    List<Listed> list(boolean ended, @Nullable String after, int most, Viewer viewer) {
        boolean first = after == null || after.isEmpty();
        return jdbc.sql(
                        """
                select c.* from catalogue.listed c
                 where c.audience = any(:audiences) and c.kind = 'workgroup' and (c.state = 'closed') = :ended %s
                 order by c.at desc, c.id desc limit %d
                """
                                .formatted(
                                        first
                                                ? ""
                                                : "and (c.at, c.id) < (select a.at, a.id from catalogue.every a where a.id = :after)",
                                        most))
                .param("audiences", viewer.audienceIds())
                .param("ended", ended)
                .param("after", first ? 0L : PublicId.parse(Objects.requireNonNull(after)))
                .query((row, n) -> Cards.listed(row))
                .list();
    }

    Instant now() {
        return clock.instant();
    }

    /** The document's paragraphs with who wrote each, as the page shows them. */
    List<Documents.Paragraph> paragraphs(WorkgroupId id) {
        return new ArrayList<>(
                jdbc.sql("select paragraphs from workgroups.workgroup where id = :id")
                        .param("id", id.value())
                        .query(
                                (row, n) ->
                                        json.readValue(
                                                row.getString(1),
                                                new TypeReference<List<Documents.Paragraph>>() {}))
                        .single());
    }
}
