package org.commonplace.exchange;

import java.io.StringWriter;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.sweble.wikitext.engine.PageTitle;
import org.sweble.wikitext.engine.config.InterwikiImpl;
import org.sweble.wikitext.engine.config.WikiConfigImpl;
import org.sweble.wikitext.engine.output.HtmlRenderer;
import org.sweble.wikitext.parser.nodes.WtExternalLink;
import org.sweble.wikitext.parser.nodes.WtImageLink;
import org.sweble.wikitext.parser.nodes.WtInternalLink;
import org.sweble.wikitext.parser.nodes.WtLinkOptionAltText;
import org.sweble.wikitext.parser.nodes.WtNode;
import org.sweble.wikitext.parser.nodes.WtPageSwitch;
import org.sweble.wikitext.parser.nodes.WtRedirect;
import org.sweble.wikitext.parser.nodes.WtSignature;
import org.sweble.wikitext.parser.nodes.WtTemplate;
import org.sweble.wikitext.parser.nodes.WtTemplateParameter;
import org.sweble.wikitext.parser.nodes.WtText;
import org.sweble.wikitext.parser.nodes.WtUrl;
import org.sweble.wikitext.parser.nodes.WtXmlEmptyTag;
import org.sweble.wikitext.parser.nodes.WtXmlEndTag;
import org.sweble.wikitext.parser.nodes.WtXmlStartTag;
import org.sweble.wikitext.parser.parser.LinkTargetException;

/**
 * The engine's tree as HTML. Categories are taken out, and noted; what it cannot render stands as
 * it stood in the source, and is noted too. Public, for the engine calls it by reflection.
 */
public final class WikitextRenderer extends HtmlRenderer {
    private static final int CATEGORY = 14;
    private static final Pattern SWITCH =
            Pattern.compile(
                    "__(NOTOC|FORCETOC|TOC|NOEDITSECTION|NEWSECTIONLINK|NONEWSECTIONLINK|NOGALLERY|HIDDENCAT|INDEX|NOINDEX|STATICREDIRECT)__");
    private static final Pattern SETTING = Pattern.compile("(DISPLAYTITLE|DEFAULTSORT):.*");
    private static final Set<String> HTML =
            Set.of(
                    "div span p b i u s small big center font blockquote noinclude includeonly onlyinclude br li ul ol table tr td th"
                            .split(" "));
    private final WikiConfigImpl config;
    private final PageTitle at;
    private final Set<String> categories;
    private final Set<String> kept;

    WikitextRenderer(
            WikiConfigImpl config,
            PageTitle at,
            StringWriter out,
            Set<String> categories,
            Set<String> kept) {
        super(null, config, at, out);
        this.config = config;
        this.at = at;
        this.categories = categories;
        this.kept = kept;
    }

    private String address(PageTitle title) {
        String fragment =
                title.getFragment() == null ? "" : "#" + title.getFragment().replace(' ', '_');
        if (title.getTitle().isEmpty()) return fragment;
        return (title.isInterwiki()
                        ? ((InterwikiImpl) title.getInterwikiLink()).getPrefix()
                                + ":"
                                + title.getTitle()
                        : "wiki:" + title.getNormalizedFullTitle().replace(' ', '_'))
                + fragment;
    }

    private @Nullable PageTitle title(String target) {
        try {
            return PageTitle.make(config, target);
        } catch (LinkTargetException | RuntimeException e) {
            return null;
        }
    }

    /** A link's target with what "/" and "../" stand for. */
    private String absolute(String target) {
        String own = at.getDenormalizedFullTitle();
        if (target.startsWith("/")) return own + target.replaceFirst("/$", "");
        if (target.startsWith("../"))
            return own.substring(0, Math.max(own.lastIndexOf('/'), 0))
                    + target.substring(2).replaceFirst("/$", "");
        return target;
    }

