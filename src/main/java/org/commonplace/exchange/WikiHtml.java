package org.commonplace.exchange;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A wiki page's HTML as Markdown can say it: no captions, no nested tables, no definition lists.
 */
final class WikiHtml {
    private static final Set<String> ELEMENTS =
            Set.of(
                    ("body a abbr b bdi big blockquote br caption center cite code col colgroup dd del div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark "
                                    + "ol p pre q rp rt ruby s samp small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr")
                            .split(" "));
    private static final Set<String> ATTRIBUTES =
            Set.of("href", "src", "alt", "colspan", "rowspan", "start", "class");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(https?:|mailto:|ftp:|//|#|wiki:|file:[^/]|[a-z-]+:[A-Z]).*");
    private static final Pattern SCRIPT = Pattern.compile("(?is)\\s*(javascript|data|vbscript):.*");
    private static final int WIDEST = 60;

    private static final String BOLD = "b, strong";
    private static final String ITALIC = "i, em, cite, var";

    /** Stand for the marks until all else is converted. */
    private static final String STRONG = "\uE0B2";

    private static final String EMPHASISED = "\uE0B1";
    private static final FlexmarkHtmlConverter MARKDOWN =
            FlexmarkHtmlConverter.builder(
                            new MutableDataSet()
                                    .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                                    .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false))
                    .build();

    private WikiHtml() {}

    /** Takes out what no page needs, and whatever could do something. */
    static void clean(Element body) {
        for (Element headline : body.select("span.mw-headline")) headline.unwrap();
        for (Element term : body.select("dt")) split(term);
        for (Element paragraph :
                body.select(
                        "li > p:only-child, td > p:only-child, th > p:only-child, caption > p, dd > p:only-child"))
            paragraph.unwrap();
        for (Element paragraph : body.select("p"))
            if (!paragraph.hasText() && paragraph.childrenSize() == 0) paragraph.remove();
        body.select("script, style, iframe, object, embed, form, template, svg, math").remove();
        for (Element element : body.getAllElements()) {
            for (Attribute attribute : List.copyOf(element.attributes().asList()))
                if (!allowed(attribute)) element.removeAttr(attribute.getKey());
            if (!ELEMENTS.contains(element.normalName())) element.unwrap();
        }
    }

    private static boolean allowed(Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        boolean leads = name.equals("href") || name.equals("src");
        return ATTRIBUTES.contains(name)
                && (!leads || ADDRESS.matcher(attribute.getValue()).matches())
                && !SCRIPT.matcher(attribute.getValue()).matches();
    }

    /** "; term : definition" on one line. */
    private static void split(Element term) {
        for (Node node : List.copyOf(term.childNodes())) {
            if (!(node instanceof TextNode text)) continue;
            String words = text.getWholeText();
            if (!words.matches("(?s).*:(\\s.*)?")) continue;
            int at = words.indexOf(": ");
            if (at < 0) at = words.lastIndexOf(':');
            Element definition = new Element("dd");
            definition.appendChild(new TextNode(words.substring(at + 1).stripLeading()));
            for (Node rest = text.nextSibling(); rest != null; ) {
                Node next = rest.nextSibling();
                definition.appendChild(rest);
                rest = next;
            }
            text.text(words.substring(0, at).stripTrailing());
            term.after(definition);
            return;
        }
    }

