package org.commonplace.workgroups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.commonplace.catalogue.Cards;
import org.commonplace.lineage.Around;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A workgroup's page in one statement beside its talk. */
@Component
class WorkgroupPages {
    private static final String PAGE =
            Workgroups.SELECT.formatted(
                            """
                            (select coalesce(json_agg(json_build_object('id', t.id, 'what', t.what, 'who', t.who,
                                        'name', b.name, 'dueOn', t.due_on, 'doneAt', t.done_at, 'ended', t.ended)
                                        order by t.done_at nulls first, t.due_on nulls last, t.added_at), '[]')
                               from workgroups.task t left join people.byline b on b.persona = t.who
                              where t.workgroup = w.id) as tasks,
                            w.rest_to,
                            (select coalesce(json_agg(json_build_object('id', m.id, 'startsAt', m.starts_at,
                                        'minutes', m.minutes, 'place', m.place, 'note', m.note,
                                        'sequence', m.sequence, 'cancelledAt', m.cancelled_at)
                                        order by m.starts_at desc), '[]')
                               from workgroups.meeting m where m.workgroup = w.id) as meetings,
                            (select coalesce(json_agg(json_build_object('path', dc.path, 'title', dc.title,
                                        'method', d.method, 'open', d.state = 'open', 'deadline', d.deadline,
                                        'outcome', d.outcome) order by d.proposed_at desc), '[]')
                               from workgroups.decision d
                               join catalogue.shown dc on dc.id = d.id and dc.audience = any(:audiences)
                              where d.workgroup = w.id) as decisions,
                            (select coalesce(json_agg(json_build_object('id', t.concept,
                                        'label', coalesce(t.names ->> :language, t.name),
                                        'language', case when jsonb_exists(t.names, :language) then :language
                                                         else t.name_language end) order by t.position), '[]')
                               from topics.about t where t.card = w.id) as topics,
                            lineage.around(w.id, :audiences) as around,
                            """)
                    + " where w.id = :id and c.audience = any(:audiences)";
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Workgroups workgroups;
    private final Cards cards;

    WorkgroupPages(JdbcClient jdbc, JsonMapper json, Workgroups workgroups, Cards cards) {
        this.jdbc = jdbc;
        this.json = json;
        this.workgroups = workgroups;
        this.cards = cards;
    }

    /** A decision in the log. */
    public record Logged(
            String path,
            String title,
            String method,
            boolean open,
            Instant deadline,
            @Nullable String outcome) {}

    /** Everything on the page but the talk. */
    public record Whole(
            Workgroup group,
            List<Documents.Paragraph> paragraphs,
            List<Logged> decisions,
            List<Agenda.Task> tasks,
            List<Agenda.Meeting> meetings,
            @Nullable String restTo,
            List<Named> topics,
            Around around) {}

    private record Todo(
            long id,
            String what,
            @Nullable Long who,
            @Nullable String name,
            @Nullable LocalDate dueOn,
            @Nullable Instant doneAt,
            @Nullable String ended) {}

    Whole page(WorkgroupId id, Locale language, Viewer viewer) {
        return jdbc.sql(PAGE)
                .param("id", id.value())
                .param("audiences", viewer.audienceIds())
                .param("language", language.getLanguage())
                .query((row, n) -> page(row))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    private Whole page(ResultSet row) throws SQLException {
        List<Todo> tasks = json.readValue(row.getString("tasks"), new TypeReference<>() {});
        return new Whole(
                workgroups.workgroup(row),
                json.readValue(
                        row.getString("paragraphs"),
                        new TypeReference<List<Documents.Paragraph>>() {}),
                json.readValue(row.getString("decisions"), new TypeReference<List<Logged>>() {}),
                tasks.stream()
                        .map(
                                one ->
                                        new Agenda.Task(
                                                one.id(),
                                                one.what(),
                                                one.who() == null ? null : new PersonaId(one.who()),
                                                one.name(),
                                                one.dueOn(),
                                                one.doneAt(),
                                                one.ended()))
                        .toList(),
                json.readValue(
                        row.getString("meetings"), new TypeReference<List<Agenda.Meeting>>() {}),
                row.getString("rest_to"),
                Named.list(row.getString("topics"), json),
                Around.of(row.getString("around"), json));
    }
}
