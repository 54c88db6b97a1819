package org.commonplace.topics;

import java.time.Clock;
import java.util.List;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The cards of concepts, filed when somebody first follows one. */
@Component
public class TopicCards {
    private final Concepts concepts;
    private final Cards cards;
    private final Clock clock;

    TopicCards(Concepts concepts, Cards cards, Clock clock) {
        this.concepts = concepts;
        this.cards = cards;
        this.clock = clock;
    }

    @Transactional
    public void file(ConceptId id) {
        Concept.Label label = concepts.get(id).label("en");
        if (cards.filed(id.value())) return;
        cards.file(
                new Card(
                        id.value(),
                        "topic",
                        label.text(),
                        "",
                        "current",
                        null,
                        Viewer.EVERYONE,
                        null,
                        null,
                        label.language(),
                        "/topics/" + id,
                        List.of(),
                        clock.instant(),
                        false));
    }
}
