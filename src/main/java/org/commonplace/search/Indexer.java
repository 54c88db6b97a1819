package org.commonplace.search;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Hands;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the index in step with the activity log: first the words, at once; the meaning when its
 * vector has been computed, by {@link Embedder}.
 */
@Component
public class Indexer implements ActivityReader {
    private static final int BATCH = 500;
    private final List<Source> sources;
    private final Index index;
    private final Embeddings embeddings;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Clock clock;
    private final boolean on;
    private final Bell bell = new Bell();

    Indexer(
            List<Source> sources,
            Index index,
            Embeddings embeddings,
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            Clock clock,
            @Value("${commonplace.background:true}") boolean on) {
        this.on = on;
        this.sources = sources;
        this.index = index;
        this.embeddings = embeddings;
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public void read(List<Entry> entries) {
        Set<Long> cards = new HashSet<>();
        for (Entry entry : entries) {
            cards.add(entry.card());
            if (entry.facts().get("cards") instanceof List<?> many)
                for (Object one : many) cards.add(((Number) one).longValue());
        }
        List<Long> all = List.copyOf(cards);
        for (int from = 0; from < all.size(); from += BATCH)
            index(all.subList(from, Math.min(all.size(), from + BATCH)));
    }

    /** Indexes these cards as they are now; what is no longer shown is dropped. */
    void index(Collection<Long> cards) {
        List<Document> documents = documents(cards);
        Set<Long> dropped = new HashSet<>(cards);
        documents.forEach(document -> dropped.remove(document.id()));
        Map<String, float[]> vectors = embeddings.known(texts(documents));
        index.write(indexed(documents, vectors), dropped);
        want(
                documents.stream()
                        .filter(
                                document ->
                                        !vectors.containsKey(document.meaning())
                                                || document.thread() == document.id())
                        .map(Document::id)
                        .toList());
    }

    private List<Document> documents(Collection<Long> cards) {
        List<Document> documents = new ArrayList<>();
        for (Source source : sources) documents.addAll(source.of(cards));
        return documents;
    }

    /**
     * All texts whose vectors these documents need: their own, and those of what stands below them.
     */
    static List<String> texts(List<Document> documents) {
        Set<String> texts = new HashSet<>();
        for (Document document : documents) {
            texts.add(document.meaning());
            texts.addAll(document.replies());
        }
        return List.copyOf(texts);
    }

    private List<Indexed> indexed(List<Document> documents, Map<String, float[]> vectors) {
        long stamp = clock.millis();
        return documents.stream().map(document -> indexed(document, stamp, vectors)).toList();
    }

    static Indexed indexed(Document document, long stamp, Map<String, float[]> vectors) {
        float @Nullable [] own = vectors.get(document.meaning());
        List<float[]> replies =
                document.replies().stream()
                        .map(vectors::get)
                        .filter(java.util.Objects::nonNull)
                        .collect(Collectors.toList());
        boolean opens = document.thread() == document.id();
        return new Indexed(document, stamp, own, opens ? Embeddings.thread(own, replies) : null);
    }

    /** Rings when a text wants its vector. */
    Bell bell() {
        return bell;
    }

    private void want(List<Long> cards) {
        if (cards.isEmpty()) return;
        batches.batchUpdate(
                "insert into search.unembedded (card, since) values (:card, :now) on conflict (card) do update set since = excluded.since",
                cards.stream()
                        .map(
                                card ->
                                        new MapSqlParameterSource("card", card)
                                                .addValue("now", Rows.sql(clock.instant())))
                        .toArray(MapSqlParameterSource[]::new));
        bell.ring();
    }

    /**
     * Computes the vectors of the cards that came last, so that an import does not hold up what
     * people write; indexes them anew, and says what stands beside them.
     */
    int embed(int most) {
        record Waiting(long card, Instant since) {}
        List<Waiting> waiting =
                jdbc.sql(
                                "select card, since from search.unembedded order by since desc, card limit :most")
                        .param("most", most)
                        .query(
                                (row, n) ->
                                        new Waiting(
                                                row.getLong("card"), Rows.instant(row, "since")))
                        .list();
        if (waiting.isEmpty()) return 0;
        List<Document> documents = documents(waiting.stream().map(Waiting::card).toList());
        Map<String, float[]> vectors = embeddings.of(texts(documents));
        index.write(indexed(documents, vectors), List.of());
        for (Document document : documents)
            if (document.thread() == document.id()) beside(document, vectors);
        // What was written anew meanwhile has a later time, and stays.
        batches.batchUpdate(
                "delete from search.unembedded where card = :card and since <= :since",
                waiting.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("card", one.card())
                                                .addValue("since", Rows.sql(one.since())))
                        .toArray(MapSqlParameterSource[]::new));
        return waiting.size();
    }

