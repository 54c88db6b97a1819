package org.commonplace.chrome;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jsoup.Jsoup;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.web.util.HtmlUtils;

/**
 * CommonMark with tables, rendered and made safe when it is written. Headings start below the
 * page's own two levels; pictures from elsewhere become links with their alternative text, so that
 * no page calls a third party.
 */
public final class Markdown {
    private static final List<Extension> EXTENSIONS =
            List.of(
                    TablesExtension.create(),
                    StrikethroughExtension.create(),
                    AutolinkExtension.create());
    private static final Parser PARSER =
            Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(60).build();
    private static final Parser WITHOUT_TABLES =
            Parser.builder().extensions(EXTENSIONS.subList(1, 3)).maxOpenBlockParsers(60).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(false).softbreak("\n").build();
    private static final TextContentRenderer PLAIN =
            TextContentRenderer.builder()
                    .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
                    .extensions(EXTENSIONS)
                    .build();
    private static final int LONG_WORD = 200;
    private static final int BREAK = 50;
    private static final PolicyFactory SAFE = policy(true);
    private static final PolicyFactory SAFE_FOLLOWED = policy(false);

    private Markdown() {}

    public static String html(String markdown) {
        return breakable(SAFE.sanitize(HTML.render(tree(markdown))));
    }

    /**
     * As {@link #html}, with links that search engines may follow, as an imported text's licence
     * asks.
     */
    public static String followedHtml(String markdown) {
        return breakable(SAFE_FOLLOWED.sanitize(HTML.render(tree(markdown))));
    }

    /**
     * The words alone: without marks, links' addresses, and the tags of HTML that stands in the
     * text.
     */
    public static String plain(String markdown) {
        Node tree = tree(markdown);
        tree.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Link link) {
                        visitChildren(link);
                        while (link.getFirstChild() != null)
                            link.insertBefore(link.getFirstChild());
                        link.unlink();
                    }

                    @Override
                    public void visit(HtmlInline html) {
                        html.unlink();
                    }

                    @Override
                    public void visit(HtmlBlock html) {
                        Paragraph words = new Paragraph();
                        words.appendChild(
                                new Text(Jsoup.parseBodyFragment(html.getLiteral()).text()));
                        html.insertAfter(words);
                        html.unlink();
                    }
                });
        return PLAIN.render(tree).strip();
    }

    /** The beginning of a text without its marks, cut at a word. */
    public static String gist(String markdown, int limit) {
        String text = plain(markdown).replaceAll("\\s+", " ");
        if (text.length() <= limit) return text;
        int cut = text.lastIndexOf(' ', limit);
        return text.substring(0, cut < limit / 2 ? limit : cut) + "…";
    }

    /**
     * The beginning of a text as HTML: whole blocks of about so many characters together, so that
     * no list and no table is cut; of a first block that is longer its words, cut at a word.
     */
    public static String beginning(String markdown, int limit) {
        Node tree = tree(markdown);
        Node block = tree.getFirstChild();
        if (block == null || PLAIN.render(block).length() > limit)
            return "<p>" + HtmlUtils.htmlEscape(gist(markdown, limit)) + "</p>";
        int length = 0;
        while (block != null) {
            Node next = block.getNext();
            length += PLAIN.render(block).length();
            if (length > limit) block.unlink();
            block = next;
        }
        return breakable(SAFE.sanitize(HTML.render(tree)));
    }

    private static Node tree(String markdown) {
        String text = cleaned(markdown);
        Node tree = (Bounds.tooManyCells(text) ? WITHOUT_TABLES : PARSER).parse(text);
        if (Bounds.tooDeep(tree)) return Bounds.flat(text);
        Bounds.shortenLinks(tree);
        level(tree);
        tree.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Image image) {
                        Link link = new Link(image.getDestination(), image.getTitle());
                        for (Node child = image.getFirstChild();
                                child != null;
                                child = image.getFirstChild()) link.appendChild(child);
                        if (link.getFirstChild() == null)
                            link.appendChild(new Text(image.getDestination()));
                        image.insertAfter(link);
                        image.unlink();
                    }
                });
        return tree;
    }

    /** The headings of a text begin at the third level, and skip none. */
    private static void level(Node tree) {
        List<Heading> headings = new ArrayList<>();
        tree.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Heading heading) {
                        headings.add(heading);
                    }
                });
        List<Integer> levels =
                headings.stream().map(Heading::getLevel).distinct().sorted().toList();
        for (Heading heading : headings)
            heading.setLevel(Math.min(6, 3 + levels.indexOf(heading.getLevel())));
    }

    /**
     * With places to break in words of more than two hundred letters: without them a browser takes
     * minutes to lay out a word of a million.
     */
    static String breakable(String html) {
        int run = 0;
        boolean tag = false;
        boolean entity = false;
        StringBuilder broken = new StringBuilder(html.length() + 64);
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            broken.append(c);
            if (c == '<') tag = true;
            if (c == '&') entity = true;
            run = tag || Character.isWhitespace(c) ? 0 : run + 1;
            if (c == '>') tag = false;
            if (c == ';') entity = false;
            boolean whole = !tag && !entity && !Character.isHighSurrogate(c);
            if (run >= LONG_WORD && run % BREAK == 0 && whole) broken.append("<wbr>");
        }
        return broken.toString();
    }

    /**
     * Without what no text may carry: NUL, and marks that turn the reading direction of what
     * follows.
     */
    public static String cleaned(String text) {
        return text.replace("\u0000", "")
                .replaceAll("[\u202A-\u202E\u2066-\u2069]", "")
                .replace("\r\n", "\n");
    }

    private static PolicyFactory policy(boolean nofollow) {
        HtmlPolicyBuilder builder =
                new HtmlPolicyBuilder()
                        .allowElements(
                                "p",
                                "br",
                                "hr",
                                "blockquote",
                                "pre",
                                "code",
                                "em",
                                "strong",
                                "del",
                                "ins",
                                "sub",
                                "sup",
                                "kbd",
                                "ul",
                                "ol",
                                "li",
                                "h3",
                                "h4",
                                "h5",
                                "h6",
                                "table",
                                "thead",
                                "tbody",
                                "tr",
                                "th",
                                "td",
                                "a")
                        .allowAttributes("start")
                        .onElements("ol")
                        .allowAttributes("href")
                        .onElements("a")
                        .allowUrlProtocols("https", "http", "mailto");
        return (nofollow ? builder.requireRelNofollowOnLinks() : builder).toFactory();
    }
}
