package org.commonplace.mail;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.chrome.Disk;
import org.commonplace.chrome.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The other way in: one mailbox at a provider's, read by IMAP. A mail is on disk here before it is
 * marked as read there; read twice, it is the same mail. What is for none of our addresses stays
 * unread.
 */
@Component
public class ImapPost {
    private static final Logger LOG = LoggerFactory.getLogger(ImapPost.class);
    private static final Flags PASSED_OVER = new Flags("$CommonplacePassedOver");
    private static final int AT_ONCE = 200;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>\",;:()@]{1,200}+@[^\\s<>\",;:()@]{1,255}");
    private static final String[] RECIPIENTS = {
        "Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"
    };
    private final IncomingMails mails;
    private final Addresses addresses;
    private final Delivery delivery;
    private final Spool spool;
    private final Disk disk;
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final String folder;

    ImapPost(
            IncomingMails mails,
            Addresses addresses,
            @Lazy Delivery delivery,
            Spool spool,
            Disk disk,
            @Value("${commonplace.mail.imap.host:}") String host,
            @Value("${commonplace.mail.imap.port:993}") int port,
            @Value("${commonplace.mail.imap.user:}") String user,
            @Value("${commonplace.mail.imap.password:}") String password,
            @Value("${commonplace.mail.imap.folder:INBOX}") String folder) {
        this.mails = mails;
        this.addresses = addresses;
        this.delivery = delivery;
        this.spool = spool;
        this.disk = disk;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.folder = folder;
    }

    /** Fetches what is unread; returns how many mails are new. Nothing where no mailbox is set. */
    public int fetch() {
        if (host.isEmpty() || disk.full()) return 0;
        Properties properties = new Properties();
        properties.put("mail.imap.connectiontimeout", "10000");
        properties.put("mail.imap.timeout", "30000");
        properties.put("mail.imaps.connectiontimeout", "10000");
        properties.put("mail.imaps.timeout", "30000");
        properties.put("mail.imap.starttls.enable", "true");
        try (Store store =
                Session.getInstance(properties).getStore(port == 993 ? "imaps" : "imap")) {
            store.connect(host, port, user, password);
            try (Folder inbox = store.getFolder(folder)) {
                inbox.open(Folder.READ_WRITE);
                return fetch(inbox);
            }
        } catch (MessagingException | IOException e) {
            LOG.warn("the mailbox at {} was not read: {}", host, e.toString());
            return 0;
        }
    }

    /**
     * Keeps what is for us. The rest stays unread for whoever looks into that mailbox too, with a
     * keyword where the server keeps any, and nothing newer waits behind it.
     */
    private int fetch(Folder inbox) throws MessagingException, IOException {
        Message[] unread =
                inbox.search(
                        new AndTerm(
                                new FlagTerm(new Flags(Flags.Flag.SEEN), false),
                                new FlagTerm(PASSED_OVER, false)));
        boolean marks = inbox.getPermanentFlags().contains(Flags.Flag.USER);
        int ours = 0;
        int fresh = 0;
        for (int i = 0; i < unread.length && ours < AT_ONCE; i++) {
            Set<String> recipients = recipients(unread[i]);
            if (recipients.isEmpty()) {
                if (marks) unread[i].setFlags(PASSED_OVER, true);
                continue;
            }
            ours++;
            if (keep(unread[i], recipients)) fresh++;
        }
        return fresh;
    }

    private boolean keep(Message message, Set<String> recipients)
            throws MessagingException, IOException {
        boolean fresh = false;
        try (Spool.Piece mail = spool.piece()) {
            try (OutputStream raw = mail.write()) {
                message.writeTo(raw);
            }
            for (String recipient : recipients)
                fresh |= mails.keep(sender(message), recipient, mail);
        }
        message.setFlag(Flags.Flag.SEEN, true);
        return fresh;
    }

    /** The nearest header that names an address of ours; none where the mail is too large. */
    private Set<String> recipients(Message message) throws MessagingException {
        Set<String> ours = new LinkedHashSet<>();
        if (message.getSize() > Listener.LARGEST) return ours;
        for (String header : RECIPIENTS) {
            String[] values = message.getHeader(header);
            if (values == null) continue;
            for (String value : values) {
                Matcher address = ADDRESS.matcher(value);
                while (address.find())
                    if (addresses.parse(address.group()).filter(delivery::knows).isPresent())
                        ours.add(address.group().toLowerCase(Locale.ROOT));
            }
            if (!ours.isEmpty()) return ours;
        }
        return ours;
    }

    /** The envelope's sender as the provider noted it; empty for a report. */
    private static String sender(Message message) throws MessagingException {
        String[] path = message.getHeader("Return-Path");
        return path == null ? "unknown" : path[0].replaceAll("[<>\\s]", "");
    }
}
