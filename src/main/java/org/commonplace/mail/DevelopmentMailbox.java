package org.commonplace.mail;

import jakarta.mail.BodyPart;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.subethamail.smtp.server.SMTPServer;

/**
 * In the demo and in development: a real SMTP server on loopback, and a page to read what it
 * received.
 */
@Controller
@ConditionalOnProperty("commonplace.mailbox.port")
class DevelopmentMailbox implements SmartLifecycle {
    private static final int MOST = 500;
    private final SMTPServer server;
    private final String listen;
    private final Addresses addresses;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    record Received(
            int number,
            String to,
            String subject,
            String text,
            String html,
            List<String> headers,
            String answersGoTo,
            byte[] raw) {}

    DevelopmentMailbox(
            @Value("${commonplace.mailbox.port}") int port,
            @Value("${commonplace.mail.listen:}") String listen,
            Addresses addresses) {
        this.listen = listen;
        this.addresses = addresses;
        server =
                SMTPServer.port(port)
                        .bindAddress(java.net.InetAddress.getLoopbackAddress())
                        .messageHandler((context, from, to, data) -> take(to, data))
                        .build();
    }

    private synchronized void take(String to, byte[] data) {
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(data));
            List<String> headers = new ArrayList<>();
            message.getAllHeaderLines().asIterator().forEachRemaining(headers::add);
            if (received.size() >= MOST) received.removeFirst();
            int number = received.isEmpty() ? 1 : received.getLast().number() + 1;
            received.add(
                    new Received(
                            number,
                            to,
                            String.valueOf(message.getSubject()),
                            body(message, "text/plain"),
                            body(message, "text/html"),
                            headers,
                            ((InternetAddress) message.getReplyTo()[0]).getAddress(),
                            data));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) return String.valueOf(part.getContent());
        if (part.getContent() instanceof Multipart parts)
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart one = parts.getBodyPart(i);
                String found = body(one, type);
                if (!found.isEmpty()) return found;
            }
        return "";
    }

    @GetMapping("/dev/mail")
    String list(Model model) {
        return page(null, model);
    }

    private String page(@Nullable Received open, Model model) {
        model.addAttribute("letters", received.reversed());
        model.addAttribute("open", open);
        model.addAttribute("commons", addresses.of("commons"));
        model.addAttribute("writes", !listen.isEmpty());
        return "mail/mailbox";
    }

    @GetMapping("/dev/mail/{number}")
    String open(@PathVariable int number, Model model) {
        return page(letter(number), model);
    }

    private Received letter(int number) {
        return received.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** The letter as a mail program would get it. */
    @GetMapping("/dev/mail/{number}.eml")
    ResponseEntity<byte[]> raw(@PathVariable int number) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("message/rfc822"))
                .body(letter(number).raw());
    }

    /**
     * Writes to the house by SMTP, as a mail program would; {@code answers} is a letter's number.
     */
    @PostMapping("/dev/mail")
    String write(
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam String subject,
            @RequestParam String text,
            @RequestParam(defaultValue = "0") int answers,
            Model model)
            throws MessagingException {
        if (listen.isEmpty()) throw new NotFound();
        Properties properties = new Properties();
        properties.put("mail.smtp.host", listen.substring(0, listen.indexOf(':')));
        properties.put("mail.smtp.port", listen.substring(listen.indexOf(':') + 1));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(from.strip());
        message.setRecipients(Message.RecipientType.TO, to.strip());
        message.setSubject(subject.strip(), "UTF-8");
        message.setText(text, "UTF-8");
        if (answers > 0) {
            String id =
                    new MimeMessage(null, new ByteArrayInputStream(letter(answers).raw()))
                            .getMessageID();
            message.setHeader("In-Reply-To", id);
            message.setHeader("References", id);
        }
        try {
            Transport.send(message);
        } catch (MessagingException e) {
            model.addAttribute("refused", String.valueOf(e.getMessage()));
            return page(answers > 0 ? letter(answers) : null, model);
        }
        return "redirect:" + Paths.done("/dev/mail", "sent");
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
