package org.commonplace.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import java.util.List;
import org.commonplace.chrome.Site;
import org.commonplace.mail.Letters.Queued;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes letters from the queue and hands them to the mail server, until the house closes. */
@Component
class Postman implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private final Letters letters;
    private final MailServer server;
    private final TransactionTemplate transaction;
    private final Site site;
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    Postman(Letters letters, MailServer server, TransactionTemplate transaction, Site site) {
        this.letters = letters;
        this.server = server;
        this.transaction = transaction;
        this.site = site;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("postman").start(this::round);
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void round() {
        while (running) {
            try {
                if (!server.known() || deliver() == 0) letters.await(2);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("letters wait: {}", e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One letter a transaction: after a kill only the one whose 250 was not recorded goes again,
     * with its Message-ID.
     */
    int deliver() {
        Integer sent =
                transaction.execute(
                        status -> {
                            List<Queued> due = letters.due(1);
                            due.forEach(this::send);
                            return due.size();
                        });
        return sent == null ? 0 : sent;
    }

    private void send(Queued letter) {
        try {
            server.sender().send(message(letter));
            letters.sent(letter);
        } catch (MailException | MessagingException | UnsupportedEncodingException e) {
            LOG.warn("letter {} put off: {}", letter.id(), e.toString());
            letters.putOff(letter, String.valueOf(e.getMessage()));
        }
    }

    private MimeMessage message(Queued letter)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = new KeepingItsId(letter.messageId());
        MimeMessageHelper parts = new MimeMessageHelper(message, true, "UTF-8");
        parts.setFrom(site.sender(), site.name());
        parts.setTo(letter.to());
        parts.setSubject(letter.subject());
        parts.setText(letter.text(), letter.html());
        parts.setSentDate(new Date());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static final class KeepingItsId extends MimeMessage {
        private final String id;

        KeepingItsId(String id) {
            super((jakarta.mail.Session) null);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