    /**
     * As Markdown. {@code addresses} says where a link of the wiki leads now, or null for nowhere:
     * then its words stay.
     */
    static String markdown(String html, Function<String, @Nullable String> addresses) {
        Element body = Jsoup.parseBodyFragment(html).body();
        for (Element picture : body.select("img[src]")) {
            String to = addresses.apply(picture.attr("src"));
            Element link = new Element(to == null ? "em" : "a");
            if (to != null) link.attr("href", to);
            link.text(picture.attr("alt").isBlank() ? picture.attr("src") : picture.attr("alt"));
            picture.replaceWith(link);
        }
        for (Element link : body.select("a")) {
            String to = link.hasAttr("href") ? addresses.apply(link.attr("href")) : null;
            if (to == null || link.text().isBlank()) link.unwrap();
            else link.attr("href", to);
        }
        for (Element list : body.select("dl")) list(list);
        for (Element table : body.select("table table")) flat(table);
        for (Element table : body.select("table")) table(table);
        for (Element strong : body.select(BOLD).reversed()) mark(strong, BOLD, STRONG);
        for (Element emphasised : body.select(ITALIC).reversed())
            mark(emphasised, ITALIC, EMPHASISED);
        for (Element heading : body.select("h1, h2, h3, h4, h5, h6"))
            if (!heading.hasText()) heading.remove();
        for (Element notes : body.select("ol.references")) notes.before(new Element("hr"));
        for (Element raised : body.select("sup, sub, u, small, big, font, center, span, div.poem"))
            raised.unwrap();
        return MARKDOWN.convert(body.html())
                .replace(STRONG, "**")
                .replace(EMPHASISED, "*")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    /**
     * Puts a mark before and after the words of an element, but within the blanks around them: the
     * converter would add blanks of its own. What is within another comes first.
     */
    private static void mark(Element element, String kind, String mark) {
        boolean within = element.parents().is(kind + ", pre, code");
        if (element.hasText() && !within) {
            String inner = element.html();
            String words = inner.strip();
            int from = inner.indexOf(words);
            element.html(
                    inner.substring(0, from)
                            + mark
                            + words
                            + mark
                            + inner.substring(from + words.length()));
        }
        element.unwrap();
    }

    /** Terms become the beginnings of list items, mere indentation becomes paragraphs. */
    private static void list(Element list) {
        if (list.select("> dt").isEmpty()) {
            for (Element one : list.select("> dd")) one.tagName("div");
            list.tagName("div");
            return;
        }
        Element item = null;
        Element items = new Element("ul");
        for (Element one : new ArrayList<>(list.children())) {
            if (one.normalName().equals("dt") || item == null) {
                item = items.appendElement("li");
                if (one.normalName().equals("dt")) {
                    Element term = item.appendElement("strong");
                    for (Node child : new ArrayList<>(one.childNodes())) term.appendChild(child);
                    continue;
                }
            }
            item.appendText(item.childNodeSize() == 1 ? ": " : "; ");
            for (Node child : new ArrayList<>(one.childNodes())) item.appendChild(child);
        }
        list.replaceWith(items);
    }

    /** A table within a table: its rows' cells, one after another. */
    private static void flat(Element table) {
        List<String> rows = new ArrayList<>();
        for (Element row : table.select("tr"))
            rows.add(String.join(" · ", row.select("td, th").eachText()));
        table.replaceWith(new Element("span").text(String.join(" / ", rows)));
    }

    /** One row of heads, cells of one line, the caption before them. */
    @SuppressWarnings("ReferenceEquality") // A cell equals its like; this very one is meant.
    private static void table(Element table) {
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            if (caption.hasText()) {
                Element before = new Element("p");
                before.appendElement("em").text(caption.text());
                table.before(before);
            }
            caption.remove();
        }
        for (Element cell : table.select("td, th")) {
            for (Element block : cell.select("p, div, li, br")) {
                if ((block.previousSibling() != null && block.parent() == cell)
                        || (block.normalName().equals("li")
                                && block.previousElementSibling() != null)
                        || block.normalName().equals("br")) block.before(new TextNode(" / "));
            }
            cell.select("br").remove();
            for (Element block : cell.select("p, div, ul, ol, li, pre, blockquote")) block.unwrap();
            int wide = span(cell);
            cell.removeAttr("colspan").removeAttr("rowspan");
            for (int i = 1; i < wide; i++) cell.after(new Element(cell.normalName()));
        }
        heads(table);
    }

    /** Markdown has one row of heads, so those of other rows are only strong. */
    private static void heads(Element table) {
        List<Element> rows = new ArrayList<>(table.select("tr"));
        rows.removeIf(row -> row.childrenSize() == 0);
        if (rows.isEmpty()) return;
        boolean pairs =
                rows.stream()
                        .allMatch(
                                row ->
                                        row.childrenSize() == 2
                                                && row.child(0).normalName().equals("th")
                                                && row.child(1).normalName().equals("td"));
        if (pairs) {
            Element list = new Element("ul");
            for (Element row : rows) {
                Element item = list.appendElement("li");
                item.appendElement("b").html(row.child(0).html());
                item.append(": " + row.child(1).html());
            }
            table.replaceWith(list);
            return;
        }
        boolean headed = !rows.getFirst().select("> th").isEmpty();
        Element first = headed ? rows.removeFirst() : new Element("tr");
        if (!headed)
            for (int i = 0; i < rows.getFirst().childrenSize(); i++) first.appendElement("th");
        for (Element cell : first.select("> td")) cell.tagName("th");
        for (Element row : rows)
            for (Element cell : row.select("> th")) {
                cell.tagName("td");
                if (cell.hasText()) cell.html("<b>" + cell.html() + "</b>");
            }
        table.empty();
        table.appendElement("thead").appendChild(first);
        Element body = table.appendElement("tbody");
        for (Element row : rows) body.appendChild(row);
    }

    private static int span(Element cell) {
        String columns = cell.attr("colspan");
        return columns.matches("\\d{1,3}") ? Math.clamp(Integer.parseInt(columns), 1, WIDEST) : 1;
    }
}
