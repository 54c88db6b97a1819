package org.commonplace.mail;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a mail says: the author's own words as Markdown, and everything.
 *
 * @param shorter whether something was left out of {@code own}
 * @param left of that, what is no quotation: a signature, a footer
 */
public record MailText(String own, String whole, boolean shorter, String left) {
    private static final Pattern FORWARD =
            Pattern.compile("(?iu)^\\s*(fwd?|fw|wg|i|tr|rv|enc|doorst|vb|pd)\\s*:");

    public static MailText of(Mime mime) {
        Trimming.Trimmed words = words(mime);
        return new MailText(words.text(), whole(mime), words.shorter(), words.left());
    }

    /** The HTML where its program marked the signature, which the text beside it does not say. */
    private static Trimming.Trimmed words(Mime mime) {
        boolean forward = FORWARD.matcher(mime.subject()).find();
        boolean text = !mime.plain().isBlank() && !stub(mime);
        boolean html = !mime.html().isBlank();
        if (html && (!text || (!forward && HtmlMail.marked(mime.html())))) {
            Trimming.Trimmed words = HtmlMail.words(mime.html(), false, forward);
            if (!text || !words.text().isBlank()) return words;
        }
        return Trimming.trim(mime.plain(), forward);
    }

    /** Some programs put "this mail is in HTML" where the text should be. */
    private static boolean stub(Mime mime) {
        return !mime.html().isBlank()
                && mime.plain().strip().length() < 120
                && mime.plain().toLowerCase(Locale.ROOT).contains("html");
    }

    private static String whole(Mime mime) {
        String plain = mime.plain().strip();
        return plain.isEmpty() || stub(mime)
                ? HtmlMail.words(mime.html(), true, false).text()
                : plain.replace("\r\n", "\n");
    }
}
