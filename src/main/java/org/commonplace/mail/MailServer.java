package org.commonplace.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The server that letters leave by: {@code spring.mail.*} where it is set, else what the
 * administrator told.
 */
@Component
public class MailServer {
    private final @Nullable String configured;
    private final Site site;

    private volatile @Nullable JavaMailSenderImpl sender;

    MailServer(
            @Value("${spring.mail.host:}") String host,
            @Value("${spring.mail.port:25}") int port,
            @Value("${spring.mail.username:}") String user,
            @Value("${spring.mail.password:}") String password,
            Site site) {
        this.site = site;
        this.configured = host.isEmpty() ? null : host;

        if (configured != null) sender = sender(configured, port, user, password);
        site.mails(known());
    }

    /**
     * Whether the server stands in the configuration, where the administrator's page cannot change
     * it.
     */
    public boolean fixed() {
        return configured != null;
    }

    public boolean known() {
        return sender != null;
    }

    public void settings(Map<String, String> settings) {
        String host = settings.getOrDefault("mail.host", "");
        if (configured != null) return;
        sender =
                host.isEmpty()
                        ? null
                        : sender(
                                host,
                                Integer.parseInt(settings.getOrDefault("mail.port", "25")),
                                settings.getOrDefault("mail.user", ""),
                                settings.getOrDefault("mail.password", ""));
        site.mails(known());
    }

    /** A connection to the server, which many letters can go by. */
    Transport connect() throws MessagingException {
        JavaMailSenderImpl known = Objects.requireNonNull(sender, "no mail server is known");
        Transport transport = known.getSession().getTransport("smtp");
        transport.connect(
                known.getHost(), known.getPort(), known.getUsername(), known.getPassword());
        return transport;
    }

    private static JavaMailSenderImpl sender(String host, int port, String user, String password) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(host);
        sender.setPort(port);
        sender.setDefaultEncoding("UTF-8");
        Properties properties = sender.getJavaMailProperties();
        properties.put("mail.smtp.connectiontimeout", "10000");
        properties.put("mail.smtp.timeout", "20000");
        properties.put("mail.smtp.writetimeout", "20000");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.socketFactory", new PromptSockets());
        properties.put("mail.mime.allowutf8", "true");
        if (port == 465) properties.put("mail.smtp.ssl.enable", "true");
        if (!user.isEmpty()) {
            sender.setUsername(user);
            sender.setPassword(password);
            properties.put("mail.smtp.auth", "true");
        }
        return sender;
    }
}
