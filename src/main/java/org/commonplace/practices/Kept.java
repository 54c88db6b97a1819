package org.commonplace.practices;

import java.util.List;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Panel;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** On a profile: what somebody looks after. When they leave, nobody does. */
@Component
class Kept implements Panel, Belongings {
    private static final int PAGE = 30;
    private final Cards cards;
    private final Keepers keepers;

    Kept(Cards cards, Keepers keepers) {
        this.cards = cards;
        this.keepers = keepers;
    }

    @Override
    public String heading() {
        return "profile.keeps";
    }

    @Override
    public List<Line> lines(MemberId member, Viewer viewer, @Nullable String after) {
        return cards.by(member, List.of("practice"), after, PAGE, viewer).stream()
                .filter(card -> !card.state().matches("draft|in-review"))
                .map(card -> new Line(card.path(), card.title(), card.kind(), card.at()))
                .toList();
    }

    /** The texts are among what the member wrote. */
    @Override
    public Map<String, String> export(MemberId member) {
        return Map.of();
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        keepers.layDownAll(member);
    }
}
