package org.commonplace.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.chrome.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
    private final List<Received> received = new CopyOnWriteArrayList<>();

    record Received(
            int number,
            String to,
            String subject,
            String text,
            String html,
            List<String> headers) {}

    DevelopmentMailbox(@Value("${commonplace.mailbox.port}") int port) {
        server =
                SMTPServer.port(port)
                        .bindAddress(java.net.InetAddress.getLoopbackAddress())
                        .messageHandler((context, from, to, data) -> take(to, data))
                        .build();
    }

    private void take(String to, byte[] data) {
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
                            headers));
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
        model.addAttribute("letters", received.reversed());
        model.addAttribute("open", null);
        return "mail/mailbox";
    }

    @GetMapping("/dev/mail/{number}")
    String open(@PathVariable int number, Model model) {
        @Nullable Received letter =
                received.stream().filter(one -> one.number() == number).findFirst().orElse(null);
        if (letter == null) throw new NotFound();
        model.addAttribute("letters", received.reversed());
        model.addAttribute("open", letter);
        return "mail/mailbox";
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
