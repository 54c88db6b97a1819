package org.commonplace.questions;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Voices;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a question is said to be about, apart from its text. */
@Component
public class Descriptions {
    private final JdbcClient jdbc;
    private final Questions questions;
    private final Cards cards;
    private final Concepts concepts;
    private final Activity activity;
    private final Voices voices;

    Descriptions(
            JdbcClient jdbc,
            Questions questions,
            Cards cards,
            Concepts concepts,
            Activity activity,
            Voices voices) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.cards = cards;
        this.concepts = concepts;
        this.activity = activity;
        this.voices = voices;
    }

    /** Says anew what a question is about, what kind it is and which group's. */
    @Transactional
    public void describe(
            QuestionId id,
            Kind kind,
            List<ConceptId> topics,
            @Nullable LocalDate neededBy,
            Viewer viewer) {
        Question question = questions.get(id, viewer.required());
        if (!questions.decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        jdbc.sql("update questions.question set kind = :kind, needed_by = :neededBy where id = :id")
                .param("kind", kind.key())
                .param("neededBy", neededBy)
                .param("id", id.value())
                .update();
        concepts.describe(id.value(), topics);
        activity.record(voices.in(id.value(), viewer), "described", id.value(), Map.of());
    }

    /** Takes one guessed topic away. */
    @Transactional
    public void dropTopic(QuestionId id, ConceptId topic, Viewer viewer) {
        Question question = questions.get(id, viewer.required());
        if (!questions.decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        List<ConceptId> rest = new ArrayList<>();
        concepts.of(id.value(), "en")
                .forEach(
                        one -> {
                            if (!one.id().equals(topic)) rest.add(one.id());
                        });
        concepts.describe(id.value(), rest);
        activity.record(voices.in(id.value(), viewer), "described", id.value(), Map.of());
    }

    private boolean inLab(QuestionId id) {
        return jdbc.sql(
                        """
                select exists (select from catalogue.every c join communities.labs l on l.id = c.community where c.id = :id)
                """)
                .param("id", id.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Writes a question's card anew after its text was edited. */
    @Transactional
    public String retitled(QuestionId id, String title, String body) {
        String slug = inLab(id) ? Questions.ROOM : Slug.of(title);
        String path = "/questions/" + id + "/" + slug;
        jdbc.sql("update questions.question set slug = :slug where id = :id")
                .param("slug", slug)
                .param("id", id.value())
                .update();
        cards.rewrite(id.value(), title, Markdown.gist(body, 240), path);
        return path;
    }
}
