package org.commonplace.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A MediaWiki's XML export (its schema 0.10 or 0.11), read as a stream: one revision at a time. */
final class WikiExport {
    private static final int LONGEST_TEXT = 4_000_000;
    private final Path path;
    private final String name;

    WikiExport(Path path) {
        this.path = path;
        this.name = String.valueOf(path.getFileName());
        if (!Files.isRegularFile(path))
            throw new InputProblem(path.toString(), 0, "there is no such file");
    }

    /**
     * The wiki: {@code base} is its main page's address, {@code namespaces} their names by number.
     */
    record Site(String name, String base, String language, Map<Integer, String> namespaces) {}

    /** A page; {@code redirect} is the title that it leads to, or null. */
    record Page(long id, int namespace, String title, @Nullable String redirect) {}

    /**
     * A revision. The contributor is null where there was no account or it is hidden, the text
     * where it is hidden.
     */
    record Revision(
            Instant at, @Nullable String contributor, String summary, @Nullable String text) {}

    /** What to do with a page: it begins, its revisions come from the oldest on, it ends. */
    interface Taker {
        default void site(Site site) {}

        default void begin(Page page) {}

        void revision(Page page, Revision revision);

        default void end(Page page) {}
    }

    /** Whether a file begins as an export does. */
    static boolean looksLike(Path path) throws IOException {
        try (InputStream in = XmlFile.unpacked(path)) {
            return new String(in.readNBytes(2000), StandardCharsets.UTF_8).contains("<mediawiki");
        }
    }

    void read(Taker taker) {
        Reading reading = new Reading(taker);
        XmlFile.read(path, reading::begin);
        if (!reading.wiki) throw new InputProblem(name, 0, "this is no export of a MediaWiki");
        reading.endPage();
    }

    private final class Reading {
        private final Taker taker;
        private boolean wiki;
        private boolean told;
        private String language = "en";
        private long id;
        private int namespace;
        private String title = "";
        private @Nullable String redirect;
        private @Nullable Page page;

        Reading(Taker taker) {
            this.taker = taker;
        }

        private void begin(XMLStreamReader reader) throws XMLStreamException {
            switch (reader.getLocalName()) {
                case "mediawiki" -> {
                    wiki = true;
                    String spoken =
                            reader.getAttributeValue(
                                    "http://www.w3.org/XML/1998/namespace", "lang");
                    if (spoken != null) language = spoken.replaceFirst("-.*", "");
                }
                case "siteinfo" -> {
                    taker.site(site(reader));
                    told = true;
                }
                case "page" -> {
                    if (!told) taker.site(new Site("", "", language, standard()));
                    told = true;
                    endPage();
                    id = 0;
                    title = "";
                    redirect = null;
                }
                case "title" -> title = reader.getElementText();
                case "ns" -> namespace = (int) number(reader);
                case "id" -> id = number(reader);
                case "redirect" -> redirect = reader.getAttributeValue(null, "title");
                case "revision" -> {
                    Page of = page(reader);
                    taker.revision(of, revision(reader));
                }
                default -> {
                    // Uploads, logs and whatever else stands between.
                }
            }
            if (!wiki)
                throw new InputProblem(
                        name,
                        reader.getLocation().getLineNumber(),
                        "this is no export of a MediaWiki");
        }

        private Page page(XMLStreamReader reader) {
            Page known = page;
            if (known != null) return known;
            if (id == 0 || title.isBlank())
                throw new InputProblem(
                        name,
                        reader.getLocation().getLineNumber(),
                        "this page has no id or no title");
            Page found = new Page(id, namespace, title, redirect);
            page = found;
            taker.begin(found);
            return found;
        }

        private void endPage() {
            if (page != null) taker.end(page);
            page = null;
        }

        /** The namespaces that every wiki has, by their English names. */
        private static Map<Integer, String> standard() {
            Map<Integer, String> namespaces = new TreeMap<>();
            for (int i = -2; i < 16; i++) namespaces.put(i, Wikitext.canonical(i, ""));
            return namespaces;
        }

        private Site site(XMLStreamReader reader) throws XMLStreamException {
            String called = "";
            String base = "";
            Map<Integer, String> namespaces = standard();
            while (!ends(reader, "siteinfo"))
                if (reader.isStartElement())
                    switch (reader.getLocalName()) {
                        case "sitename" -> called = reader.getElementText();
                        case "base" -> base = reader.getElementText();
                        case "namespace" -> {
                            int key = (int) number(reader, reader.getAttributeValue(null, "key"));
                            namespaces.put(key, reader.getElementText());
                        }
                        default -> {
                            // The wiki's version and the like.
                        }
                    }
            return new Site(called, base, language, namespaces);
        }

        private Revision revision(XMLStreamReader reader) throws XMLStreamException {
            Instant at = null;
            String contributor = null;
            String summary = "";
            String text = null;
            while (!ends(reader, "revision"))
                if (reader.isStartElement()) {
                    boolean hidden = reader.getAttributeValue(null, "deleted") != null;
                    switch (reader.getLocalName()) {
                        case "timestamp" -> at = instant(reader);
                        case "username" -> contributor = reader.getElementText();
                        case "comment" -> summary = hidden ? "" : reader.getElementText();
                        case "text" -> text = hidden ? null : text(reader);
                        default -> {
                            // Ids, checksums, addresses of contributors without an account.
                        }
                    }
                }
            if (at == null)
                throw new InputProblem(
                        name, reader.getLocation().getLineNumber(), "this revision has no time");
            return new Revision(
                    at,
                    contributor == null || contributor.isBlank() ? null : contributor,
                    summary,
                    text);
        }

        private boolean ends(XMLStreamReader reader, String element) throws XMLStreamException {
            return reader.next() == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals(element);
        }

        private String text(XMLStreamReader reader) throws XMLStreamException {
            String text = reader.getElementText();
            if (text.length() > LONGEST_TEXT)
                throw new InputProblem(
                        name,
                        reader.getLocation().getLineNumber(),
                        "a text has "
                                + text.length()
                                + " characters; "
                                + LONGEST_TEXT
                                + " are the most");
            return text;
        }

        private Instant instant(XMLStreamReader reader) throws XMLStreamException {
            String value = reader.getElementText();
            try {
                return Instant.parse(value.strip());
            } catch (DateTimeParseException e) {
                throw new InputProblem(
                        name, reader.getLocation().getLineNumber(), "this is no time: " + value);
            }
        }

        private long number(XMLStreamReader reader) throws XMLStreamException {
            return number(reader, reader.getElementText());
        }

        private long number(XMLStreamReader reader, @Nullable String value) {
            try {
                return Long.parseLong(String.valueOf(value).strip());
            } catch (NumberFormatException e) {
                throw new InputProblem(
                        name, reader.getLocation().getLineNumber(), "this is no number: " + value);
            }
        }
    }
}
