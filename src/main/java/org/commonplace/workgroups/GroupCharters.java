package org.commonplace.workgroups;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a group sets out to do, and by when. */
@Component
public class GroupCharters {
    private final JdbcClient jdbc;
    private final Workgroups workgroups;
    private final Phases phases;
    private final Cards cards;
    private final Concepts concepts;
    private final Activity activity;
    private final Clock clock;

    GroupCharters(
            JdbcClient jdbc,
            Workgroups workgroups,
            Phases phases,
            Cards cards,
            Concepts concepts,
            Activity activity,
            Clock clock) {
        this.jdbc = jdbc;
        this.workgroups = workgroups;
        this.phases = phases;
        this.cards = cards;
        this.concepts = concepts;
        this.activity = activity;
        this.clock = clock;
    }

    /** What the group set out to do. */
    public record Charter(
            String problem, String doneWhen, String leftOut, List<ConceptId> topics) {}

    @Transactional
    public void charter(WorkgroupId id, Charter charter, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        String slug = workgroups.slug(group.community(), charter.problem());
        jdbc.sql(
                        """
                update workgroups.workgroup set problem = :problem, done_when = :done, left_out = :out, slug = :slug
                 where id = :id
                """)
                .param("problem", Line.of(charter.problem()))
                .param("done", charter.doneWhen())
                .param("out", charter.leftOut())
                .param("slug", slug)
                .param("id", id.value())
                .update();
        cards.rewrite(
                id.value(),
                charter.problem(),
                charter.doneWhen(),
                "/workgroups/" + id + "/" + slug);
        concepts.describe(id.value(), charter.topics());
        phases.moved(group);
    }

    /** More time, once, with a reason; at most six weeks from now. */
    @Transactional
    public void extend(WorkgroupId id, Instant endsAt, String because, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        if (!group.facilitates(viewer)) throw new Forbidden("error.facilitator-only");
        if (group.extendedBecause() != null) throw new Forbidden("error.extended");
        Instant now = clock.instant();
        Instant last = now.plus(Phase.LONGEST);
        Instant until = endsAt.isAfter(last) ? last : endsAt;
        if (!until.isAfter(now)) throw new Forbidden("error.end-past");
        jdbc.sql(
                        "update workgroups.workgroup set ends_at = :ends, extended_because = :because where id = :id")
                .param("ends", Rows.sql(until))
                .param("because", because)
                .param("id", id.value())
                .update();
        phases.moved(workgroups.get(id, viewer));
        activity.record(Voice.onRecord(group.facilitator()), "extended", id.value(), Map.of());
    }
}
