package org.commonplace.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.commonplace.chrome.Hand;
import org.commonplace.chrome.Markdown;
import org.commonplace.mail.Addresses.Address;
import org.commonplace.mail.Delivery.Outcome;
import org.commonplace.mail.IncomingMails.Incoming;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes mails that came in from their queue, one a transaction: reports and machines are sorted
 * out, people's mails are delivered.
 */
@Component
public class Sorting implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sorting.class);

    /** The longest line that is one, in characters. */
    private static final int COMMAND = 600;

    /** One large mail is read at a time: it takes about twice its size. */
    private static final Semaphore LARGE = new Semaphore(1, true);

    private final IncomingMails mails;
    private final Letters letters;
    private final Addresses addresses;
    private final Bounces bounces;
    private final Vouching vouching;
    private final Delivery delivery;
    private final TransactionTemplate transaction;
    private final boolean on;
    private volatile boolean running;
    private final List<Hand> hands = new CopyOnWriteArrayList<>();

    Sorting(
            IncomingMails mails,
            Letters letters,
            Addresses addresses,
            Bounces bounces,
            Vouching vouching,
            @Lazy Delivery delivery,
            TransactionTemplate transaction,
            @Value("${commonplace.background:true}") boolean on) {
        this.mails = mails;
        this.letters = letters;
        this.addresses = addresses;
        this.bounces = bounces;
        this.vouching = vouching;
        this.delivery = delivery;
        this.transaction = transaction;
        this.on = on;
    }

    @Override
    public void start() {
        running = true;
        if (on) hands.add(Hand.start("mail sorter", mails.bell(), this::next));
    }

    @Override
    public void stop() {
        running = false;
        Hand.end(hands);
        hands.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What one mail came to: it was dealt with, or its taking threw. */
    private record Taken(@Nullable Mail mail, @Nullable RuntimeException thrown) {
        static final Taken NONE = new Taken(null, null);
    }

    /** Deals with the next mail that waits; false where none does. */
    public boolean next() {
        Optional<Incoming> begun =
                Objects.requireNonNull(transaction.execute(status -> mails.begin()));
        if (begun.isEmpty()) return false;
        Incoming incoming = begun.get();
        Taken taken =
                transaction.execute(
                        status -> {
                            if (!mails.waits(incoming)) return Taken.NONE;
                            Taken one = taken(incoming);
                            if (one.thrown() != null) status.setRollbackOnly();
                            return one;
                        });
        @Nullable RuntimeException thrown = taken == null ? null : taken.thrown();
        if (taken != null && thrown != null)
            transaction.executeWithoutResult(status -> notTaken(incoming, taken.mail(), thrown));
        return true;
    }

    /** A large one waits until no other large one is in memory. */
    private <T> T alone(Incoming incoming, Supplier<T> work) {
        if (!incoming.large()) return work.get();
        LARGE.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            LARGE.release();
        }
    }

    private Mime read(Incoming incoming) throws IOException {
        try (InputStream raw = mails.raw(incoming)) {
            return Mime.of(raw);
        }
    }

    private Taken taken(Incoming incoming) {
        return alone(incoming, () -> takenNow(incoming));
    }

    private Taken takenNow(Incoming incoming) {
        @Nullable Mail mail = null;
        try {
            Mime mime = read(incoming);
            Address to = addresses.parse(incoming.recipient()).orElseThrow();
            Optional<Letters.Sent> letter = letter(mime, to);
            @Nullable String id = mime.messageId().orElse(null);
            @Nullable Outcome machine = machine(incoming, mime, to, letter);
            if (machine != null) {
                LOG.info("mail {} is passed over: {}", incoming.id(), machine.note());
                mails.end(incoming.id(), id, machine);
                return Taken.NONE;
            }
            mail = mail(incoming, mime, to, letter);
            mails.end(incoming.id(), id, delivery.take(mail));
            return new Taken(mail, null);
        } catch (IOException e) {
            mails.end(incoming.id(), null, Outcome.setAside(String.valueOf(e.getMessage())));
            return Taken.NONE;
        } catch (RuntimeException e) {
            return new Taken(mail, e);
        }
    }

    private Optional<Letters.Sent> letter(Mime mime, Address to) {
        boolean token =
                to.is(Addresses.REPLY)
                        || to.is(Addresses.PRIVATE)
                        || to.is(Addresses.BOUNCE)
                        || to.is(Addresses.LEAVE);
        return token ? letters.sent(to.argument()) : letters.sent(mime.answers());
    }

    private @Nullable Outcome machine(
            Incoming incoming, Mime mime, Address to, Optional<Letters.Sent> letter) {
        String reason = Loops.reason(mime, incoming.envelopeFrom(), addresses.host());
        boolean told =
                to.is(Addresses.BOUNCE)
                        && incoming.envelopeFrom().isEmpty()
                        && !Loops.absence(mime);
        boolean report = mime.report().isPresent() || told;
        if (report && letter.isPresent()) return bounces.reported(mime, letter.get());
        if (report) return Outcome.dropped("a report on a letter that we do not know");
        return reason.isEmpty() ? null : Outcome.dropped(reason);
    }

    private Mail mail(Incoming incoming, Mime mime, Address to, Optional<Letters.Sent> letter) {
        MailText words = MailText.of(mime);
        List<String> commands = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean code = false;
        boolean list = words.own().lines().filter(line -> line.startsWith("+ ")).count() > 1;
        for (String line : words.own().split("\n", -1)) {
            code ^= line.startsWith("```");
            String typed = line.length() > COMMAND ? "" : line.replace("\\+", "+").strip();
            boolean item = list && line.startsWith("+ ");
            if (!code && !item && command(typed)) commands.add(typed.substring(1).strip());
            else text.append(line).append('\n');
        }
        String own = text.toString().strip();
        return new Mail(
                incoming.id(),
                to,
                mime.from().isEmpty()
                        ? incoming.envelopeFrom().toLowerCase(Locale.ROOT)
                        : mime.from(),
                Markdown.cleaned(mime.name()),
                Markdown.cleaned(mime.subject()),
                Markdown.cleaned(own),
                Markdown.cleaned(words.whole()),
                words.shorter(),
                Markdown.cleaned(words.left()),
                commands.isEmpty() ? Loops.doubt(mime, own) : "",
                commands,
                mime.files(),
                mime.messageId().orElse(null),
                letter.orElse(null),
                vouching.vouches(mime),
                vouching.refutes(mime));
    }

    /** A plus and a letter, with no more than a blank between. */
    private static boolean command(String line) {
        int at = line.startsWith("+ ") ? 2 : 1;
        return line.startsWith("+") && line.length() > at && Character.isLetter(line.charAt(at));
    }

    /** A reason goes to the author; what is no reason is tried again, and in the end told too. */
    private void notTaken(Incoming incoming, @Nullable Mail mail, RuntimeException because) {
        if (mail != null && Refused.reason(because).isPresent()) {
            delivery.refuse(mail, because);
            mails.end(
                    incoming.id(),
                    mail.messageId(),
                    delivery.masks(mail)
                            ? Outcome.refusedMasked()
                            : Outcome.refused(Refused.reason(because).get(), null));
            return;
        }
        LOG.error("mail {} could not be taken", incoming.id(), because);
        if (mails.putOff(incoming, String.valueOf(because)) && mail != null)
            delivery.refuse(mail, because);
    }

    /** Takes a mail that its author has confirmed, in the transaction that is open. */
    public Optional<Outcome> confirmed(long id) {
        return mails.unconfirmed(id).map(incoming -> alone(incoming, () -> confirmed(incoming)));
    }

    private Outcome confirmed(Incoming incoming) {
        try {
            Mime mime = read(incoming);
            Address to = addresses.parse(incoming.recipient()).orElseThrow();
            Mail mail = mail(incoming, mime, to, letter(mime, to)).vouchedFor();
            Outcome outcome = delivery.take(mail);
            mails.end(incoming.id(), mail.messageId(), outcome);
            return outcome;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
