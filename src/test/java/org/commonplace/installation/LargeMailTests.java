package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many large mails at once, on a server with the heap that bin/ gives it: what was taken is dealt
 * with, the next small one too, and health says so.
 */
class LargeMailTests {
    private static final int AT_ONCE = 8;

    @TempDir private Path data;

    @Test
    void eightMailsOf24MegabytesAtOnceAreTakenAndTheNextIsToo() throws Exception {
        int listener = free();
        try (Server server =
                new Server(
                        data,
                        Map.of(
                                "COMMONPLACE_MAIL_LISTEN",
                                "127.0.0.1:" + listener,
                                "COMMONPLACE_MAIL_AUTHSERV_ID",
                                "mx.example.org"))) {
            House.setUp(server);
            List<Callable<String>> senders = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                senders.add(() -> send(listener, "Large mail " + number, 24_000_000));
            }
            List<String> answers = new ArrayList<>();
            try (ExecutorService crew = Executors.newFixedThreadPool(AT_ONCE)) {
                for (Future<String> one : crew.invokeAll(senders)) answers.add(one.get());
            }
            assertThat(answers).allMatch(answer -> answer.startsWith("250"));
            assertThat(send(listener, "A small mail", 10)).startsWith("250");
            String states = "";
            for (int i = 0; i < 300 && !states.equals("taken taken"); i++) {
                Thread.sleep(200);
                states = state("Large mail 7") + " " + state("A small mail");
            }
            assertThat(states).isEqualTo("taken taken");
            // They are taken up in no order: the others may still be on their way.
            for (int i = 0; i < 300 && waiting() > 0; i++) Thread.sleep(200);
            assertThat(waiting()).isZero();
            House.Answer health = House.health(server);
            assertThat(health.status()).isEqualTo(200);
            assertThat(server.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A whole dialogue by hand, so that nothing holds the mail in memory here either. */
    private static String send(int port, String subject, int size) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(90).toMillis());
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            in.readLine();
            for (String line :
                    List.of(
                            "HELO there",
                            "MAIL FROM:<writer@example.org>",
                            "RCPT TO:<commons@localhost>",
                            "DATA")) say(out, in, line);
            out.write(
                    ("From: Wilma Writer <writer@example.org>\r\nTo: commons@localhost\r\nSubject: "
                                    + subject
                                    + "\r\nMessage-ID: <"
                                    + subject.replace(' ', '.')
                                    + "@example.org>\r\nAuthentication-Results: mx.example.org; dmarc=pass\r\n"
                                    + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=here\r\n\r\n"
                                    + "--here\r\nContent-Type: text/plain\r\n\r\nWho has such a scan, "
                                    + subject
                                    + "?\r\n--here\r\nContent-Type: application/pdf; name=\"scan.pdf\"\r\n"
                                    + "Content-Disposition: attachment; filename=\"scan.pdf\"\r\n"
                                    + "Content-Transfer-Encoding: base64\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] line = ("JVBERi0x".repeat(9) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < size; sent += line.length) out.write(line);
            return say(out, in, "--here--\r\n.");
        }
    }

    private static String say(OutputStream out, BufferedReader in, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return String.valueOf(in.readLine());
    }

    private String state(String subject) throws Exception {
        return one(
                "select coalesce((select state from mail.incoming where message_id = '<"
                        + subject.replace(' ', '.')
                        + "@example.org>'), 'none')");
    }

    private long waiting() throws Exception {
        return Long.parseLong(
                one("select count(*) from mail.incoming where state in ('waiting', 'failed')"));
    }

    private String one(String statement) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data);
                Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.secret());
                ResultSet rows = connection.createStatement().executeQuery(statement)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
