package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.Disk;
import org.commonplace.chrome.Spool;
import org.commonplace.people.Members;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One mailbox at a provider's, read by IMAP from a real server. */
class ImapTests extends CommonplaceTest {
    @Autowired private IncomingMails mails;
    @Autowired private Addresses addresses;
    @Autowired private Delivery delivery;
    @Autowired private Members members;
    @Autowired private Spool spool;
    @Autowired private Disk disk;

    private static MimeMessage mail(Person author, String to, String subject) throws Exception {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(author.email());
        mail.setRecipients(Message.RecipientType.TO, to);
        mail.setSubject(subject);
        mail.setText("Read from a mailbox.");
        mail.setHeader("Return-Path", "<" + author.email() + ">");
        mail.setHeader("Authentication-Results", "mx.example.org; dmarc=pass");
        mail.saveChanges();
        return mail;
    }

    @Test
    void whatIsUnreadIsTakenOnceAndWhatIsNotOursStaysUnread() throws Exception {
        GreenMail provider = new GreenMail(new ServerSetup(free(), "127.0.0.1", "imap"));
        provider.start();
        try {
            GreenMailUser box = provider.setUser("house@localhost", "house", "secret");
            Person ana = cast.member("Ana Imap");
            members.trust(ana.id());
            String title = "Does the mailbox work?";
            box.deliver(mail(ana, "commonplace+commons@localhost", title));
            box.deliver(mail(ana, "somebody-else@localhost", "Not ours"));
            ImapPost post =
                    new ImapPost(
                            mails,
                            addresses,
                            delivery,
                            spool,
                            disk,
                            "127.0.0.1",
                            provider.getImap().getPort(),
                            "house",
                            "secret",
                            "INBOX");
            assertThat(post.fetch()).isEqualTo(1);
            mail(ana).letter("Your question is asked");
            assertThat(post.fetch()).isZero();

        } finally {
            provider.stop();
        }
    }

    @Test
    void aProviderThatIsAwayIsNoCatastrophe() throws Exception {
        ImapPost post =
                new ImapPost(
                        mails,
                        addresses,
                        delivery,
                        spool,
                        disk,
                        "127.0.0.1",
                        free(),
                        "house",
                        "secret",
                        "INBOX");
        assertThat(post.fetch()).isZero();
    }
}
