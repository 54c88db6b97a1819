package org.commonplace.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a statement reads a {@link Viewer}: its columns, of a member m with its persona p. */
final class Viewers {
    static final String COLUMNS =
            """
            m.id, p.name, m.role, m.language, m.zone, m.trusted_at is not null as trusted,
            array(select audience from people.visible_to where viewer = m.id) as audiences,
            array(%s) as personas"""
                    .formatted(Aliases.PERSONAS);

    private Viewers() {}

    /** The viewer of a row; session 0 outside a request. */
    static Viewer of(ResultSet row, long session) throws SQLException {
        return new Viewer(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                language(row.getString("language")),
                ZoneId.of(row.getString("zone")),
                longs(row, "audiences"),
                longs(row, "personas"),
                session,
                row.getBoolean("trusted"));
    }

    private static @Nullable Locale language(@Nullable String tag) {
        return tag == null ? null : Locale.of(tag);
    }

    private static List<Long> longs(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
