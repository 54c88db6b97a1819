package org.commonplace.exchange;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.sweble.wikitext.engine.EngineException;
import org.sweble.wikitext.engine.ExpansionCallback;
import org.sweble.wikitext.engine.ExpansionFrame;
import org.sweble.wikitext.engine.FullPage;
import org.sweble.wikitext.engine.PageId;
import org.sweble.wikitext.engine.PageTitle;
import org.sweble.wikitext.engine.WtEngineImpl;
import org.sweble.wikitext.engine.config.WikiConfigImpl;
import org.sweble.wikitext.parser.parser.LinkTargetException;

/**
 * Wikitext to HTML, by Sweble's engine: templates are expanded, and footnotes, formulas, galleries,
 * poems and code kept, which its own renderer drops. Links lead to {@code wiki:Title}, pictures to
 * {@code file:Name}; {@link WikiHtml} makes Markdown of it. For one thread.
 */
final class Wikitext {
    static final Set<String> EXTENSIONS =
            Set.of(
                    "ref",
                    "references",
                    "math",
                    "chem",
                    "gallery",
                    "poem",
                    "pre",
                    "nowiki",
                    "syntaxhighlight",
                    "source",
                    "timeline");
    private static final char OPEN = '\u241E';
    private static final char SHUT = '\u241F';
    private static final int EXPANSIONS = 2000;
    private static final int DEPTH = 40;
    private static final int NESTED = 3;

    /** No page has such, but for each of them the engine takes quadratic time or a deep stack. */
    private static final Pattern RUNS =
            Pattern.compile("([\\[{<=_|'~:*#;\\-])\\1{299}\\1+|\n{99}\n+|[ \t]{999}[ \t]+");

    private final WikiConfigImpl config = new WikiConfigImpl();
    private final WtEngineImpl engine;
    private final Function<String, @Nullable String> pages;
    private List<Extension> found = new ArrayList<>();
    private Set<String> categories = new LinkedHashSet<>();
    private Set<String> kept = new LinkedHashSet<>();

    /** {@code pages} gives the text of a page by its full title, for templates, or null. */
    Wikitext(
            String site,
            Map<Integer, String> namespaces,
            Function<String, @Nullable String> pages) {
        this.pages = pages;
        new WikitextSettings(site, namespaces, this::remember).apply(config);
        engine = new WtEngineImpl(config);
        engine.setNoRedirect(true);
    }

    /**
     * A page as HTML, its categories, those of its templates among them, and what was kept as it
     * stood because nothing could be made of it.
     */
    record Converted(String html, Set<String> categories, Set<String> kept) {}

    /** An extension's element in the text: its name, attributes and body. */
    record Extension(String name, Map<String, String> attributes, @Nullable String body) {}

    private String remember(Extension extension) {
        found.add(extension);
        return "" + OPEN + (found.size() - 1) + SHUT;
    }

    Converted convert(String title, String text) throws LinkTargetException, EngineException {
        found = new ArrayList<>();
        categories = new LinkedHashSet<>();
        kept = new LinkedHashSet<>();
        Notes notes = new Notes();
        Element body = Jsoup.parseBodyFragment(render(title, text, notes, 0)).body();
        if (!notes.list.isEmpty()) body.append(notes.html());
        WikiHtml.clean(body);
        return new Converted(body.html(), categories, kept);
    }

    private static final class Notes {
        private final List<String> list = new ArrayList<>();
        private final Map<String, Integer> named = new HashMap<>();
        private int count;

        String html() {
            StringBuilder html = new StringBuilder("<ol class=\"references\">");
            for (String note : list) html.append("<li>").append(note).append("</li>");
            list.clear();
            return html.append("</ol>").toString();
        }
    }

    private String render(String title, String text, Notes notes, int depth)
            throws LinkTargetException, EngineException {
        PageTitle at = PageTitle.make(config, title);
        String tame =
                RUNS.matcher(text.replace("" + OPEN, "").replace("" + SHUT, "").replace("\0", ""))
                        .replaceAll(run -> Matcher.quoteReplacement(run.group().substring(0, 100)));
        StringWriter out = new StringWriter();
        new WikitextRenderer(config, at, out, categories, kept)
                .go(engine.postprocess(new PageId(at, -1), tame, new Templates()).getPage());
        StringBuilder html = new StringBuilder();
        String rendered = out.toString();
        int from = 0;
        for (int open = rendered.indexOf(OPEN); open >= 0; open = rendered.indexOf(OPEN, from)) {
            int shut = rendered.indexOf(SHUT, open);
            int number = Integer.parseInt(rendered.substring(open + 1, shut));
            html.append(rendered, from, open)
                    .append(extension(title, found.get(number), notes, depth));
            from = shut + 1;
        }
        return html.append(rendered.substring(from)).toString();
    }

