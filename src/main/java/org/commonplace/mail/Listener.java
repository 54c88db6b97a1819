package org.commonplace.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.commonplace.chrome.Disk;
import org.commonplace.chrome.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The way in for mail: SMTP, behind the mail server of the domain. What is not for us is refused in
 * the dialogue; what is accepted is on disk.
 */
@Component
@ConditionalOnExpression("'${commonplace.mail.listen:}' != ''")
class Listener implements SmartLifecycle {
    /** The largest mail, in bytes. */
    static final int LARGEST = 25 * 1024 * 1024;

    private static final int RECIPIENTS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private final IncomingMails mails;
    private final Addresses addresses;
    private final Delivery delivery;
    private final Spool spool;
    private final Disk disk;
    private final SMTPServer server;

    Listener(
            IncomingMails mails,
            Spool spool,
            Disk disk,
            Addresses addresses,
            @org.springframework.context.annotation.Lazy Delivery delivery,
            @Value("${commonplace.mail.listen}") String listen)
            throws UnknownHostException {
        this.mails = mails;
        this.spool = spool;
        this.disk = disk;
        this.addresses = addresses;
        this.delivery = delivery;
        int colon = listen.lastIndexOf(':');
        this.server =
                SMTPServer.port(Integer.parseInt(listen.substring(colon + 1)))
                        .bindAddress(
                                InetAddress.getByName(
                                        colon > 0 ? listen.substring(0, colon) : "127.0.0.1"))
                        .softwareName("Commonplace")
                        .maxMessageSize(LARGEST)
                        .maxRecipients(RECIPIENTS)
                        .maxConnections(200)
                        .messageHandlerFactory(Dialogue::new)
                        .build();
    }

    /** One mail while it is handed over. */
    private final class Dialogue implements MessageHandler {
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Dialogue(MessageContext context) {
            LOG.trace("mail from {}", context.getRemoteAddress());
        }

        @Override
        public void from(String from) throws RejectException {
            if (disk.full()) throw new RejectException(452, "4.3.1 There is no room just now");
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            boolean known = addresses.parse(recipient).filter(delivery::knows).isPresent();
            if (!known)
                throw new RejectException(
                        550,
                        "5.1.1 Nobody and nothing here has this address; write to "
                                + addresses.of(Addresses.HELP));
            recipients.add(recipient.strip().toLowerCase(java.util.Locale.ROOT));
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            try (Spool.Piece mail = spool.take(data, LARGEST)) {
                if (mail.size() > LARGEST)
                    throw new RejectException(
                            552,
                            "5.3.4 This mail is larger than the "
                                    + LARGEST / 1024 / 1024
                                    + " MB that we take");
                for (String recipient : recipients) mails.keep(sender, recipient, mail);
            } catch (RuntimeException | IOException e) {
                LOG.warn("a mail could not be kept: {}", e.toString());
                throw new RejectException(451, "4.3.0 Please try again later");
            }
            return "2.0.0 taken";
        }

        @Override
        public void done() {
            LOG.trace("mail ends");
        }
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public boolean isRunning() {
        return server.isRunning();
    }
}
