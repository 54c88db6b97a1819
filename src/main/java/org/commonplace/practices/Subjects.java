package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.commonplace.practices.Subjects.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The practices that letters tell of, and the people around them. */
@Component
class Subjects {
    private final JdbcClient jdbc;
    private final Aliases aliases;

    Subjects(JdbcClient jdbc, Aliases aliases) {
        this.jdbc = jdbc;
        this.aliases = aliases;
    }

    /** A practice that letters may tell of: one that is shown, and in no lab. */
    record Subject(
            PracticeId id,
            String title,
            String path,
            String state,
            @Nullable PersonaId steward,
            PersonaId author,
            @Nullable Instant reviewAt,
            int version) {}

    Optional<Subject> find(long card) {
        return jdbc.sql(
                        """
                select k.id, k.state, k.steward, k.review_at, c.title, c.path, p.author, p.version
                  from practices.practice k
                  join catalogue.shown c on c.id = k.id
                  join conversations.posted p on p.id = k.id
                 where k.id = :id and not exists (select from communities.labs l where l.id = c.community)
                """)
                .param("id", card)
                .query((row, n) -> subject(row))
                .optional();
    }

    private static Subject subject(ResultSet row) throws SQLException {
        Long steward = Rows.longOrNull(row, "steward");
        return new Subject(
                new PracticeId(row.getLong("id")),
                row.getString("title"),
                row.getString("path"),
                row.getString("state"),
                steward == null ? null : new PersonaId(steward),
                new PersonaId(row.getLong("author")),
                Rows.instantOrNull(row, "review_at"),
                row.getInt("version"));
    }

    Optional<MemberId> keeper(Subject subject) {
        return aliases.deliverTo(subject.steward() == null ? subject.author() : subject.steward());
    }

    String named(long persona) {
        return jdbc.sql("select coalesce(name, '') from people.byline where persona = :id")
                .param("id", persona)
                .query((row, n) -> row.getString(1))
                .optional()
                .orElse("");
    }

    static String day(Correspondence.Writer letter, @Nullable Instant at) {
        return at == null
                ? ""
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(letter.reader().language())
                        .format(LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    static String fact(Entry entry, String name) {
        return Objects.toString(entry.facts().get(name), "");
    }
}
