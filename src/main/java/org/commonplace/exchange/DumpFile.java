package org.commonplace.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A file of rows from a Stack Exchange dump, read as a stream. Its name may be in either case. */
final class DumpFile {
    private static final int LONGEST_VALUE = 1_000_000;
    private final Path path;

    private DumpFile(Path path) {
        this.path = path;
    }

    static Optional<DumpFile> find(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    file.getFileName()
                                            .toString()
                                            .toLowerCase(Locale.ROOT)
                                            .equals(name))
                    .findFirst()
                    .map(DumpFile::new);
        } catch (IOException e) {
            throw new InputProblem(folder.toString(), 0, "this folder cannot be read");
        }
    }

    static DumpFile need(Path folder, String name) {
        return find(folder, name)
                .orElseThrow(
                        () ->
                                new InputProblem(
                                        folder.resolve(name).toString(),
                                        0,
                                        "this file is missing"));
    }

    /** One row: its attributes, and the line where it ends. */
    static final class Row {
        private final Map<String, String> values = new HashMap<>();
        private final String file;
        private final long line;

        private Row(String file, long line) {
            this.file = file;
            this.line = line;
        }

        @Nullable String text(String name) {
            String value = values.get(name);
            return value == null || value.isEmpty() ? null : value;
        }

        String need(String name) {
            String value = values.get(name);
            if (value == null) throw new InputProblem(file, line, "this row has no " + name);
            return value;
        }

        long id(String name) {
            return number(need(name), name);
        }

        @Nullable Long idOrNull(String name) {
            String value = text(name);
            return value == null ? null : number(value, name);
        }

        private long number(String value, String name) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new InputProblem(file, line, name + " is no number: " + value);
            }
        }

        java.time.Instant instant(String name) {
            String value = need(name);
            try {
                return java.time.LocalDateTime.parse(value).toInstant(java.time.ZoneOffset.UTC);
            } catch (java.time.format.DateTimeParseException e) {
                throw new InputProblem(file, line, name + " is no date: " + value);
            }
        }

        /** For the report: file and line. */
        String place() {
            return file + ", line " + line;
        }
    }

    /** What to do with each row. */
    interface Taker {
        void take(Row row);
    }

    /**
     * Reads all rows; returns how many. Throws {@link InputProblem} where the file is not as it
     * must be.
     */
    long read(Taker taker) {
        long[] rows = {0};
        String name = String.valueOf(path.getFileName());
        XmlFile.read(
                path,
                reader -> {
                    if (reader.getLocalName().equals("row")) {
                        taker.take(row(reader, name));
                        rows[0]++;
                    }
                });
        return rows[0];
    }

    private static Row row(XMLStreamReader reader, String name) {
        Row row = new Row(name, reader.getLocation().getLineNumber());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String value = reader.getAttributeValue(i);
            if (value.length() > LONGEST_VALUE)
                throw new InputProblem(
                        name,
                        row.line,
                        reader.getAttributeLocalName(i)
                                + " has "
                                + value.length()
                                + " characters; "
                                + LONGEST_VALUE
                                + " are the most");
            row.values.put(reader.getAttributeLocalName(i), value);
        }
        return row;
    }
}
