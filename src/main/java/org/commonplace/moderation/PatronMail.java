package org.commonplace.moderation;

import java.util.List;
import java.util.Locale;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.people.Deed;
import org.commonplace.people.Deeds;
import org.commonplace.people.MailGuard;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Component;

/**
 * The patron-privacy guard for mails: where it finds somebody, the mail goes back to its author,
 * who can send it again with a word that says it is meant so.
 */
@Component
public class PatronMail implements MailGuard, Deeds {
    private static final String INSISTS = "as-it-is";

    /** In characters. */
    private static final int NEAR = 60;

    private static final int GREETING = 60;
    private final Patrons patrons;
    private final OwnName own;
    private final Texts texts;

    PatronMail(Patrons patrons, OwnName own, Texts texts) {
        this.own = own;
        this.patrons = patrons;
        this.texts = texts;
    }

    /**
     * Throws {@link Refused} where the mail seems to tell of a patron, or of its author where they
     * speak under another name, and its author did not insist.
     */
    @Override
    public void look(Mail mail, Viewer author) {
        if (insists(mail)) return;
        List<String> telling = own.in(mail, author);
        if (!telling.isEmpty())
            throw new Refused("mail.refused.own-name", String.join("”, “", telling));
        String text = mail.letter().isEmpty() ? mail.title() + "\n\n" + mail.text() : mail.text();
        String name = (mail.name() + " " + author.name()).toLowerCase(Locale.ROOT);
        PatronWords.Signs use = PatronWords.USE.in(PatronGuard.read(text));
        List<String> found =
                patrons.in(text).stream()
                        .filter(find -> counts(find, text, use))
                        .map(find -> find.in(text))
                        .filter(words -> !name.contains(words.toLowerCase(Locale.ROOT)))
                        .distinct()
                        .toList();
        if (!found.isEmpty()) throw new Refused("mail.refused.privacy", String.join("”, “", found));
    }

    @Override
    public boolean masks(Mail mail, Viewer author) {
        return own.masked(mail, author);
    }

    /**
     * A mail begins with a greeting and ends with a name, and a letter back costs more than a tap
     * on a page: a name counts only near a word that speaks for a patron.
     */
    private static boolean counts(PatronGuard.Find find, String text, PatronWords.Signs use) {
        if (find.what() != PatronGuard.What.NAME) return true;
        boolean near = Math.min(use.behind(find), use.ahead(find)) <= NEAR;
        boolean greets = text.indexOf('\n') >= find.from() && text.indexOf('\n') <= GREETING;
        int first = text.indexOf('\n');
        boolean closes = first >= 0 && first < find.from() && last(text, find.to());
        return near && !greets && !closes;
    }

    /** Whether no more than two lines are left from here on. */
    private static boolean last(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        int one = text.indexOf('\n', at);
        int two = one < 0 ? -1 : text.indexOf('\n', one + 1);
        return two < 0 || text.substring(two).isBlank();
    }

    private boolean insists(Mail mail) {
        for (Locale language : Texts.LANGUAGES)
            for (String word : texts.text(language, "command." + INSISTS).split("\\|"))
                if (mail.commands().stream().anyMatch(line -> line.strip().equalsIgnoreCase(word)))
                    return true;
        return false;
    }

    @Override
    public List<Deed<?>> all() {
        return List.of(
                Deed.ofOneself(INSISTS)
                        .byWord()
                        .posted()
                        .does((me, said, doer) -> Receipt.of(INSISTS, null, "/")));
    }
}
