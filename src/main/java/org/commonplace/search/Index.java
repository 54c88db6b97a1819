package org.commonplace.search;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.predicate.dsl.SimpleBooleanPredicateClausesStep;
import org.hibernate.search.engine.search.projection.dsl.ProjectionFinalStep;
import org.hibernate.search.engine.search.projection.dsl.SearchProjectionFactory;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The Lucene index, by Hibernate Search's standalone mapper; opened when it is first needed. */
@Component
public class Index implements DisposableBean {
    /** Reciprocal rank fusion: how much less the second counts than the first. */
    static final int RRF_K = 10;

    private final Path folder;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable CloseableSearchMapping mapping;

    Index(@Value("${commonplace.data}") Path data) {
        this.folder = data.resolve("index");
    }

    public static final class Analysis implements LuceneAnalysisConfigurer {
        @Override
        public void configure(LuceneAnalysisConfigurationContext context) {
            context.analyzer("english").instance(new EnglishAnalyzer());
            context.analyzer("words")
                    .custom()
                    .tokenizer("standard")
                    .tokenFilter("lowercase")
                    .tokenFilter("asciiFolding");
        }
    }

    private SearchMapping open() {
        SearchMapping open = mapping;
        if (open != null) return open;
        opening.lock();
        try {
            SearchMapping again = mapping;
            if (again != null) return again;
            CloseableSearchMapping made =
                    SearchMapping.builder(AnnotatedTypeSource.fromClasses(Indexed.class))
                            .property(
                                    "hibernate.search.mapping.discover_annotated_types_from_root_mapping_annotations",
                                    false)
                            .property("hibernate.search.backend.type", "lucene")
                            .property("hibernate.search.backend.lucene_version", "LATEST")
                            .property("hibernate.search.backend.directory.root", folder.toString())
                            .property(
                                    "hibernate.search.backend.analysis.configurer", new Analysis())
                            .build();
            mapping = made;
            return made;
        } finally {
            opening.unlock();
        }
    }

    /** Writes documents and drops ids, durably: closing the session returns when it is on disk. */
    void write(Collection<Indexed> documents, Collection<Long> dropped) {
        try (SearchSession session = open().createSession()) {
            for (Indexed document : documents) session.indexingPlan().addOrUpdate(document);
            for (Long id : dropped) session.indexingPlan().purge(Indexed.class, id, null);
        }
    }

    /** Drops what a finished re-indexing did not write. */
    void dropOlderThan(long stamp) {
        try (SearchSession session = open().createSession()) {
            List<Long> old;
            do {
                old =
                        session.search(Indexed.class)
                                .select(f -> f.id(Long.class))
                                .where(f -> f.range().field("stamp").lessThan(stamp))
                                .fetchHits(1_000);
                write(List.of(), old);
            } while (!old.isEmpty());
        }
    }

    /** Which of these ids are in the index. */
    Set<Long> present(Collection<Long> ids) {
        try (SearchSession session = open().createSession()) {
            return new HashSet<>(
                    session.search(Indexed.class)
                            .select(f -> f.id(Long.class))
                            .where(f -> f.id().matchingAny(ids))
                            .fetchHits(ids.size()));
        }
    }

    public long count() {
        try (SearchSession session = open().createSession()) {
            return session.search(Indexed.class).where(f -> f.matchAll()).fetchTotalHitCount();
        }
    }

    /** What a search asks: words, their meaning, who looks and what is filtered by. */
    record Ask(
            String words,
            float @Nullable [] meaning,
            List<Long> audiences,
            Filter filter,
            boolean forgiving) {}

    /** A document that was found. */
    record Found(long id, long thread, String kind, int worked, @Nullable String workedAt) {}

    List<Found> byWords(Ask ask, int most) {
        try (SearchSession session = open().createSession()) {
            return session.search(Indexed.class)
                    .select(Index::projected)
                    .where(f -> f.and(words(f, ask), ask.filter().predicate(f, ask.audiences())))
                    .fetchHits(most);
        }
    }

    List<Found> byMeaning(Ask ask, int most) {
        float[] meaning = ask.meaning();
        if (meaning == null) return List.of();
        try (SearchSession session = open().createSession()) {
            return session.search(Indexed.class)
                    .select(Index::projected)
                    .where(
                            f ->
                                    f.knn(most)
                                            .field("meaning")
                                            .matching(meaning)
                                            .filter(ask.filter().predicate(f, ask.audiences())))
                    .fetchHits(most);
        }
    }