    @Override
    public void visit(WtInternalLink link) {
        String target = link.getTarget().getAsString();
        PageTitle title = title(absolute(target.strip()));
        if (title == null) {
            p.print(esc("[[" + target + "]]"));
            return;
        }
        if (title.getNamespace() != null
                && title.getNamespace().getId() == CATEGORY
                && !title.hasInitialColon()) {
            categories.add(title.getTitle());
            return;
        }
        p.indentAtBol();
        p.print("<a href=\"" + esc(address(title)) + "\">" + esc(link.getPrefix()));
        if (link.hasTitle() && !link.getTitle().isEmpty()) iterate(link.getTitle());
        else p.print(esc(target.replaceFirst("^\\s*:", "").replaceFirst("^/(.*)/$", "$1")));
        p.print(esc(link.getPostfix()) + "</a>");
    }

    @Override
    public void visit(WtImageLink link) {
        PageTitle title = title(link.getTarget().getAsString());
        if (title == null) return;
        boolean figure =
                link.getFormat() == WtImageLink.ImageViewFormat.THUMBNAIL
                        || link.getFormat() == WtImageLink.ImageViewFormat.FRAME;
        String alternative =
                link.hasAlt()
                        ? text(link.getAlt())
                        : !figure && link.hasTitle()
                                ? text(link.getTitle())
                                : title.getDenormalizedTitle();
        p.print(
                "<img src=\"file:"
                        + esc(title.getTitle())
                        + "\" alt=\""
                        + esc(alternative)
                        + "\">");
        if (figure && link.hasTitle()) {
            p.print(" <em>");
            iterate(link.getTitle());
            p.print("</em>");
        }
    }

    private String text(WtNode node) {
        StringWriter out = new StringWriter();
        new WikitextRenderer(config, at, out, categories, kept).go(node);
        return Jsoup.parse(out.toString()).text();
    }

    @Override
    public void visit(WtUrl link) {
        String url = esc(url(link));
        p.print("<a href=\"" + url + "\">" + url + "</a>");
    }

    @Override
    public void visit(WtExternalLink link) {
        String url = url(link.getTarget());
        p.print("<a href=\"" + esc(url) + "\">");
        if (link.hasTitle()) iterate(link.getTitle());
        else p.print(esc(url));
        p.print("</a>");
    }

    private static String url(WtUrl url) {
        return url.getProtocol().isEmpty()
                ? url.getPath()
                : url.getProtocol() + ":" + url.getPath();
    }

    /** Only where there is no such template. */
    @Override
    public void visit(WtTemplate template) {
        String name = plain(template.getName());
        if (SETTING.matcher(name).matches()) return;
        kept.add("{{" + name + "}}");
        p.print("<code>{{" + esc(name) + "}}</code>");
    }

    @Override
    public void visit(WtTemplateParameter parameter) {
        p.print("{{{" + esc(plain(parameter.getName())) + "}}}");
    }

    @Override
    public void visit(WtPageSwitch node) {
        // How the old wiki showed the page.
    }

    @Override
    public void visit(WtSignature signature) {
        p.print("~".repeat(signature.getTildeCount()));
    }

    @Override
    public void visit(WtLinkOptionAltText node) {
        iterate(node);
    }

    @Override
    public void visit(WtText text) {
        super.visit(
                SWITCH.matcher(text.getContent()).find()
                        ? nf.text(SWITCH.matcher(text.getContent()).replaceAll(""))
                        : text);
    }

    private static String plain(WtNode node) {
        StringBuilder plain = new StringBuilder();
        for (WtNode child : node)
            plain.append(child instanceof WtText text ? text.getContent() : plain(child));
        return plain.toString().strip();
    }

    @Override
    public void visit(WtRedirect redirect) {
        p.print(
                "<p>→ <a href=\"wiki:"
                        + esc(plain(redirect.getTarget()))
                        + "\">"
                        + esc(redirect.getTarget().getAsString())
                        + "</a></p>");
    }

    @Override
    public void visit(WtXmlEmptyTag tag) {
        p.print(esc("<" + tag.getName() + " />"));
    }

    @Override
    public void visit(WtXmlStartTag tag) {
        if (!HTML.contains(Wikitext.folded(tag.getName()))) p.print(esc("<" + tag.getName() + ">"));
    }

    @Override
    public void visit(WtXmlEndTag tag) {
        if (!HTML.contains(Wikitext.folded(tag.getName())))
            p.print(esc("</" + tag.getName() + ">"));
    }
}
