package org.commonplace.people;

import java.util.Optional;
import org.commonplace.chrome.Markdown;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Addresses.Address;
import org.commonplace.mail.Mail;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Mail to the house itself reaches those who run it, and their answers come back by relay: help,
 * and the addresses that every domain has (RFC 2142).
 */
@Component
@Order(5)
class HelpDesk implements Mailbox {
    private final Members members;
    private final Correspondence letters;

    HelpDesk(Members members, Correspondence letters) {
        this.members = members;
        this.letters = letters;
    }

    @Override
    public boolean knows(Address address) {
        return address.is(Addresses.HELP) || address.is("postmaster") || address.is("abuse");
    }

    @Override
    public Optional<Receipt> take(Mail mail, Viewer author) {
        if (!knows(mail.to()) || mail.letter().isPresent()) return Optional.empty();
        PersonaId as = Voice.openly(author.member()).persona();
        String name = members.named(as);
        String title = mail.title();
        for (MemberId host : members.inRole(Role.HOST))
            if (!host.equals(author.member()))
                letters.write(
                        as,
                        host,
                        "help " + mail.id(),
                        letter ->
                                letter.about(title.isEmpty() ? name : title)
                                        .from(name)
                                        .relay(as, new PersonaId(host.value()))
                                        .say("mail.help-desk.say", name)
                                        .quote(Markdown.plain(mail.text()), name)
                                        .answering("mail.answering.private", name));
        return Optional.of(Receipt.of("helped", null, "/"));
    }
}