    /** Templates, but no more of them than a page can sensibly have, nor one within itself. */
    private final class Templates implements ExpansionCallback {
        private int asked;

        @Override
        public @Nullable FullPage retrieveWikitext(ExpansionFrame frame, PageTitle title) {
            if (title.getDenormalizedFullTitle().equals("Template:!"))
                return new FullPage(new PageId(title, -1), "|");
            if (++asked > EXPANSIONS || Thread.currentThread().isInterrupted()) return null;
            int depth = 0;
            for (ExpansionFrame at = frame; at.getParentFrame() != null; at = at.getParentFrame())
                if (depth++ > DEPTH || title.equals(at.getTitle())) return null;
            String text =
                    pages.apply(
                            title.hasInitialColon()
                                    ? title.getDenormalizedTitle()
                                    : title.getDenormalizedFullTitle());
            return text == null ? null : new FullPage(new PageId(title, -1), text);
        }

        @Override
        public @Nullable String fileUrl(PageTitle title, int width, int height) {
            return null;
        }
    }

    private String extension(String title, Extension extension, Notes notes, int depth)
            throws LinkTargetException, EngineException {
        String body = extension.body() == null ? "" : extension.body();
        if (depth > NESTED) return Entities.escape(body);
        return switch (extension.name()) {
            case "pre" ->
                    "<pre>" + plain(body.startsWith("\n") ? body.substring(1) : body) + "</pre>";
            case "nowiki" -> plain(body);
            case "syntaxhighlight", "source" ->
                    "<pre><code class=\"language-"
                            + Entities.escape(extension.attributes().getOrDefault("lang", ""))
                            + "\">"
                            + Entities.escape(body.strip())
                            + "</code></pre>";
            case "math", "chem" -> "<code>" + Entities.escape(body.strip()) + "</code>";
            case "poem" -> inner(title, body.strip().replace("\n", "<br>\n"), notes, depth);
            case "gallery" -> gallery(title, body, notes, depth);
            case "references" -> notes.list.isEmpty() ? "" : notes.html();
            case "ref" -> reference(title, extension, body, notes, depth);
            default -> {
                kept.add("<" + extension.name() + ">");
                yield "<pre>" + Entities.escape(body) + "</pre>";
            }
        };
    }

    private static String plain(String body) {
        return Entities.escape(Parser.unescapeEntities(body, false));
    }

    private String gallery(String title, String body, Notes notes, int depth)
            throws LinkTargetException, EngineException {
        StringBuilder list = new StringBuilder("<ul>");
        for (String line : body.split("\n")) {
            if (line.isBlank()) continue;
            String[] parts = line.strip().split("\\|", 2);
            String caption = parts.length > 1 ? parts[1].replaceAll("\\|?link=[^|]*", "") : "";
            list.append("<li>")
                    .append(
                            inner(
                                    title,
                                    "[[File:"
                                            + parts[0].replaceFirst("^(File|Image):", "")
                                            + "]] "
                                            + caption,
                                    notes,
                                    depth))
                    .append("</li>");
        }
        return list.append("</ul>").toString();
    }

    private String reference(String title, Extension extension, String body, Notes notes, int depth)
            throws LinkTargetException, EngineException {
        String name = extension.attributes().get("name");
        Integer number = name == null ? null : notes.named.get(name);
        if (number == null) {
            number = ++notes.count;
            if (name != null) notes.named.put(name, number);
            notes.list.add(inner(title, body, notes, depth));
        }
        return "<sup>[" + number + "]</sup>";
    }

    private String inner(String title, String text, Notes notes, int depth)
            throws LinkTargetException, EngineException {
        String html = render(title, text, notes, depth + 1).strip();
        boolean oneParagraph =
                html.startsWith("<p>") && html.indexOf("<p>", 3) < 0 && html.endsWith("</p>");
        return oneParagraph ? html.substring(3, html.length() - 4).strip() : html;
    }

    /** A namespace's English name, by which links call it everywhere. */
    static String canonical(int namespace, String own) {
        List<String> names =
                List.of(
                        "",
                        "Talk",
                        "User",
                        "User talk",
                        "Project",
                        "Project talk",
                        "File",
                        "File talk",
                        "MediaWiki",
                        "MediaWiki talk",
                        "Template",
                        "Template talk",
                        "Help",
                        "Help talk",
                        "Category",
                        "Category talk");
        if (namespace >= 0 && namespace < names.size()) return names.get(namespace);
        return switch (namespace) {
            case -1 -> "Special";
            case -2 -> "Media";
            default -> own;
        };
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
