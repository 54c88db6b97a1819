package org.commonplace.mail;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Safelist;

/**
 * The HTML of a mail as Markdown: what mail programs mark as a quotation or a signature is left out
 * by its mark, the rest goes by {@link Trimming}.
 */
final class HtmlMail {
    private static final int DEEP = 400;
    private static final FlexmarkHtmlConverter MARKDOWN =
            FlexmarkHtmlConverter.builder(
                            new MutableDataSet()
                                    .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                                    .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false))
                    .build();

    /** Gmail, Yahoo, Proton, Thunderbird, Apple, Outlook on the web and on phones, Zimbra, GMX. */
    private static final String QUOTATIONS =
            "div.gmail_quote, .gmail_extra > .gmail_quote, div.yahoo_quoted, .protonmail_quote,"
                    + " blockquote[type=cite], .moz-cite-prefix, .gmail_attr, div.moz-forward-container ~ *,"
                    + " div[data-marker=__QUOTED_TEXT__], div.zmail_extra, .tutanota_quote, [name=quote]";

    private static final String SIGNATURES =
            ".gmail_signature, .gmail_signature_prefix, .moz-signature, #Signature, .protonmail_signature_block,"
                    + " #ms-outlook-mobile-signature, [id^=ms-outlook-mobile], .AppleMailSignature,"
                    + " #AppleMailSignature, .zmail_signature, div[data-marker=__SIG_POST__]";

    /** Where Outlook on the desktop begins a signature. */
    private static final String OUTLOOK = "a[name=_MailAutoSig]";

    /** What stands behind one of these, beside it, is quoted. */
    private static final String QUOTED_BEHIND =
            "#divRplyFwdMsg, #appendonsend, #x_divRplyFwdMsg, #mail-editor-reference-message-container,"
                    + " div.OutlookMessageHeader, hr#stopSpelling, hr[id^=stopSpelling]";

    private HtmlMail() {}

    /** The words of an HTML mail, trimmed; {@code whole}, nothing is left out. */
    static Trimming.Trimmed words(String html, boolean whole, boolean forward) {
        Document document = Jsoup.parse(html);
        document.select("head, style, script, title, meta, o|p:empty").remove();
        boolean forwarded =
                forward
                        || document.text().contains("Forwarded message")
                        || !document.select(".moz-forward-container").isEmpty();
        int before = document.text().length();
        if (!whole && !forwarded) cut(document);
        boolean shorter = document.text().length() < before;
        if (depth(document.body()) > DEEP)
            return Trimming.trim(document.body().wholeText(), forward);
        Trimming.Trimmed trimmed =
                whole
                        ? new Trimming.Trimmed(markdown(document), false)
                        : Trimming.trim(markdown(document), forward);
        return new Trimming.Trimmed(trimmed.text(), shorter || trimmed.shorter());
    }

    /** Whether the mail program marked what is a signature. */
    static boolean marked(String html) {
        Document document = Jsoup.parse(html);
        return !document.select(SIGNATURES).isEmpty() || !document.select(OUTLOOK).isEmpty();
    }

    private static void cut(Document document) {
        for (Element anchor : document.select(OUTLOOK)) {
            Element block = anchor;
            while (block.parent() != null && !block.isBlock()) block = block.parent();
            List.copyOf(block.nextElementSiblings()).forEach(Element::remove);
            block.remove();
        }
        for (Element mark : document.select(QUOTED_BEHIND)) {
            Element at = mark;
            while (at.nextElementSibling() == null
                    && at.parent() != null
                    && !at.parent().normalName().equals("body")
                    && at.parent().children().size() == 1) at = at.parent();
            List.copyOf(at.nextElementSiblings()).forEach(Element::remove);
            at.remove();
        }
        Document whole = document.clone();
        document.select(SIGNATURES).remove();
        // Some phones put what is typed into the emptied block of the signature.
        if (document.text().isBlank()) document.body().html(whole.body().html());
        if (!interleaved(document)) document.select(QUOTATIONS).remove();
    }

    /** Own words below a quotation: then the quotations stay, and the text decides. */
    private static boolean interleaved(Document document) {
        for (Element quotation : document.select("blockquote[type=cite], blockquote.gmail_quote"))
            for (Element next = quotation.nextElementSibling();
                    next != null;
                    next = next.nextElementSibling())
                if (next.hasText()
                        && next.select("blockquote").isEmpty()
                        && !next.is(QUOTATIONS)
                        && !next.is("[class*=signature]")) return true;
        return false;
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
        java.util.ArrayDeque<Element> level = new java.util.ArrayDeque<>(List.of(element));
        while (!level.isEmpty()) {
            deepest++;
            java.util.ArrayDeque<Element> next = new java.util.ArrayDeque<>();
            for (Element one : level) next.addAll(one.children());
            level = next;
        }
        return deepest;
    }
}
