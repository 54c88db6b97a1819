package org.commonplace.practices;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Pictures.Picture;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The picture of a practice, above all of a story. */
@Component
public class PracticePictures {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Practices practices;
    private final Cards cards;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    PracticePictures(
            JdbcClient jdbc,
            JsonMapper json,
            Practices practices,
            Cards cards,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.json = json;
        this.practices = practices;
        this.cards = cards;
        this.activity = activity;
        this.clock = clock;
    }

    /** Puts a picture in the place of what there was; {@code words} say what is on it. */
    @Transactional
    public void put(PracticeId id, Picture picture, String words, Viewer viewer) {
        Practice practice = edited(id, viewer);
        jdbc.sql(
                        """
                insert into practices.picture (practice, added_by, hash, type, bytes, at)
                values (:id, :by, :hash, :type, :bytes, :now)
                on conflict (practice) do update
                   set added_by = excluded.added_by, hash = excluded.hash, type = excluded.type, bytes = excluded.bytes,
                       at = excluded.at
                """)
                .param("id", id.value())
                .param("by", voices.in(id.value(), viewer).id())
                .param("hash", picture.hash())
                .param("type", picture.type())
                .param("bytes", picture.bytes())
                .param("now", Rows.sql(clock.instant()))
                .update();
        note(
                id,
                json.writeValueAsString(
                        Map.of(
                                "hash", picture.hash(),
                                "words", words,
                                "width", picture.width(),
                                "height", picture.height())));
        told(practice, viewer);
    }

    @Transactional
    public void remove(PracticeId id, Viewer viewer) {
        Practice practice = edited(id, viewer);
        jdbc.sql("delete from practices.picture where practice = :id")
                .param("id", id.value())
                .update();
        note(id, null);
        told(practice, viewer);
    }

    private Practice edited(PracticeId id, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.edits(viewer)) throw new Forbidden("error.keeper-only");
        return practice;
    }

    private void note(PracticeId id, @org.jspecify.annotations.Nullable String picture) {
        jdbc.sql("update practices.practice set picture = cast(:picture as jsonb) where id = :id")
                .param("picture", picture)
                .param("id", id.value())
                .update();
    }

    private void told(Practice practice, Viewer viewer) {
        cards.moved(practice.id().value(), clock.instant());
        activity.record(
                voices.in(practice.id().value(), viewer),
                "pictured",
                practice.id().value(),
                Map.of());
    }

    /** The bytes of a picture and their type. */
    record Stored(byte[] bytes, String type) {}

    /** The picture of that hash, for whoever may see the practice. */
    Optional<Stored> find(PracticeId id, String hash, Viewer viewer) {
        return jdbc.sql(
                        """
                select p.bytes, p.type from practices.picture p
                  join catalogue.shown c on c.id = p.practice and c.audience = any(:audiences)
                 where p.practice = :id and p.hash = :hash
                """)
                .param("audiences", viewer.audienceIds())
                .param("id", id.value())
                .param("hash", hash)
                .query((row, n) -> new Stored(row.getBytes("bytes"), row.getString("type")))
                .optional();
    }
}
