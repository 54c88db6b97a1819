package org.commonplace.chrome;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether something failed for want of the database or of room on the disk, by no fault of ours.
 */
final class Away {
    /** Keys of what is said then. */
    static final String DATABASE = "away.database";

    static final String DISK = "away.disk";

    /** What the pool says of a connection that broke. */
    private static final String CLOSED = "Connection is closed";

    private Away() {}

    static Optional<String> reason(Throwable thrown) {
        int depth = 0;
        for (@Nullable Throwable e = thrown; e != null && depth < 20; e = e.getCause(), depth++) {
            if (e instanceof SQLException sql) {
                Optional<String> reason = reason(sql);
                if (reason.isPresent()) return reason;
            }
            if (e instanceof IOException
                    && String.valueOf(e.getMessage()).contains("No space left"))
                return Optional.of(DISK);
        }
        return Optional.empty();
    }

    /** By the class of its state (PostgreSQL, appendix A). */
    private static Optional<String> reason(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("53100") || String.valueOf(e.getMessage()).contains("No space left"))
            return Optional.of(DISK);
        boolean connection =
                state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("53300")
                        || e instanceof SQLTransientConnectionException
                        || CLOSED.equals(e.getMessage());
        return connection ? Optional.of(DATABASE) : Optional.empty();
    }
}
