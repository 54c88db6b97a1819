package org.commonplace.installation;

import java.net.BindException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Why the house did not open, in one sentence where it is one of the usual reasons. */
public final class PlainFailure implements SpringBootExceptionReporter {
    private static final Pattern NEWER =
            Pattern.compile("(?:migration|version)[^\\d]{0,60}(\\d{8}\\.\\d{4})");

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> sentence = sentence(failure);
        sentence.ifPresent(CommandLine::error);
        return sentence.isPresent();
    }

    private static Optional<String> sentence(Throwable failure) {
        for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
            String said = String.valueOf(e.getMessage());
            if (e instanceof FlywayException) return migration(said);
            if (e instanceof BindException)
                return Optional.of("The port is in use by another program (" + said + ").");
            if (e instanceof CannotGetJdbcConnectionException)
                return Optional.of("The database cannot be reached: " + said + ".");
        }
        return Optional.empty();
    }

    private static Optional<String> migration(String said) {
        Matcher newer = NEWER.matcher(said);
        return said.contains("not resolved locally") && newer.find()
                ? Optional.of(
                        "The database was written by a newer Commonplace (schema "
                                + newer.group(1)
                                + "); start that version, or restore a backup of this one into another folder.")
                : Optional.empty();
    }
}
