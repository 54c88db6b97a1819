package org.commonplace.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A post as a page shows it, with its byline; a tombstone has no text. Hidden says why: only its
 * author sees it.
 */
public record Written(
        long id,
        PersonaId author,
        @Nullable Long person,
        @Nullable String name,
        @Nullable String place,
        boolean alias,
        boolean sample,
        boolean unclaimed,
        @Nullable String profileUrl,
        String html,
        Instant at,
        int version,
        @Nullable Instant editedAt,
        @Nullable String language,
        String licence,
        @Nullable String sourceUrl,
        @Nullable Integer score,
        boolean mine,
        boolean thanked,
        @Nullable Instant goneAt,
        @Nullable String goneBecause,
        List<Attachment> files,
        boolean original,
        @Nullable String hidden) {

    /**
     * The columns of a statement that reads posts {@code p} with their cards {@code c} and bylines
     * {@code b}; it has a parameter {@code viewer}.
     */
    public static final String COLUMNS =
            """
            p.id, p.reply_to, p.kind, p.author, p.at, p.version, p.edited_at, p.language, p.licence, p.source_url,
                   p.html, p.files, p.has_original, c.gone_at, c.gone_because, c.hidden_at, c.hidden_because, b.person, b.name, b.alias, b.sample, b.unclaimed,
                   b.source_url as profile_url, coalesce(b.organisation, b.country) as place,
                   exists (select from conversations.thanked t where t.post = p.id and t.member = :viewer) as thanked""";

    /**
     * Which of them a page shows: what is hidden only to its author. It has parameters {@code
     * audiences} and {@code personas}.
     */
    public static final String SHOWN =
            "(c.hidden_at is null or c.gone_at is null and c.byline = any(:personas)) and c.audience = any(:audiences)";

    /** Reads a row of {@link #COLUMNS}. */
    public static Written of(ResultSet row, Viewer viewer, @Nullable Integer score)
            throws SQLException {
        PersonaId author = new PersonaId(row.getLong("author"));
        return new Written(
                row.getLong("id"),
                author,
                Rows.longOrNull(row, "person"),
                row.getString("name"),
                row.getString("place"),
                row.getBoolean("alias"),
                row.getBoolean("sample"),
                row.getBoolean("unclaimed"),
                row.getString("profile_url"),
                row.getString("html"),
                Rows.instant(row, "at"),
                row.getInt("version"),
                Rows.instantOrNull(row, "edited_at"),
                row.getString("language"),
                row.getString("licence"),
                row.getString("source_url"),
                score,
                viewer.mine(author),
                row.getBoolean("thanked"),
                Rows.instantOrNull(row, "gone_at"),
                row.getString("gone_because"),
                Attachment.list(row.getString("files")),
                row.getBoolean("has_original"),
                row.getString("hidden_at") == null
                        ? null
                        : String.valueOf(row.getString("hidden_because")));
    }

    public String key() {
        return PublicId.text(id);
    }

    public @Nullable String personPath() {
        return person == null || alias ? null : "/people/" + PublicId.text(person);
    }

    /** It waits for a moderator's first look. */
    public boolean waits() {
        return hidden != null && hidden.startsWith("hold.");
    }

    public boolean gone() {
        return goneAt != null;
    }
}
