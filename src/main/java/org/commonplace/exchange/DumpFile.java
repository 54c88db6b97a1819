package org.commonplace.exchange;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A file of rows from a Stack Exchange dump, read as a stream. Its name may be in either case. */
final class DumpFile {
    private static final int LONGEST_VALUE = 1_000_000;
    private static final int LONGEST_ELEMENT = 6_000_000;
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
        long rows = 0;
        String name = String.valueOf(path.getFileName());
        XMLStreamReader reader = null;
        try (InputStream in =
                new Guard(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            reader = factory().createXMLStreamReader(in);
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD)
                    throw new InputProblem(
                            name,
                            reader.getLocation().getLineNumber(),
                            "a document type (DTD) is not allowed");
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("row")) {
                    taker.take(row(reader, name));
                    rows++;
                }
            }
            return rows;
        } catch (XMLStreamException e) {
            throw problem(name, e);
        } catch (TooLong e) {
            throw new InputProblem(name, line(reader), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new InputProblem(name, line(reader), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (e instanceof InputProblem || e.getCause() == null) throw e;
            throw new InputProblem(name, line(reader), String.valueOf(e.getCause().getMessage()));
        }
    }

    private static InputProblem problem(String name, XMLStreamException e) {
        Throwable cause = e.getNestedException() == null ? e : e.getNestedException();
        String why =
                String.valueOf(cause.getMessage())
                        .replaceAll(
                                "(?s)ParseError at \\[row,col\\]:\\[\\d+,\\d+\\]\\s*Message: ", "");
        return new InputProblem(
                name, e.getLocation() == null ? 0 : e.getLocation().getLineNumber(), why);
    }

    private static long line(@Nullable XMLStreamReader reader) {
        return reader == null ? 0 : reader.getLocation().getLineNumber();
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

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Document types are refused, so nothing can expand; the parser's own limits would end a
        // long file.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        return factory;
    }

    private static final class TooLong extends IOException {
        TooLong() {
            super("an element is longer than " + LONGEST_ELEMENT + " bytes");
        }
    }

    /**
     * Ends a stream whose element never does, before it fills the memory: between two "&lt;" only
     * so many bytes.
     */
    private static final class Guard extends FilterInputStream {
        private int since;

        Guard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            since = b == '<' ? 0 : since + 1;
            if (since > LONGEST_ELEMENT) throw new TooLong();
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            for (int i = from; i < from + n; i++) since = bytes[i] == '<' ? 0 : since + 1;
            if (since > LONGEST_ELEMENT) throw new TooLong();
            return n;
        }
    }
}
