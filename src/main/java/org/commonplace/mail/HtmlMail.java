package org.commonplace.mail;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;
import org.jsoup.select.Elements;

/**
 * The HTML of a mail as Markdown: what mail programs mark as a quotation or a signature is left out
 * by its mark, the rest goes by {@link Trimming}.
 */
final class HtmlMail {
    private static final int DEEP = 400;

    /** What has more tags than a long thread of letters is read without them. */
    private static final int TAGS = 20_000;

    private static final FlexmarkHtmlConverter MARKDOWN =
            FlexmarkHtmlConverter.builder(
                            new MutableDataSet()
                                    .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                                    .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                                    .set(FlexmarkHtmlConverter.THEMATIC_BREAK, "----------")
                                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false))
                    .build();

    /** Gmail, Yahoo, Proton, Thunderbird, Apple, Outlook on the web and on phones, Zimbra, GMX. */
    private static final String QUOTATIONS =
            "div.gmail_quote, .gmail_extra > .gmail_quote, div.yahoo_quoted, .protonmail_quote,"
                    + " blockquote[type=cite], .moz-cite-prefix, .gmail_attr,"
                    + " div[data-marker=__QUOTED_TEXT__], div.zmail_extra, .tutanota_quote, [name=quote]";

    private static final String SIGNATURES =
            ".gmail_signature, .gmail_signature_prefix, .moz-signature, #Signature, .protonmail_signature_block,"
                    + " #ms-outlook-mobile-signature, [id^=ms-outlook-mobile], .AppleMailSignature,"
                    + " #AppleMailSignature, .zmail_signature, div[data-marker=__SIG_POST__]";

    /** The line that only a list of mails shows. */
    private static final String HIDDEN = "[style*=display:none], [style*=display: none]";

    /** Where Outlook on the desktop begins a signature. */
    private static final String OUTLOOK = "a[name=_MailAutoSig]";

    /** What stands behind one of these, beside it, is quoted. */
    private static final String QUOTED_BEHIND =
            "#divRplyFwdMsg, #appendonsend, #x_divRplyFwdMsg, #mail-editor-reference-message-container,"
                    + " div.OutlookMessageHeader, hr#stopSpelling, hr[id^=stopSpelling]";

    private HtmlMail() {}

    /** The words of an HTML mail, trimmed; {@code whole}, nothing is left out. */
    static Trimming.Trimmed words(String html, boolean whole, boolean forward) {
        if (Tags.count(html) > TAGS) return trimmed(Tags.without(html), whole, forward);
        Document document = Jsoup.parse(html);
        document.select("head, style, script, title, meta, o|p:empty, " + HIDDEN).remove();
        boolean forwarded =
                forward
                        || document.text().contains("Forwarded message")
                        || !document.select(".moz-forward-container").isEmpty();
        int before = document.text().length();
        String signature = !whole && !forwarded ? cut(document) : "";
        boolean shorter = document.text().length() < before;
        if (depth(document.body()) > DEEP)
            return trimmed(document.body().wholeText(), whole, forward);
        Trimming.Trimmed trimmed = trimmed(markdown(document), whole, forward);
        return new Trimming.Trimmed(
                trimmed.text(),
                shorter || trimmed.shorter(),
                (signature + "\n" + trimmed.left()).strip());
    }

    private static Trimming.Trimmed trimmed(String text, boolean whole, boolean forward) {
        return whole ? new Trimming.Trimmed(text.strip(), false, "") : Trimming.trim(text, forward);
    }

    /** Whether the mail program marked what is a signature. */
    static boolean marked(String html) {
        if (Tags.count(html) > TAGS) return false;
        Document document = Jsoup.parse(html);
        return !document.select(SIGNATURES).isEmpty() || !document.select(OUTLOOK).isEmpty();
    }

    /** Leaves out what is marked, and returns the signature that was. */
    private static String cut(Document document) {
        StringBuilder signature = new StringBuilder();
        for (Element anchor : document.select(OUTLOOK)) {
            Element block = anchor;
            while (block.parent() != null && !block.isBlock()) block = block.parent();
            signature.append(block.text()).append('\n');
            for (Element next : block.nextElementSiblings().reversed()) {
                signature.append(next.text()).append('\n');
                next.remove();
            }
            block.remove();
        }
        for (Element mark : document.select(QUOTED_BEHIND)) {
            Element at = mark;
            while (at.nextElementSibling() == null
                    && at.parent() != null
                    && !at.parent().normalName().equals("body")
                    && at.parent().children().size() == 1) at = at.parent();
            at.nextElementSiblings().reversed().forEach(Element::remove);
            at.remove();
        }
        Document whole = document.clone();
        Elements signatures = document.select(SIGNATURES);
        signatures.eachText().forEach(text -> signature.append(text).append('\n'));
        signatures.remove();
        // Some phones put what is typed into the emptied block of the signature.
        if (document.text().isBlank()) {
            document.body().html(whole.body().html());
            signature.setLength(0);
        }
        if (!interleaved(document)) document.select(QUOTATIONS).remove();
        return signature.toString();
    }

    /** Own words below a quotation: then the quotations stay, and the text decides. */
    private static boolean interleaved(Document document) {
        Set<Element> round = new LinkedHashSet<>();
        Elements quotations = document.select("blockquote[type=cite], blockquote.gmail_quote");
        for (Element quotation : quotations)
            if (quotation.parent() != null) round.add(quotation.parent());
        Set<Element> quoted = Collections.newSetFromMap(new IdentityHashMap<>());
        quoted.addAll(quotations);
        for (Element parent : round) {
            boolean behind = false;
            for (Element child : parent.children())
                if (quoted.contains(child)) behind = true;
                else if (behind && own(child)) return true;
        }
        return false;
    }

    private static boolean own(Element element) {
        return element.hasText()
                && element.select("blockquote").isEmpty()
                && !element.is(QUOTATIONS)
                && !element.is("[class*=signature]");
    }

    private static String markdown(Document document) {
        document.select("img").remove();
        String clean =
                Jsoup.clean(
                        document.body().html(),
                        "",
                        Safelist.basic()
                                .addTags(
                                        "h1", "h2", "h3", "h4", "table", "tbody", "thead", "tr",
                                        "td", "th", "div", "hr"),
                        new Document.OutputSettings().prettyPrint(false));
        return MARKDOWN.convert(clean).replace("<br />", "").replace("\u200b", "").strip();
    }

    private static int depth(Element element) {
        int deepest = 0;
        ArrayDeque<Element> level = new ArrayDeque<>(List.of(element));
        while (!level.isEmpty()) {
            deepest++;
            ArrayDeque<Element> next = new ArrayDeque<>();
            for (Element one : level) next.addAll(one.children());
            level = next;
        }
        return deepest;
    }
}
