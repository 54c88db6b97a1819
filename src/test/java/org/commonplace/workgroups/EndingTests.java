package org.commonplace.workgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is still to do and when it would meet is said before a group ends, and not left behind. */
class EndingTests extends CommonplaceTest {
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private JdbcClient jdbc;

    private WorkgroupId busy(Person facilitator, Person second) {
        QuestionId question = cast.question(facilitator, "Ending of " + facilitator.id() + "?");
        WorkgroupId id =
                beginnings.begin(
                        Beginnings.Draft.of("How does it end?", List.of(question), "en"),
                        facilitator.viewer());
        seats.join(id, true, second.viewer());
        facilitator
                .get("/workgroups/" + id)
                .form("/workgroups/" + id + "/tasks")
                .with("what", "Return the projector")
                .with("who", second.id().toString())
                .send()
                .ok();
        facilitator
                .get("/workgroups/" + id)
                .form("/workgroups/" + id + "/meetings")
                .with("starts", "2031-05-06T10:30")
                .with("place", "Room 9")
                .send()
                .ok();
        return id;
    }

    private String cancelled(WorkgroupId id) {
        return visitor().get("/workgroups/" + id + "/meetings.ics").ok().body();
    }

    @Test
    void whatIsOpenIsSaidBeforeAndEitherClosedOrNothingEnds() {
        Person facilitator = cast.member("Fina Finishes");
        Person second = cast.member("Sigi Second");
        WorkgroupId id = busy(facilitator, second);
        Client.Page before = facilitator.get("/workgroups/" + id + "/conclusion").ok();
        assertThat(before.text()).contains("Return the projector").contains("Room 9");
        Client.Page refused =
                before.form("/workgroups/" + id + "/conclusion")
                        .with("sentence", "We never found out.")
                        .send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.form("/workgroups/" + id + "/conclusion").value("sentence"))
                .isEqualTo("We never found out.");
        Client.Page delivered =
                before.form("/workgroups/" + id + "/practice").with("body", "x").send();
        assertThat(delivered.status()).isEqualTo(422);
        Client.Page ended =
                refused.form("/workgroups/" + id + "/conclusion").with("rest", "close").send().ok();
        assertThat(ended.text()).contains("We never found out.").contains("closed with the group");
        assertThat(cancelled(id)).contains("STATUS:CANCELLED");
        settle();
        assertThat(second.browser().mail(second.email(), "does not take place")).contains("Room 9");
    }

    @Test
    void orHandedOverToThoseWhoGoOn() {
        Person facilitator = cast.member("Frida Finishes");
        Person second = cast.member("Sepp Goeson");
        WorkgroupId id = busy(facilitator, second);
        Client.Form form =
                facilitator
                        .get("/workgroups/" + id + "/conclusion")
                        .form("/workgroups/" + id + "/conclusion")
                        .with("sentence", "The makers take it.")
                        .with("how", "handed-over")
                        .with("rest", "hand-over");
        assertThat(form.send().status()).as("to whom").isEqualTo(422);
        Client.Page ended = form.with("rest-to", "The makers’ table").send().ok();
        assertThat(ended.text())
                .contains("Return the projector")
                .contains("handed over to The makers’ table");
        assertThat(cancelled(id)).contains("STATUS:CONFIRMED");
    }

    @Test
    void aGroupWithNothingOpenEndsAsBefore() {
        Person facilitator = cast.member("Falko Finishes");
        Person second = cast.member("Sonja Second");
        WorkgroupId id = busy(facilitator, second);
        second.get("/workgroups/" + id).button("Done Return the projector").send().ok();
        second.get("/workgroups/" + id).button("Cancel").send().ok();
        Client.Page before = facilitator.get("/workgroups/" + id + "/conclusion");
        assertThat(before.document().select("input[name=rest]")).isEmpty();
        before.form("/workgroups/" + id + "/conclusion")
                .with("sentence", "Nothing left.")
                .send()
                .ok();
        assertThat(
                        jdbc.sql("select state from catalogue.every where id = :id")
                                .param("id", id.value())
                                .query(String.class)
                                .single())
                .isEqualTo("closed");
    }
}
