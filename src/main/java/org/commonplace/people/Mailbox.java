package org.commonplace.people;

import java.util.Optional;
import org.commonplace.mail.Addresses.Address;
import org.commonplace.mail.Mail;

/** A later room that takes mails: the first that takes one has it, in the beans' order. */
public interface Mailbox {
    /** Whether mail to this address is for this room, whoever writes. */
    boolean knows(Address address);

    /**
     * Does in the author's name what the mail is for; nothing where it is for another room. The
     * mail has words or files.
     */
    Optional<Receipt> take(Mail mail, Viewer author);
}
