package org.commonplace.practices;

import java.util.List;
import org.commonplace.communities.Communities;
import org.commonplace.topics.ConceptId;
import org.jspecify.annotations.Nullable;

/**
 * A practice to be kept. {@code from} are the cards that it is made of: the first says whose it is
 * and who may see it. {@code kept}: the maker looks after it.
 */
public record NewPractice(
        Kind kind,
        String title,
        String body,
        String community,
        List<Long> from,
        boolean kept,
        boolean published,
        int reviewMonths,
        String licence,
        String language,
        @Nullable String resourceUrl,
        @Nullable PracticeId translationOf,
        List<ConceptId> topics) {

    /** The least that a practice needs: a title and what to do; its maker looks after it. */
    public static NewPractice of(String title, String body, String language) {
        return new NewPractice(
                Kind.PRACTICE,
                title,
                body,
                Communities.COMMONS,
                List.of(),
                true,
                true,
                12,
                org.commonplace.conversations.Post.LICENCE,
                language,
                null,
                null,
                List.of());
    }

    public NewPractice from(List<Long> cards) {
        return new NewPractice(
                kind,
                title,
                body,
                community,
                cards,
                kept,
                published,
                reviewMonths,
                licence,
                language,
                resourceUrl,
                translationOf,
                topics);
    }

    public NewPractice about(List<ConceptId> concepts) {
        return new NewPractice(
                kind,
                title,
                body,
                community,
                from,
                kept,
                published,
                reviewMonths,
                licence,
                language,
                resourceUrl,
                translationOf,
                concepts);
    }
}
