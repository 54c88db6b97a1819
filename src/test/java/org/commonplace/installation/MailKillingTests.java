package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.commonplace.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;

/**
 * kill -9 while mails come in and letters go out: every mail that was accepted is one question, its
 * author has the receipt, and no more letters arrive twice than were under way at the kills. {@code
 * -Dkills=20} does it twenty times.
 */
class MailKillingTests {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int HANDS = 4;

    @TempDir private Path data;

    private final Set<String> accepted = new ConcurrentSkipListSet<>();
    private final ConcurrentMap<String, Integer> arrivals = new ConcurrentHashMap<>();
    private final Set<String> receipts = new ConcurrentSkipListSet<>();

    @Test
    void whatWasAcceptedIsDoneOnceAndTold() throws Exception {
        int sinkPort = free();
        SMTPServer sink =
                SMTPServer.port(sinkPort)
                        .messageHandler((context, from, to, mail) -> arrived(to, mail))
                        .build();
        sink.start();
        int listener = free();
        Map<String, String> settings =
                Map.of(
                        "COMMONPLACE_MAIL_LISTEN",
                        "127.0.0.1:" + listener,
                        "COMMONPLACE_MAIL_AUTHSERV_ID",
                        "mx.example.org",
                        "SPRING_MAIL_HOST",
                        "127.0.0.1",
                        "SPRING_MAIL_PORT",
                        String.valueOf(sinkPort));
        Random random = new Random(11);
        Server server = new Server(data, settings);
        setUp(server);
        AtomicInteger number = new AtomicInteger();
        for (int kill = 0; kill < KILLS; kill++) {
            AtomicBoolean going = new AtomicBoolean(true);
            Thread[] load = new Thread[2];
            for (int i = 0; i < load.length; i++)
                load[i] = Thread.ofVirtual().start(() -> write(listener, number, going));
            Thread.sleep(1_000 + random.nextInt(2_000));
            if (kill % 3 == 2) server.killDatabase();
            else server.kill(kill % 3 == 1);
            going.set(false);
            for (Thread one : load) one.join();
            if (!server.alive()) server = new Server(data, settings);
            House.untilHealth(server, 200, Duration.ofSeconds(60));
        }
        for (int i = 0; i < 1_500 && !receipts.containsAll(accepted); i++) Thread.sleep(200);
        server.close();
        sink.stop();
        Map<String, Integer> asked = asked();
        System.out.printf(
                "%d kills, %d accepted, %d asked%n", KILLS, accepted.size(), asked.size());
        assertThat(accepted).hasSizeGreaterThan(20);
        assertThat(asked.keySet()).containsAll(accepted);
        assertThat(asked.values()).allMatch(n -> n == 1);
        assertThat(receipts).containsAll(accepted);
        assertThat(arrivals.values().stream().mapToInt(n -> n - 1).sum())
                .isLessThanOrEqualTo(KILLS * HANDS);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void arrived(String to, byte[] mail) {
        try {
            MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mail));
            arrivals.merge(message.getMessageID(), 1, Integer::sum);
            String subject = message.getSubject();
            if (subject.startsWith("Re: Question ")) receipts.add(subject.substring(4));
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException(to, e));
        }
    }

    private static void setUp(Server server) {
        var link = java.util.regex.Pattern.compile("(/set-up/\\S+)").matcher(server.said);
        assertThat(link.find()).as(server.said).isTrue();
        new Client(server.url())
                .get(link.group(1))
                .form("/set-up/")
                .with("you", "Kira Killer")
                .with("email", "kira@example.org")
                .send()
                .ok();
    }

    private void write(int port, AtomicInteger number, AtomicBoolean going) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(port));
        while (going.get()) {
            int n = number.incrementAndGet();
            String title = "Question %05d about shelves".formatted(n);
            try {
                MimeMessage message = new MimeMessage(Session.getInstance(properties));
                message.setFrom("writer" + n + "@example.org");
                message.setRecipients(Message.RecipientType.TO, "commons@localhost");
                message.setSubject(title);
                message.setText("Who has such shelves?");
                message.setHeader("Authentication-Results", "mx.example.org; dmarc=pass");
                Transport.send(message);
                accepted.add(title);
                Thread.sleep(40);
            } catch (MessagingException | InterruptedException e) {
                return;
            }
        }
    }

    private Map<String, Integer> asked() throws Exception {
        Map<String, Integer> asked = new HashMap<>();
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data);
                Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.secret());
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select title from catalogue.card where kind = 'question'")) {
            while (rows.next()) asked.merge(rows.getString(1), 1, Integer::sum);
        }
        return asked;
    }
}
