package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Map;
import javax.sql.DataSource;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mail that cannot be read does not stop the post: its attempts count before the work. */
class SetAsideTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private IncomingMails mails;
    @Autowired private DataSource source;

    private long keep(Person author, String subject) {
        mails.keep(
                author.email(),
                "commons@localhost",
                ("Authentication-Results: mx.example.org; dmarc=pass\nFrom: "
                                + author.email()
                                + "\nTo: commons@localhost\nSubject: "
                                + subject
                                + "\n\nHello.\n")
                        .getBytes(StandardCharsets.UTF_8));
        return jdbc.sql("select max(id) from mail.incoming").query(Long.class).single();
    }

    private Map<String, Object> row(long id) {
        return jdbc.sql("select state, attempts, outcome from mail.incoming where id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    private void becomes(long id, String state) {
        for (int i = 0; i < 200 && !row(id).get("state").equals(state); i++) pause(50);
        assertThat(row(id)).containsEntry("state", state);
    }

    /** As a process that is killed while it reads leaves the row. */
    @Test
    void anAttemptCountsBeforeTheWork() throws Exception {
        Person ana = cast.trusted("Ana");
        try (Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock =
                    other.prepareStatement("lock table mail.address in access exclusive mode")) {
                lock.execute();
            }
            long id = keep(ana, "Do you lend anvils");
            for (int i = 0; i < 100 && row(id).get("attempts").equals(0); i++) pause(50);
            assertThat(row(id)).containsEntry("state", "waiting").containsEntry("attempts", 1);
            other.rollback();
            becomes(id, "taken");
        }
    }

    @Test
    void whatEndedTheHouseEachTimeIsSetAsideAndTheNextGoesOn() {
        Person ana = cast.trusted("Ana");
        long id =
                jdbc.sql(
                                """
                        insert into mail.incoming (envelope_from, recipient, fingerprint, raw, size, received_at, next_attempt_at, attempts)
                        values ('', 'commons@localhost', sha256(:name::bytea), 'From: x@example.org', 1, now(), now(), 6)
                        returning id
                        """)
                        .param("name", "six " + System.nanoTime())
                        .query(Long.class)
                        .single();
        long next = keep(ana, "Do you lend bellows");
        becomes(next, "taken");
        becomes(id, "failed");
        assertThat(
                        cast.host("Root")
                                .get("/house/mail")
                                .ok()
                                .document()
                                .select("form[action=/house/mail/incoming/" + id + "]"))
                .isNotEmpty();
    }
}
