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
import org.hibernate.search.backend.lucene.LuceneExtension;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurationContext;
import org.hibernate.search.backend.lucene.analysis.LuceneAnalysisConfigurer;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.predicate.dsl.SimpleBooleanPredicateClausesStep;
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
            context.analyzer("english").instance(WordsQuery.ENGLISH);
            context.analyzer("words").instance(WordsQuery.AS_WRITTEN);
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

    /** The documents that have the words, best first. */
    List<Long> byWords(Ask ask, int most) {
        try (SearchSession session = open().createSession()) {
            return session.search(Indexed.class)
                    .select(f -> f.id(Long.class))
                    .where(
                            f ->
                                    f.bool()
                                            .must(words(f, ask))
                                            .filter(ask.filter().predicate(f, ask.audiences())))
                    .fetchHits(most);
        }
    }

    /** The documents since a time that have every one of the words. */
    List<Long> fresh(String words, Instant since, List<Long> audiences, int most) {
        try (SearchSession session = open().createSession()) {
            return session.search(Indexed.class)
                    .select(f -> f.id(Long.class))
                    .where(
                            f ->
                                    f.bool()
                                            .must(
                                                    f.extension(LuceneExtension.get())
                                                            .fromLuceneQuery(WordsQuery.all(words)))
                                            .filter(f.range().field("at").greaterThan(since))
                                            .filter(Filter.NONE.predicate(f, audiences)))
                    .fetchHits(most);
        }
    }

    /** The documents that mean something like it, nearest first. */
    List<Long> byMeaning(Ask ask, int most) {
        float[] meaning = ask.meaning();
        if (meaning == null) return List.of();
        try (SearchSession session = open().createSession()) {
            return session.search(Indexed.class)
                    .select(f -> f.id(Long.class))
                    .where(
                            f ->
                                    f.knn(most)
                                            .field("meaning")
                                            .matching(meaning)
                                            .filter(ask.filter().predicate(f, ask.audiences())))
                    .fetchHits(most);
        }
    }

    /** What a hit shows of its document: the text, and where it worked. */
    record Passage(String body, int worked, @Nullable String workedAt) {
        static final Passage NONE = new Passage("", 0, null);
    }

    /** The passages of the few documents that are shown. */
    Map<Long, Passage> passages(Collection<Long> ids) {
        if (ids.isEmpty()) return Map.of();
        Map<Long, Passage> passages = new HashMap<>();
        try (SearchSession session = open().createSession()) {
            session.search(Indexed.class)
                    .select(
                            f ->
                                    f.composite()
                                            .from(
                                                    f.id(Long.class),
                                                    f.field("body", String.class),
                                                    f.field("worked", Integer.class),
                                                    f.field("workedAt", String.class))
                                            .asList())
                    .where(f -> f.id().matchingAny(ids))
                    .fetchHits(ids.size())
                    .forEach(row -> passages.put((Long) row.get(0), passage(row)));
        }
        return passages;
    }

    private static Passage passage(List<?> row) {
        return new Passage(
                row.get(1) == null ? "" : (String) row.get(1),
                row.get(2) == null ? 0 : (Integer) row.get(2),
                (String) row.get(3));
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
        return f.extension(LuceneExtension.get())
                .fromLuceneQuery(WordsQuery.of(ask.words()))
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
