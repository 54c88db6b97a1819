package org.commonplace.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Site;
import org.commonplace.mail.Letters.Queued;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.stereotype.Component;

/**
 * A queued letter as a message of RFC 5322: threading by what its reader has, headers of RFC 2369,
 * 2919, 3834 and 8058, signed by {@link Seal}.
 */
@Component
class Composer {
    private static final String CHARSET = StandardCharsets.UTF_8.name();

    // Otherwise Jakarta Mail searches the whole class path for it, several times a message.
    static {
        System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    private final Letters letters;
    private final Addresses addresses;
    private final Site site;
    private final Session session = Session.getInstance(new Properties());
    private final Clock clock;
    private final Seal seal;

    Composer(Letters letters, Addresses addresses, Site site, Clock clock, Seal seal) {
        this.letters = letters;
        this.addresses = addresses;
        this.site = site;
        this.clock = clock;
        this.seal = seal;
    }

    SMTPMessage message(Queued letter) throws MessagingException, IOException {
        SMTPMessage message = new KeepingItsId(session, letter.messageId());
        message.setFrom(new InternetAddress(site.sender(), from(letter), CHARSET));
        message.setRecipients(Message.RecipientType.TO, letter.to());
        message.setContent(
                new MimeMultipart(
                        "alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
        message.setHeader(Loops.MARK, addresses.host());
        boolean again = thread(letter, message);
        message.setSubject(Line.of(again ? "Re: " + letter.subject() : letter.subject()), CHARSET);
        if (addresses.open())
            message.setReplyTo(
                    new InternetAddress[] {
                        new InternetAddress(
                                addresses.of(Addresses.REPLY, letter.token()),
                                Line.of(site.name()),
                                CHARSET)
                    });
        list(letter, message);
        message.saveChanges();
        return enveloped(letter, seal.on(message));
    }

    private static MimeBodyPart part(String words, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(words, CHARSET, subtype);
        return part;
    }

    private String from(Queued letter) {
        return Line.of(
                letter.from() == null || letter.from().isBlank()
                        ? site.name()
                        : letter.from() + " · " + site.name());
    }

    /** Whether the reader has something of the thread already. */
    private boolean thread(Queued letter, MimeMessage message) throws MessagingException {
        List<String> before = letter.thread() == null ? List.of() : letters.before(letter);
        if (letter.answers() != null) {
            message.setHeader("In-Reply-To", letter.answers());
            if (before.isEmpty()) message.setHeader("References", letter.answers());
        }
        if (!before.isEmpty()) {
            List<String> ids = before.stream().map(Composer::bracketed).toList();
            message.setHeader("References", String.join("\r\n ", ids));
            if (letter.answers() == null) message.setHeader("In-Reply-To", ids.getLast());
        }
        return !before.isEmpty() && !letter.subject().startsWith("Re: ");
    }

    private static String bracketed(String id) {
        return id.startsWith("<") ? id : "<" + id + ">";
    }

    private void list(Queued letter, MimeMessage message)
            throws MessagingException, UnsupportedEncodingException {
        if (letter.list() != null) {
            message.setHeader(
                    "List-Id",
                    jakarta.mail.internet.MimeUtility.encodeText(
                                    Line.of(String.valueOf(letter.listName()))
                                            .replaceAll("[<>\"]", ""),
                                    CHARSET,
                                    "Q")
                            + " <"
                            + letter.list()
                            + "."
                            + addresses.host()
                            + ">");
            if (addresses.open())
                message.setHeader("List-Post", "<mailto:" + addresses.of(letter.list()) + ">");
        }
        if (letter.thread() != null)
            message.setHeader(
                    "List-Archive",
                    "<" + site.url() + "/cards/" + PublicId.text(letter.thread()) + ">");
        if (letter.leaving() == null) return;
        String page = "<" + site.url() + "/letters/" + letter.token() + ">";
        message.setHeader(
                "List-Unsubscribe",
                addresses.open()
                        ? page + ", <mailto:" + addresses.of(Addresses.LEAVE, letter.token()) + ">"
                        : page);
        message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    /** What does not arrive comes back to an address that names the letter. */
    private SMTPMessage enveloped(Queued letter, SMTPMessage message) {
        message.setEnvelopeFrom(
                addresses.open() ? addresses.of(Addresses.BOUNCE, letter.token()) : site.sender());
        return message;
    }

    private static final class KeepingItsId extends SMTPMessage {
        private final String id;

        KeepingItsId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
