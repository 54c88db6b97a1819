package org.commonplace.people;

import org.commonplace.mail.Mail;

/** Looks at the words of a mail before a deed takes them along. */
public interface MailGuard {
    /** Throws {@link org.commonplace.mail.Refused} where they should not go out as they are. */
    void look(Mail mail, Viewer author);

    /** Whether its author speaks under another name where the mail goes to. */
    boolean masks(Mail mail, Viewer author);
}
