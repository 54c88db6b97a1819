package org.commonplace.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.chrome.Hand;
import org.commonplace.mail.Letters.Queued;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes letters from the queue and hands them to the mail server, until the house closes. One
 * letter is one transaction that holds its row: after a kill only those whose 250 was not recorded
 * go again, each with its Message-ID.
 */
@Component
class Postman implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final Set<Integer> PATIENCE = Set.of(421, 450, 451);
    private final Letters letters;
    private final Composer composer;
    private final Bounces bounces;
    private final MailServer server;
    private final TransactionTemplate transaction;
    private final Pace pace;
    private final int number;
    private final List<Hand> hands = new CopyOnWriteArrayList<>();

    Postman(
            Letters letters,
            Composer composer,
            Bounces bounces,
            MailServer server,
            TransactionTemplate transaction,
            Clock clock,
            @Value("${commonplace.mail.hands:4}") int number,
            @Value("${commonplace.mail.per-domain-and-second:50}") int perSecond) {
        this.letters = letters;
        this.composer = composer;
        this.bounces = bounces;
        this.server = server;
        this.transaction = transaction;
        this.number = number;
        this.pace = new Pace(perSecond, clock);
    }

    @Override
    public void start() {
        for (int i = 1; i <= number; i++)
            hands.add(Hand.start("postman " + i, letters.bell(), new Round()));
    }

    @Override
    public void stop() {
        Hand.end(hands);
        hands.clear();
    }

    @Override
    public boolean isRunning() {
        return !hands.isEmpty();
    }

    /** One hand's round, with a connection that it keeps while there are letters. */
    private final class Round implements Hand.Work {
        private final Way way = new Way();

        @Override
        public boolean next() {
            return server.known() && deliver(way);
        }

        @Override
        public long rest() {
            way.close();
            return pace.resting().isEmpty() ? 2 : 1;
        }
    }

    /** Whether there was a letter to deliver. */
    private boolean deliver(Way way) {
        return Boolean.TRUE.equals(
                transaction.execute(
                        status -> {
                            Optional<Queued> due = letters.due(pace.resting());
                            due.ifPresent(letter -> send(letter, way));
                            return due.isPresent();
                        }));
    }

    private void send(Queued letter, Way way) {
        SMTPMessage message;
        try {
            message = composer.message(letter);
        } catch (MessagingException | IOException | RuntimeException e) {
            // One that cannot be written keeps no other back.
            LOG.warn("letter {} put off", letter.id(), e);
            letters.putOff(letter, String.valueOf(e.getMessage()));
            return;
        }
        try {
            pace.went(letter.domain());
            way.go(message);
            letters.sent(letter);
        } catch (MessagingException e) {
            refused(letter, e);
        }
    }

    /** A refusal for good is a bounce; anything else is tried again later. */
    private void refused(Queued letter, MessagingException e) {
        int code = code(e);
        String said = String.valueOf(e.getMessage()).strip();
        if (code >= 550 && code <= 559 && !(e instanceof SMTPSenderFailedException)) {
            letters.failed(letter, said);
            bounces.hard(letter.to(), said);
            return;
        }
        LOG.warn("letter {} put off: {}", letter.id(), said);
        if (PATIENCE.contains(code)) pace.patience(letter.domain());
        letters.putOff(letter, said);
    }

    /** What the server answered, zero where it did not. */
    private static int code(MessagingException e) {
        for (@Nullable Exception one = e;
                one instanceof MessagingException next;
                one = next.getNextException()) {
            if (one instanceof SMTPAddressFailedException refused) return refused.getReturnCode();
            if (one instanceof SMTPSendFailedException refused
                    && refused.getReturnCode() > 0
                    && !(refused.getNextException() instanceof SendFailedException))
                return refused.getReturnCode();
            if (one instanceof SMTPSenderFailedException refused) return refused.getReturnCode();
        }
        return 0;
    }

    /** A connection that is kept while there are letters, and made anew when it broke. */
    private final class Way implements AutoCloseable {
        private @Nullable Transport transport;

        void go(SMTPMessage message) throws MessagingException {
            Transport open = transport;
            if (open == null) {
                open = connected();
                transport = open;
            }
            try {
                open.sendMessage(message, message.getAllRecipients());
            } catch (MessagingException e) {
                close();
                throw e;
            }
        }

        /** A server that is away costs no letter an attempt. */
        private Transport connected() {
            try {
                return server.connect();
            } catch (MessagingException e) {
                throw new IllegalStateException("the mail server: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            Transport open = transport;
            transport = null;
            if (open == null) return;
            try {
                open.close();
            } catch (MessagingException e) {
                LOG.trace("the mail server closed first", e);
            }
        }
    }
}
