package org.commonplace.search;

import java.time.Instant;
import java.util.List;
import org.hibernate.search.engine.backend.types.Highlightable;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Searchable;
import org.hibernate.search.engine.backend.types.VectorSimilarity;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.VectorField;
import org.jspecify.annotations.Nullable;

/** A document as it lies in the index. */
@SearchEntity(name = "thing")
@org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed(index = "things")
final class Indexed {
    static final int DIMENSION = 384;

    @DocumentId final Long id;

    @GenericField(projectable = Projectable.YES)
    final Long thread;

    @KeywordField(projectable = Projectable.YES)
    final String kind;

    @FullTextField(analyzer = "english")
    final String title;

    /** The title of the question that an answer stands under. */
    @FullTextField(analyzer = "english")
    final String context;

    @FullTextField(
            analyzer = "english",
            projectable = Projectable.YES,
            highlightable = Highlightable.UNIFIED)
    final String body;

    /** Title and body as they are written, for words that English stemming would spoil. */
    @FullTextField(analyzer = "words")
    final String words;

    /** The whole thread: what similar questions are compared with. */
    @FullTextField(analyzer = "english")
    final @Nullable String everything;

    @GenericField final Long audience;

    @GenericField final List<Long> topics;

    @GenericField final @Nullable Long community;

    @KeywordField final @Nullable String language;

    @KeywordField final String state;

    @GenericField(projectable = Projectable.YES)
    final Instant at;

    @GenericField(projectable = Projectable.YES, searchable = Searchable.NO)
    final Integer worked;

    @KeywordField(projectable = Projectable.YES, searchable = Searchable.NO)
    final @Nullable String workedAt;

    /**
     * When this run of re-indexing began: what keeps an older stamp afterwards is gone from the
     * database.
     */
    @GenericField final Long stamp;

    @VectorField(dimension = DIMENSION, vectorSimilarity = VectorSimilarity.COSINE)
    final float @Nullable [] meaning;

    @VectorField(dimension = DIMENSION, vectorSimilarity = VectorSimilarity.COSINE)
    final float @Nullable [] threadMeaning;

    Indexed(
            Document document,
            long stamp,
            float @Nullable [] meaning,
            float @Nullable [] threadMeaning) {
        boolean reply = document.thread() != document.id();
        this.id = document.id();
        this.thread = document.thread();
        this.kind = document.kind();
        this.title = reply ? "" : document.title();
        this.context = reply ? document.title() : "";
        this.body = document.body();
        this.words = (reply ? "" : document.title() + "\n") + document.body();
        this.everything =
                reply
                        ? null
                        : document.title()
                                + "\n"
                                + document.body()
                                + "\n"
                                + String.join("\n", document.replies());
        this.audience = document.audience();
        this.topics = document.topics();
        this.community = document.community();
        this.language = document.language();
        this.state = document.state();
        this.at = document.at();
        this.worked = document.worked();
        this.workedAt = document.workedAt();
        this.stamp = stamp;
        this.meaning = meaning;
        this.threadMeaning = threadMeaning;
    }
}
