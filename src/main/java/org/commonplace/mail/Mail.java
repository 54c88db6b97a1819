package org.commonplace.mail;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonplace.chrome.PublicId;
import org.jspecify.annotations.Nullable;

/**
 * A mail from a person, as the rooms are handed it.
 *
 * @param id the number of the mail in the queue of incoming ones
 * @param to which of our addresses it came to
 * @param from the author's address, in lower case
 * @param name the author's name as the mail gives it, or empty
 * @param text the author's own words as Markdown, without quotation, signature and commands
 * @param original everything that the mail said
 * @param shorter whether something of it is left out of {@code text}
 * @param left of what is left out, what is no quotation: a signature, a footer
 * @param automatic why it may be no person's after all, or empty
 * @param commands lines that begin with a plus, each a word and what follows it
 * @param files what was attached
 * @param messageId with its brackets
 * @param answers the letter of ours that it answers
 * @param vouched whether the mail server in front of us found the author's address to be genuine
 * @param refuted whether it found that it is not
 */
public record Mail(
        long id,
        Addresses.Address to,
        String from,
        String name,
        String subject,
        String text,
        String original,
        boolean shorter,
        String left,
        String automatic,
        List<String> commands,
        List<Mime.Part> files,
        @Nullable String messageId,
        Letters.@Nullable Sent answers,
        boolean vouched,
        boolean refuted) {

    private static final Pattern PREFIX =
            Pattern.compile(
                    "(?iu)^\\s*(re|aw|antw|wg|sv|vs|r|rif|ref|res|enc|odp|fwd?|fw|i|tr|rv|doorst|رد|إعادة توجيه)"
                            + "\\s*(\\[\\d+\\])?\\s*[:：]\\s*");

    /** Whether the mail says anything itself. */
    public boolean speaks() {
        return !text.isBlank() || !files.isEmpty();
    }

    public Optional<Letters.Sent> letter() {
        return Optional.ofNullable(answers);
    }

    /** The card that it is about: by its address, or by the letter that it answers. */
    public Optional<Long> about() {
        return addressed().or(() -> letter().map(Letters.Sent::card));
    }

    /** The card of the thread that it stands in. */
    public Optional<Long> thread() {
        return addressed().or(() -> letter().map(Letters.Sent::thread));
    }

    private Optional<Long> addressed() {
        return to.is(Addresses.THREAD)
                ? Optional.of(PublicId.parse(to.argument()))
                : Optional.empty();
    }

    /** The subject without what mail programs and lists put before it. */
    public String title() {
        return title(subject);
    }

    /** A subject without "Re:", "Fwd:" and their kin in other languages. */
    public static String title(String subject) {
        String title = subject;
        String before;
        do {
            before = title;
            title = PREFIX.matcher(title).replaceFirst("").strip();
        } while (!title.equals(before));
        return title;
    }

    /** The same mail with other words. */
    public Mail saying(String words) {
        return new Mail(
                id, to, from, name, subject, words, original, shorter, left, automatic, commands,
                files, messageId, answers, vouched, refuted);
    }

    /** The same mail, whose author has confirmed it. */
    Mail vouchedFor() {
        return new Mail(
                id, to, from, name, subject, text, original, shorter, left, "", commands, files,
                messageId, answers, true, false);
    }
}