    /** Writes down what stands beside a question, both ways. */
    private void beside(Document document, Map<String, float[]> vectors) {
        Indexed indexed = indexed(document, 0, vectors);
        String words =
                document.title()
                        + "\n"
                        + (document.body().length() > 1_500
                                ? document.body().substring(0, 1_500)
                                : document.body());
        List<MapSqlParameterSource> rows = new ArrayList<>();
        index.similar(words, indexed.threadMeaning, document.id(), List.of(), 8)
                .forEach(
                        (other, likeness) -> {
                            if (rows.size() < 16) {
                                rows.add(pair(document.id(), other, likeness));
                                rows.add(pair(other, document.id(), likeness));
                            }
                        });
        if (!rows.isEmpty())
            batches.batchUpdate(
                    """
                    insert into search.beside (card, neighbour, likeness)
                    select :card, :neighbour, :likeness
                     where exists (select from catalogue.every where id = :neighbour)
                       and exists (select from catalogue.every where id = :card)
                    on conflict (card, neighbour) do update set likeness = excluded.likeness
                    """,
                    rows.toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource pair(long card, long neighbour, double likeness) {
        return new MapSqlParameterSource("card", card)
                .addValue("neighbour", neighbour)
                .addValue("likeness", (float) likeness);
    }

    /** Writes every document anew, while the index stays usable; tells how far it has come. */
    public long rebuild(BiConsumer<Long, Long> progress) {
        long stamp = clock.millis();
        long total = sources.stream().mapToLong(Source::count).sum();
        long done = 0;
        for (Source source : sources) {
            List<Document> batch = source.after(0, BATCH);
            while (!batch.isEmpty()) {
                Map<String, float[]> vectors = embeddings.known(texts(batch));
                index.write(indexed(batch, vectors), List.of());
                want(
                        batch.stream()
                                .filter(one -> !vectors.containsKey(one.meaning()))
                                .map(Document::id)
                                .toList());
                done += batch.size();
                progress.accept(done, total);
                batch = source.after(batch.getLast().id(), BATCH);
            }
        }
        index.dropOlderThan(stamp);
        return done;
    }

    /**
     * What the nightly check found: documents that were missing, and those of things no longer
     * shown.
     */
    public record Difference(long documents, int missing, long indexed) {}

    /** Compares the index with the database, and mends what differs. */
    public Difference check() {
        int missing = 0;
        long documents = 0;
        for (Source source : sources) {
            List<Document> batch = source.after(0, BATCH);
            while (!batch.isEmpty()) {
                documents += batch.size();
                Set<Long> ids = batch.stream().map(Document::id).collect(Collectors.toSet());
                Set<Long> present = index.present(ids);
                ids.removeAll(present);
                missing += ids.size();
                if (!ids.isEmpty()) index(ids);
                batch = source.after(batch.getLast().id(), BATCH);
            }
        }
        if (index.count() != documents) rebuild((done, total) -> {});
        return new Difference(documents, missing, index.count());
    }

    /** Writes the index where there is none yet, as after a restore. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (on)
            Hands.once(
                    "first index",
                    () -> {
                        if (index.count() == 0
                                && sources.stream().anyMatch(source -> source.count() > 0))
                            rebuild((done, total) -> {});
                    });
    }

    /** How many texts wait for their vectors. */
    public long waiting() {
        return jdbc.sql("select count(*) from search.unembedded").query(Long.class).single();
    }
}
