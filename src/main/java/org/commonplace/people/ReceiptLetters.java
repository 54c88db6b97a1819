package org.commonplace.people;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.springframework.stereotype.Component;

/**
 * The letter that answers a mail: what it did, what became of the words beside its commands, what
 * was left out of it; or why it was not taken, with every word of it.
 */
@Component
class ReceiptLetters {
    private static final int QUOTED = 2_000;
    private final Members members;
    private final Letters letters;
    private final Addresses addresses;
    private final Texts texts;
    private final Site site;

    ReceiptLetters(Members members, Letters letters, Addresses addresses, Texts texts, Site site) {
        this.members = members;
        this.letters = letters;
        this.addresses = addresses;
        this.texts = texts;
        this.site = site;
    }

    /** As much of somebody's words as a letter has room for. */
    static String shortened(String words) {
        return words.substring(0, Math.min(QUOTED, words.length()));
    }

    /** The author's, as far as we know them. */
    Locale language(Mail mail) {
        return members.byEmail(mail.from())
                .flatMap(members::recipient)
                .map(Members.Recipient::language)
                .orElseGet(() -> Texts.supported(Locale.of(site.language())));
    }

    String text(Mail mail, String key, Object... arguments) {
        return texts.text(language(mail), key, arguments);
    }

    void write(Mail mail, MemberId author, Receipt done) {
        Course course = new Course(mail);
        course.did(done);
        write(course, author);
    }

    void write(Course course, MemberId author) {
        Mail mail = course.mail();
        Map<String, String> said = new LinkedHashMap<>();
        for (Receipt one : course.done())
            said.put(text(mail, one.message(), one.arguments().toArray()), one.path());
        Long thread =
                course.done().stream()
                        .map(Receipt::thread)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        write(
                mail,
                letter -> {
                    letter.reader(author.value());
                    if (thread != null) letter.on(thread, thread);
                    said.keySet().forEach(letter::say);
                    beside(course, letter);
                    if (course.done().stream().anyMatch(one -> one.key().matches("joined|help")))
                        help(mail, letter);
                    letter.button(
                            text(mail, "receipt.button"),
                            site.url() + said.values().iterator().next());
                    leftOut(course, letter);
                });
    }

    private void beside(Course course, Letter.Writing letter) {
        if (course.along()) letter.say(text(course.mail(), "receipt.beside.with-it"));
        if (course.unsaid().isEmpty()) return;
        letter.say(text(course.mail(), "receipt.beside.to-nobody"))
                .quote(String.join("\n\n", course.unsaid()), "");
    }

    /**
     * What was left out is said, and a press away: the whole mail, or here the words themselves.
     */
    private void leftOut(Course course, Letter.Writing letter) {
        Mail mail = course.mail();
        if (!mail.shorter()) return;
        boolean words = !mail.left().isBlank();
        if (words) letter.say(text(mail, "receipt.left-out.words")).quote(mail.left(), "");
        course.done().stream()
                .map(Receipt::original)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(
                        path -> {
                            if (!words) letter.small(text(mail, "receipt.left-out.quoted"));
                            letter.link(text(mail, "receipt.left-out.original"), site.url() + path);
                        });
    }

    private void help(Mail mail, Letter.Writing letter) {
        letter.say(text(mail, "receipt.help.ask", addresses.of("commons")))
                .say(text(mail, "receipt.help.answer"))
                .say(text(mail, "receipt.help.commands"));
    }

    void write(Mail mail, Consumer<Letter.Writing> words) {
        String title = mail.title();
        Letter.Writing letter =
                Letter.about(
                                "receipt " + mail.id(),
                                mail.from(),
                                language(mail).getLanguage(),
                                "Re: " + (title.isEmpty() ? site.name() : title))
                        .answers(mail.messageId());
        words.accept(letter);
        letters.queue(letter.done());
    }

    void refuse(Mail mail, RuntimeException because) {
        if (Email.of(mail.from()).isEmpty()) return;
        String key = Refused.reason(because).orElse("mail.refused.bug");
        write(
                mail,
                letter -> {
                    letter.say(text(mail, "mail.refused.say"))
                            .say(text(mail, key, Refused.arguments(because)));
                    String words = said(mail);
                    if (!words.isEmpty()) letter.quote(words, "");
                    letter.small(
                            text(
                                    mail,
                                    words.isEmpty() ? "mail.refused.help" : "mail.refused.small",
                                    addresses.of(Addresses.HELP)));
                });
    }

    /** The author's words and commands, and what was taken for a signature. */
    private static String said(Mail mail) {
        StringBuilder words = new StringBuilder();
        mail.commands().forEach(line -> words.append('+').append(line).append('\n'));
        return words.append(mail.text()).append("\n\n").append(mail.left()).toString().strip();
    }
}