    private static ProjectionFinalStep<Found> projected(SearchProjectionFactory<?, ?> f) {
        return f.composite()
                .from(
                        f.id(Long.class),
                        f.field("thread", Long.class),
                        f.field("kind", String.class),
                        f.field("at", Instant.class),
                        f.field("worked", Integer.class),
                        f.field("workedAt", String.class))
                .asList(Index::found);
    }

    private static Found found(List<?> row) {
        return new Found(
                (Long) row.get(0),
                (Long) row.get(1),
                (String) row.get(2),
                row.get(4) == null ? 0 : (Integer) row.get(4),
                (String) row.get(5));
    }

    /** The texts of these documents, for the few that are shown. */
    Map<Long, String> bodies(Collection<Long> ids) {
        if (ids.isEmpty()) return Map.of();
        Map<Long, String> bodies = new HashMap<>();
        try (SearchSession session = open().createSession()) {
            session.search(Indexed.class)
                    .select(
                            f ->
                                    f.composite()
                                            .from(f.id(Long.class), f.field("body", String.class))
                                            .asList())
                    .where(f -> f.id().matchingAny(ids))
                    .fetchHits(ids.size())
                    .forEach(
                            row ->
                                    bodies.put(
                                            (Long) row.get(0),
                                            row.get(1) == null ? "" : (String) row.get(1)));
        }
        return bodies;
    }

    private static SearchPredicate words(SearchPredicateFactory f, Ask ask) {
        if (ask.forgiving())
            return f.match()
                    .field("title")
                    .boost(2)
                    .field("context")
                    .field("body")
                    .field("words")
                    .matching(ask.words())
                    .fuzzy(2, 2)
                    .toPredicate();
        return f.or(
                        f.match()
                                .field("title")
                                .boost(2)
                                .field("context")
                                .field("body")
                                .matching(ask.words()),
                        f.match().field("words").boost(0.5f).matching(ask.words()),
                        f.phrase()
                                .field("body")
                                .boost(2)
                                .field("title")
                                .boost(2)
                                .matching(ask.words())
                                .slop(1))
                .toPredicate();
    }

    /**
     * Threads like a text, by the words of whole threads and by their meaning, fused; without the
     * thread itself.
     */
    Map<Long, Double> similar(
            String words, float @Nullable [] meaning, long but, List<Long> audiences, int most) {
        try (SearchSession session = open().createSession()) {
            List<Long> byWords =
                    session.search(Indexed.class)
                            .select(f -> f.id(Long.class))
                            .where(
                                    f ->
                                            f.and(
                                                    f.match()
                                                            .field("everything")
                                                            .matching(words)
                                                            .toPredicate(),
                                                    only(f, but, audiences)))
                            .fetchHits(5 * most);
            List<Long> byMeaning =
                    meaning == null
                            ? List.of()
                            : session.search(Indexed.class)
                                    .select(f -> f.id(Long.class))
                                    .where(
                                            f ->
                                                    f.knn(5 * most)
                                                            .field("threadMeaning")
                                                            .matching(meaning)
                                                            .filter(only(f, but, audiences)))
                                    .fetchHits(5 * most);
            return fused(byWords, 1, byMeaning, 1);
        }
    }

    private static SearchPredicate only(SearchPredicateFactory f, long but, List<Long> audiences) {
        SimpleBooleanPredicateClausesStep<?, ?> all = f.and();
        all.add(f.match().field("kind").matching("question"));
        if (!audiences.isEmpty()) all.add(f.terms().field("audience").matchingAny(audiences));
        if (but != 0) all.add(f.not(f.id().matching(but)));
        return all.toPredicate();
    }

    /** Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009) of two rankings, best first. */
    public static Map<Long, Double> fused(
            List<Long> one, double oneWeight, List<Long> other, double otherWeight) {
        Map<Long, Double> scores = new HashMap<>();
        for (int i = 0; i < one.size(); i++)
            scores.merge(one.get(i), oneWeight / (RRF_K + i + 1), Double::sum);
        for (int i = 0; i < other.size(); i++)
            scores.merge(other.get(i), otherWeight / (RRF_K + i + 1), Double::sum);
        List<Map.Entry<Long, Double>> ranked = new ArrayList<>(scores.entrySet());
        ranked.sort(
                Map.Entry.<Long, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()));
        Map<Long, Double> best = new LinkedHashMap<>();
        for (Map.Entry<Long, Double> entry : ranked) best.put(entry.getKey(), entry.getValue());
        return best;
    }

    @Override
    public void destroy() {
        CloseableSearchMapping open = mapping;
        if (open != null) open.close();
    }
}
