package org.commonplace.questions;

import java.util.List;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.people.MemberId;
import org.commonplace.people.Panel;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** On a profile: what somebody asked, answered and keeps, in one list and one statement. */
@Component
class Wrote implements Panel {
    static final int PAGE = 30;
    private static final List<String> KINDS = List.of("question", "answer", "practice");
    private final Cards cards;

    Wrote(Cards cards) {
        this.cards = cards;
    }

    @Override
    public String heading() {
        return "profile.wrote";
    }

    @Override
    public List<Line> lines(MemberId member, Viewer viewer, @Nullable String after) {
        return cards.by(member, KINDS, after, PAGE, viewer).stream()
                .map(made -> line(made.card(), made.hidden()))
                .toList();
    }

    private static Line line(Listed card, boolean hidden) {
        return new Line(card.path(), card.title(), card.kind(), card.at(), hidden);
    }
}
