package org.commonplace.people;

import java.time.Clock;
import java.util.List;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Libraries and other organisations, found by the name that people type. */
@Component
public class Organisations {
    /** The sectors of the field; their words on the page are under {@code sector.*}. */
    public static final List<String> SECTORS =
            List.of(
                    "public",
                    "school",
                    "academic",
                    "special",
                    "law",
                    "health",
                    "national",
                    "training",
                    "student",
                    "other");

    /** Bands of staff, as the field counts small places; their words are under {@code size.*}. */
    public static final List<String> SIZES = List.of("one", "few", "some", "many", "hundreds");

    private final JdbcClient jdbc;
    private final Clock clock;

    Organisations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public long named(String name, @Nullable String sector, @Nullable String country) {
        return jdbc.sql(
                        "select id from people.organisation where lower(name) = lower(:name) limit 1")
                .param("name", Line.of(name))
                .query(Long.class)
                .optional()
                .orElseGet(() -> create(Line.of(name), sector, country));
    }

    /** A member's own library, as the profile has it. */
    public java.util.Optional<Long> of(MemberId member) {
        return jdbc.sql(
                        "select organisation from people.member where id = :id and organisation is not null")
                .param("id", member.value())
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    /** A library as lists name it. */
    public record Named(
            long id,
            String name,
            @Nullable String sector,
            @Nullable String size,
            @Nullable String country) {
        public String key() {
            return PublicId.text(id);
        }
    }

    public java.util.Optional<Named> get(long id) {
        return jdbc.sql(
                        "select id, name, sector, size_band, country from people.organisation where id = :id")
                .param("id", id)
                .query(
                        (row, n) ->
                                new Named(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        row.getString("sector"),
                                        row.getString("size_band"),
                                        row.getString("country")))
                .optional();
    }

    private long create(String name, @Nullable String sector, @Nullable String country) {
        long id = PublicId.next();
        jdbc.sql(
                        """
                insert into people.organisation (id, name, sector, country, created_at)
                values (:id, :name, :sector, :country, :now)
                """)
                .param("id", id)
                .param("name", name)
                .param("sector", sector)
                .param("country", country)
                .param("now", Rows.sql(clock.instant()))
                .update();
        return id;
    }
}
