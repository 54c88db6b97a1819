package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.people.Members;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/**
 * Debian's Postfix in front of the house, with the recipe of docs/operations.md, on loopback; only
 * where it is installed and may be started.
 */
class PostfixTests extends CommonplaceTest {
    @Autowired private Members members;

    @Value("${commonplace.mail.listen}")
    private String listener;

    private Path folder;
    private int port;

    private void configured() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "postfix");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        port = free();
        Path queue = Files.createDirectory(folder.resolve("spool"));
        Path data = Files.createDirectory(folder.resolve("data"));
        run("chown", "postfix", data.toString());
        Files.writeString(
                folder.resolve("main.cf"),
                """
                compatibility_level = 3.6
                queue_directory = %s
                data_directory = %s
                mail_owner = postfix
                maillog_file = %s
                maillog_file_prefixes = /tmp
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                myhostname = mx.example.org
                mydestination =
                alias_maps =
                mynetworks = 10.255.255.255/32
                relay_domains = localhost
                transport_maps = inline:{ { localhost = smtp:[127.0.0.1]:%s } }
                recipient_delimiter = +
                relay_recipient_maps =
                smtpd_recipient_restrictions = reject_unauth_destination, reject_unverified_recipient
                unverified_recipient_reject_code = 550
                address_verify_map =
                address_verify_poll_count = 6
                address_verify_poll_delay = 1s
                """
                        .formatted(
                                queue,
                                data,
                                folder.resolve("log"),
                                listener.substring(listener.indexOf(':') + 1)));
        Files.writeString(
                folder.resolve("master.cf"),
                """
                127.0.0.1:%d inet n - n - - smtpd
                cleanup   unix  n - n - 0 cleanup
                qmgr      unix  n - n 300 1 qmgr
                rewrite   unix  - - n - - trivial-rewrite
                bounce    unix  - - n - 0 bounce
                defer     unix  - - n - 0 bounce
                trace     unix  - - n - 0 bounce
                proxymap  unix  - - n - - proxymap
                proxywrite unix - - n - 1 proxymap
                tlsmgr    unix  - - n 1000? 1 tlsmgr
                verify    unix  - - n - 1 verify
                smtp      unix  - - n - - smtp
                relay     unix  - - n - - smtp
                error     unix  - - n - - error
                retry     unix  - - n - - error
                discard   unix  - - n - - discard
                anvil     unix  - - n - 1 anvil
                scache    unix  - - n - 1 scache
                postlog   unix-dgram n - n - 1 postlogd
                """
                        .formatted(port));
    }

    private static int run(String... command) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/postfix"))
                        && System.getProperty("user.name").equals("root"),
                "Postfix is not installed, or may not be started");
        configured();
        assumeTrue(run("/usr/sbin/postfix", "-c", folder.toString(), "start") == 0);
        for (int i = 0; i < 100 && !answers(); i++) pause(100);
    }

    private boolean answers() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @AfterEach
    void stop() throws IOException {
        if (folder == null) return;
        run("/usr/sbin/postfix", "-c", folder.toString(), "stop");
        run("rm", "-rf", folder.toString());
    }

    private void write(String from, String to, String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(port));
        properties.put("mail.smtp.localhost", "client.example.org");
        properties.put("mail.smtp.timeout", "30000");
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(subject);
        message.setText("Through Postfix.");
        message.setHeader("Authentication-Results", "mx.example.org; dmarc=pass");
        Transport.send(message);
    }

    @Test
    void whatComesByPostfixIsTakenAndWhatNobodyKnowsIsRefusedWhileTheSenderWaits()
            throws Exception {
        Person ana = cast.member("Ana Postfix");
        members.trust(ana.id());
        write(ana.email(), "commons@localhost", "Does Postfix bring it?");
        mail(ana).letter("Your question is asked");
        assertThatThrownBy(() -> write(ana.email(), "nobody-at-all@localhost", "Refused?"))
                .hasStackTraceContaining("550");
        assertThat(mail(ana).letters()).hasSize(1);
    }
}
