package org.commonplace.search;

import java.util.List;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.predicate.dsl.SimpleBooleanPredicateClausesStep;
import org.jspecify.annotations.Nullable;

/** What a search is narrowed to; null stands for anything. */
public record Filter(
        @Nullable String state,
        @Nullable Long topic,
        @Nullable Long community,
        @Nullable String language) {
    public static final Filter NONE = new Filter(null, null, null, null);

    SearchPredicate predicate(SearchPredicateFactory f, List<Long> audiences) {
        SimpleBooleanPredicateClausesStep<?, ?> all = f.and();
        if (!audiences.isEmpty()) all.add(f.terms().field("audience").matchingAny(audiences));
        if (state != null) all.add(f.match().field("state").matching(state));
        if (topic != null) all.add(f.match().field("topics").matching(topic));
        if (community != null) all.add(f.match().field("community").matching(community));
        if (language != null) all.add(f.match().field("language").matching(language));
        return all.hasClause() ? all.toPredicate() : f.matchAll().toPredicate();
    }
}
