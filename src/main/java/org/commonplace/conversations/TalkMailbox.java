package org.commonplace.conversations;

import java.util.List;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Addresses.Address;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.moderation.PatronMail;
import org.commonplace.people.Mailbox;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mail about whatever has a thread: an answer to a letter about a post is said below it, one about
 * the thing itself below the thing. Rooms that do otherwise with their own come before.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TalkMailbox implements Mailbox {
    private final JdbcClient jdbc;
    private final Talks talks;
    private final Cards cards;
    private final Attachments attachments;
    private final PatronMail patrons;

    TalkMailbox(
            JdbcClient jdbc,
            Talks talks,
            Cards cards,
            Attachments attachments,
            PatronMail patrons) {
        this.jdbc = jdbc;
        this.talks = talks;
        this.cards = cards;
        this.attachments = attachments;
        this.patrons = patrons;
    }

    @Override
    public boolean knows(Address address) {
        return address.is(Addresses.THREAD)
                && address.argument().length() == 11
                && thread(PublicId.parse(address.argument()));
    }

    /** A thread that takes mail: one of a lab does not, as if there were none. */
    private boolean thread(long id) {
        return jdbc.sql(
                        """
                select exists (select from conversations.thread t join catalogue.shown c on c.id = t.id
                                where t.id = :id
                                  and not exists (select from communities.labs l where l.id = c.community))
                """)
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    @Override
    public Optional<Receipt> take(Mail mail, Viewer author) {
        return (knows(mail.to())
                        ? Optional.of(PublicId.parse(mail.to().argument()))
                        : mail.letter().flatMap(letter -> Optional.ofNullable(letter.card())))
                .flatMap(card -> said(mail, card, author));
    }

    private Optional<Receipt> said(Mail mail, long card, Viewer author) {
        Cards.Place place = cards.place(card, author);
        long thread = thread(card) || place.parent() == null ? card : place.parent();
        if (!thread(thread)) return Optional.empty();
        patrons.look(mail, author);
        if (!attachments.any(mail)) throw new Refused("mail.refused.files");
        PostId said =
                talks.say(
                        thread,
                        thread == card ? null : new PostId(card),
                        "comment",
                        mail.text(),
                        author.language() == null ? "en" : author.language().getLanguage(),
                        author);
        List<String> left = attachments.keep(said, mail, author);
        String path = cards.place(thread, author).path() + "#" + said;
        Receipt receipt =
                left.isEmpty()
                        ? Receipt.of("commented", thread, path)
                        : Receipt.of("commented.but", thread, path, String.join(", ", left));
        return Optional.of(
                receipt.original(mail.shorter(), said.toString())
                        .masked(attachments.masked(said, author)));
    }
}
