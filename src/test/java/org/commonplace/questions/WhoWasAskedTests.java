package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.WaitingRequests;
import org.commonplace.chrome.HouseClock;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.people.Members;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A question's page tells who was asked from the record of it, never by the rule. */
class WhoWasAskedTests extends CommonplaceTest {
    @Autowired private Memberships memberships;
    @Autowired private Communities communities;
    @Autowired private Questions questions;
    @Autowired private RescueClock clock;
    @Autowired private Requests requests;
    @Autowired private WaitingRequests waiting;
    @Autowired private Members members;
    @Autowired private JdbcClient jdbc;

    private String group(Person host, List<Person> people) {
        String slug = "asked-" + host.id();
        CommunityId group =
                communities.found(
                        new Communities.Draft(
                                slug, "Asked " + host.id(), "For a test", "", "community", "en"),
                        host.id());
        for (Person one : people) memberships.join(group, one.id());
        return slug;
    }

    private void host(String group, Person person) {
        jdbc.sql(
                        """
                insert into communities.steward (community, member, since, until)
                select id, :member, now(), current_date + 300 from communities.community where slug = :slug
                """)
                .param("member", person.id().value())
                .param("slug", group)
                .update();
    }

    private QuestionId ask(Person asker, String group, String text) {
        QuestionId id = questions.ask(Questions.Draft.of(text, "en").in(group), asker.viewer());
        settle();
        return id;
    }

    private void at(QuestionId id, Instant then) {
        jdbc.sql("update questions.question set clock_at = null where id <> :id")
                .param("id", id.value())
                .update();
        HouseClock.at(then, clock::ripen);
    }

    private Instant from(QuestionId id) {
        return jdbc.sql("select clock_from from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> Rows.instant(row, "clock_from"))
                .single();
    }

    private String next(Person reader, QuestionId id) {
        return reader.get("/questions/" + id).ok().document().select("section.next").text();
    }

    /** As many things are put before somebody as one week allows. */
    private void fill(Person person) {
        for (int i = 0; i < 3; i++) {
            QuestionId other = cast.question(person, "Busy " + i + " " + person.id() + "?");
            requests.ask(person.id(), "asked", other.value(), List.of("asked"), Map.of());
            assertThat(requests.puts(person.id(), "asked", other.value())).isTrue();
        }
    }

    @Test
    void whoAsksInTheirOwnGroupIsNotSaidToHaveBeenAsked() {
        Person asker = cast.member("Aoife Askhost");
        Person other = cast.member("Olaf Onlooker");
        QuestionId id = ask(asker, group(asker, List.of(other)), "Who waters the ferns?");
        for (Duration after : List.of(Duration.ofMinutes(1), Duration.ofDays(3))) {
            at(id, from(id).plus(after));
            assertThat(next(other, id))
                    .contains("Nobody could be asked by name")
                    .doesNotContain("Aoife");
        }
    }

    @Test
    void hostsWhoHadTheirThreeThingsWaitAndSomebodyElseIsAsked() {
        Person first = cast.member("Brida Busyhost");
        Person second = cast.member("Wanja Weekfull");
        Person asker = cast.member("Aldo Asks");
        fill(first);
        fill(second);
        settle();
        jdbc.sql("update questions.question set clock_at = null").update();
        Person administrator = cast.host("Adele Administers");
        String group = group(first, List.of(second, asker, administrator));
        host(group, second);
        QuestionId id = ask(asker, group, "Where do old keys go?");
        assertThat(next(asker, id))
                .contains("Adele Administers")
                .contains("2 hosts have had their three things")
                .doesNotContain("Brida")
                .doesNotContain("Wanja");
        deliver();
        assertThat(administrator.browser().mail(administrator.email(), "Where do old keys go?"))
                .contains("Aldo Asks");
        assertThat(first.browser().mails(first.email()))
                .noneMatch(mail -> mail.contains("Where do old keys go?"));
        // What the tests before left waiting is not put before anybody now.
        jdbc.sql(
                        "update awareness.request set done_at = now() where done_at is null and card <> :id")
                .param("id", id.value())
                .update();
        HouseClock.at(Instant.now().plus(Duration.ofDays(8)), waiting::ripen);
        deliver();
        assertThat(first.browser().mail(first.email(), "Where do old keys go?")).isNotBlank();
        assertThat(next(asker, id))
                .contains("Brida Busyhost")
                .contains("Wanja Weekfull")
                .doesNotContain("three things");
    }

    @Test
    void hostsAreNamedOnceTheyHaveBeenAskedAndInvitedPeopleAreCounted() {
        Person host = cast.member("Hedi Hostess");
        Person asker = cast.member("Ansgar Asks");
        List<Person> all = new ArrayList<>(List.of(asker));
        for (String name : List.of("Pia Pool", "Pablo Pool")) {
            Person one = cast.member(name);
            members.mayAsk(one.id(), new Members.MayAsk(true, 7));
            all.add(one);
        }
        QuestionId id = ask(asker, group(host, all), "Which lamp reads best?");
        assertThat(next(asker, id))
                .contains("2 people who said that we may ask them have been asked")
                .doesNotContain("Hedi")
                .doesNotContain("Pool");
        at(id, from(id).plus(Duration.ofHours(25)));
        at(id, from(id).plus(Duration.ofHours(73)));
        assertThat(next(asker, id))
                .contains("Hedi Hostess was asked by name")
                .doesNotContain("Pool");
    }

    @Test
    void inAClosedRoomNobodyIsNamed() {
        Person founder = cast.host("Lena Labfounder");
        founder.get("/communities/new")
                .form("/communities")
                .with("name", "Whisperarium " + founder.id())
                .with("purpose", "To fail safely")
                .with("charter", "What is said here stays here.")
                .with("audience", "lab")
                .send()
                .ok();
        String slug = "whisperarium-" + founder.id();
        Person asker = cast.member("Lionel Labasks");
        memberships.join(communities.slugged(slug).orElseThrow(), asker.id());
        for (Person one : List.of(founder, asker))
            one.get("/communities/" + slug)
                    .form("/communities/" + slug + "/consent")
                    .with("agreed", "yes")
                    .send()
                    .ok();
        QuestionId id = ask(asker, slug, "Who failed?");
        for (Duration after : List.of(Duration.ofMinutes(1), Duration.ofDays(3))) {
            at(id, from(id).plus(after));
            assertThat(next(asker, id))
                    .contains("It waits in this room")
                    .doesNotContain("Lena")
                    .doesNotContain("asked by name");
        }
    }
}
