package org.commonplace.people;

import java.util.Optional;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Letters.Sent;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Private words between two people by mail: each answers a letter of the house, neither sees the
 * other's address, and an alias stays one.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Relays implements Mailbox {
    static final String MARK = "@";
    private final Correspondence letters;
    private final Aliases aliases;
    private final Members names;
    private final Blocks blocks;

    Relays(Correspondence letters, Aliases aliases, Members names, Blocks blocks) {
        this.letters = letters;
        this.aliases = aliases;
        this.names = names;
        this.blocks = blocks;
    }

    /** To whom, and as whom, as a letter keeps it. */
    static String between(PersonaId to, PersonaId as) {
        return PublicId.text(to.value()) + " " + PublicId.text(as.value());
    }

    @Override
    public boolean knows(org.commonplace.mail.Addresses.Address address) {
        return false;
    }

    @Override
    public Optional<Receipt> take(Mail mail, Viewer author) {
        return mail.letter()
                .filter(letter -> letter.takes().containsKey(MARK))
                .map(letter -> relayed(mail, letter, author));
    }

    private Receipt relayed(Mail mail, Sent letter, Viewer author) {
        String[] ends = letter.takes().getOrDefault(MARK, "").split(" ");
        PersonaId to = new PersonaId(PublicId.parse(ends[0]));
        PersonaId as = new PersonaId(PublicId.parse(ends[1]));
        if (!author.mine(as)) throw new Refused("mail.refused.relay");
        MemberId reader =
                aliases.deliverTo(to).orElseThrow(() -> new Refused("mail.refused.relay-gone"));
        String from = names.named(as);
        @Nullable Long thread = letter.thread();
        // Who is blocked is not told so: the words are dropped as a letter to them would be.
        if (!blocks.between(reader, as))
            letters.write(
                    reader,
                    "relay " + mail.id(),
                    words -> {
                        words.about(mail.title())
                                .from(from)
                                .relay(as, to)
                                .say("mail.relay.say", from)
                                .quote(Markdown.plain(mail.text()), from)
                                .answering("mail.answering.private", from);
                        if (thread != null && letter.card() != null)
                            words.on(letter.card(), thread);
                    });
        return Receipt.of("relayed", thread, "/", names.named(to));
    }
}
