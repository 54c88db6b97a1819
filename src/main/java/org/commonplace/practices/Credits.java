package org.commonplace.practices;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonplace.chrome.Rows;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Voice;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a practice is made of, and who had which part in it. */
@Component
public class Credits {
    private final JdbcClient jdbc;
    private final Lineage lineage;
    private final Concepts concepts;
    private final Clock clock;

    Credits(JdbcClient jdbc, Lineage lineage, Concepts concepts, Clock clock) {
        this.jdbc = jdbc;
        this.lineage = lineage;
        this.concepts = concepts;
        this.clock = clock;
    }

    /** The topics of what it is made from, and of the whole that this is a part of. */
    List<ConceptId> inherited(NewPractice draft) {
        Set<Long> things = new LinkedHashSet<>();
        for (long origin : draft.from()) {
            things.add(origin);
            whole(origin).ifPresent(things::add);
        }
        return things.stream()
                .flatMap(thing -> concepts.of(thing, draft.language()).stream())
                .map(Named::id)
                .distinct()
                .toList();
    }

    /**
     * Says what it is made of, and credits whose words it is made from. Of an answer the question
     * is an origin too.
     */
    void origins(PracticeId id, NewPractice draft, Voice by, Instant now) {
        PersonaId maker = by.persona();
        List<PersonaId> authors = new ArrayList<>();
        for (long origin : draft.from()) {
            lineage.derived(id.value(), origin, How.DERIVED, by);
            whole(origin).ifPresent(thing -> lineage.derived(id.value(), thing, How.DERIVED, by));
            author(origin).ifPresent(authors::add);
        }
        PracticeId original = draft.translationOf();
        if (original != null) {
            lineage.derived(id.value(), original.value(), How.DERIVED, by);
            author(original.value()).ifPresent(authors::add);
        }
        for (PersonaId author : authors) credit(id, author, "author", now);
        String own =
                original != null
                        ? "translator"
                        : authors.isEmpty() || authors.contains(maker) ? "author" : "editor";
        credit(id, maker, own, now);
    }

    private Optional<Long> whole(long post) {
        return jdbc.sql("select thread from conversations.posted where id = :id and thread <> :id")
                .param("id", post)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    /** Whose words a post is: nobody's where it only asks. */
    private Optional<PersonaId> author(long post) {
        return jdbc.sql(
                        """
                select p.author from conversations.posted p join catalogue.shown c on c.id = p.id
                 where p.id = :id and c.kind not in ('question', 'workgroup')
                """)
                .param("id", post)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .optional();
    }

    /** Says anew who had which part in a practice: author, editor, reviewer or translator. */
    @Transactional
    public void credit(PracticeId id, Map<PersonaId, String> parts) {
        jdbc.sql("delete from practices.credit where practice = :id")
                .param("id", id.value())
                .update();
        Instant at = clock.instant();
        parts.forEach((persona, role) -> credit(id, persona, role, at));
    }

    void credit(PracticeId id, PersonaId persona, String role, Instant at) {
        jdbc.sql(
                        """
                insert into practices.credit (practice, persona, role, at)
                select :id, :persona, :role, :at
                 where :role <> 'editor' or not exists (
                       select from practices.credit c where c.practice = :id and c.persona = :persona)
                on conflict do nothing
                """)
                .param("id", id.value())
                .param("persona", persona.value())
                .param("role", role)
                .param("at", Rows.sql(at))
                .update();
    }

    void discredit(PracticeId id, PersonaId persona, String role) {
        jdbc.sql(
                        "delete from practices.credit where practice = :id and persona = :persona and role = :role")
                .param("id", id.value())
                .param("persona", persona.value())
                .param("role", role)
                .update();
    }

    /** Who looked a draft over is named with it only for the version that they called ready. */
    void readThis(PracticeId id, int version) {
        jdbc.sql(
                        """
                delete from practices.credit c
                 where c.practice = :id and c.role = 'reviewer'
                   and not exists (select from practices.review r
                                    where r.practice = :id and r.reviewer = c.persona
                                      and r.verdict = 'ready' and r.version = :version)
                """)
                .param("id", id.value())
                .param("version", version)
                .update();
    }
}
