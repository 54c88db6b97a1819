package org.commonplace;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jsoup.nodes.Element;

/**
 * Somebody's mail program: reads what arrived at their address, and writes to the house by SMTP.
 */
public final class MailProgram {
    private final String address;
    private final String name;
    private final Client mailbox;
    private final int port;

    MailProgram(String address, String name, String url, int port) {
        this.address = address;
        this.name = name;
        this.mailbox = new Client(url);
        this.port = port;
    }

    public String address() {
        return address;
    }

    /** Letters to the address, newest first. */
    public List<MimeMessage> letters() {
        List<MimeMessage> letters = new ArrayList<>();
        for (Element row : mailbox.get("/dev/mail").document().select("tbody tr"))
            if (row.select("td").first().text().equals(address))
                letters.add(
                        read(
                                mailbox.get(row.select("a").attr("href") + ".eml")
                                        .ok()
                                        .body()
                                        .getBytes(StandardCharsets.UTF_8)));
        return letters;
    }

    /** Every letter that the house sent lately, to whomever, newest first. */
    public List<MimeMessage> everybodysLetters() {
        List<MimeMessage> letters = new ArrayList<>();
        for (Element row : mailbox.get("/dev/mail").document().select("tbody tr"))
            letters.add(
                    read(
                            mailbox.get(row.select("a").attr("href") + ".eml")
                                    .ok()
                                    .body()
                                    .getBytes(StandardCharsets.UTF_8)));
        return letters;
    }

    /** Everything that a letter says, to people and to machines: headers, text and HTML. */
    public static String whole(MimeMessage letter) {
        try {
            StringBuilder whole = new StringBuilder();
            letter.getAllHeaders()
                    .asIterator()
                    .forEachRemaining(
                            one ->
                                    whole.append(one.getName())
                                            .append(": ")
                                            .append(header(letter, one.getName()))
                                            .append('\n'));
            return whole + text(letter) + "\n" + html(letter);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage read(byte[] raw) {
        try {
            return new MimeMessage(null, new ByteArrayInputStream(raw));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits, twenty seconds at most, for a letter with these words in its text or subject. */
    public MimeMessage letter(String words) {
        for (int i = 0; i < 100; i++) {
            for (MimeMessage letter : letters())
                if ((header(letter, "Subject") + "\n" + text(letter)).contains(words))
                    return letter;
            CommonplaceTest.pause(200);
        }
        throw new AssertionError(
                "no letter to "
                        + address
                        + " with \""
                        + words
                        + "\"; there are: "
                        + letters().stream().map(MailProgram::text).toList());
    }

    public static String text(Part letter) {
        return part(letter, "text/plain");
    }

    public static String html(Part letter) {
        return part(letter, "text/html");
    }

    private static String part(Part part, String type) {
        try {
            if (part.isMimeType(type)) return String.valueOf(part.getContent());
            if (part.getContent() instanceof Multipart parts)
                for (int i = 0; i < parts.getCount(); i++) {
                    String found = part(parts.getBodyPart(i), type);
                    if (!found.isEmpty()) return found;
                }
            return "";
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String header(MimeMessage letter, String name) {
        try {
            String[] values = letter.getHeader(name);
            return values == null
                    ? ""
                    : jakarta.mail.internet.MimeUtility.decodeText(values[0])
                            .replaceAll("\\s+", " ");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes a mail. Throws {@link MessagingException} where the house refuses it in the dialogue.
     */
    public String write(String to, String subject, String text) throws MessagingException {
        return send(to, subject, text, Map.of());
    }

    /** Answers a letter as mail programs do: to its Reply-To, with what it says quoted below. */
    public String answer(MimeMessage letter, String text) throws MessagingException {
        String quoted = text(letter).strip().replace("\r", "").replace("\n", "\n> ");
        String subject = header(letter, "Subject");
        return send(
                ((InternetAddress) letter.getReplyTo()[0]).getAddress(),
                subject.startsWith("Re: ") ? subject : "Re: " + subject,
                text
                        + "\n\nOn Sun, 22 Nov 2026 at 10:00, the house <house@example.org> wrote:\n> "
                        + quoted,
                Map.of(
                        "In-Reply-To", letter.getMessageID(),
                        "References",
                                (header(letter, "References") + " " + letter.getMessageID())
                                        .strip()));
    }

    public String send(String to, String subject, String text, Map<String, String> headers)
            throws MessagingException {
        SMTPMessage message = new SMTPMessage(session(port));
        message.setFrom(named());
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        for (Map.Entry<String, String> header : headers.entrySet())
            message.setHeader(header.getKey(), header.getValue());
        Transport.send(message);
        return message.getMessageID();
    }

    private InternetAddress named() {
        try {
            return new InternetAddress(address, name, "UTF-8");
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands over a mail as it is. */
    public void send(byte[] raw, String to, String envelopeFrom) throws MessagingException {
        SMTPMessage message = new SMTPMessage(session(port), new ByteArrayInputStream(raw));
        message.setEnvelopeFrom(envelopeFrom);
        try (Transport transport = session(port).getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message, InternetAddress.parse(to));
        }
    }

    private static Session session(int port) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(port));
        properties.put("mail.smtp.localhost", "client.example.org");
        return Session.getInstance(properties);
    }
}
