package org.commonplace.people;

import java.util.Optional;
import org.commonplace.mail.Mail;

/**
 * What a line that begins with a plus does. Message {@code command.NAME} has its words, separated
 * by "|", in every language; those of all languages are understood from everybody.
 */
public interface MailCommand {
    String name();

    /**
     * Does it to what the mail answers; nothing where it is about something else, so that another
     * room may know the word. {@code rest} is what follows the word on its line.
     */
    Optional<Receipt> perform(Mail mail, String rest, Viewer author);

    /** What becomes of the words of the mail. */
    Beside beside();

    /**
     * Whether it reads what stands behind its word on the line. Where it does not, that is words
     * beside it like those on other lines.
     */
    boolean argument();
}
