package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A claimed name stays as it was signed that day, leads to the person, and can be given back. */
class ClaimTests extends CommonplaceTest {
    @Autowired private Members members;
    @Autowired private JdbcClient jdbc;

    private record Signed(String name, String organisation, long person, boolean unclaimed) {}

    private Signed signed(MemberId persona) {
        return jdbc.sql(
                        "select name, organisation, person, unclaimed from people.byline where persona = :id")
                .param("id", persona.value())
                .query(
                        (row, n) ->
                                new Signed(
                                        row.getString(1),
                                        String.valueOf(row.getString(2)),
                                        row.getLong(3),
                                        row.getBoolean(4)))
                .single();
    }

    private MemberId old(Person person, String name) {
        return members.bringIn(
                        List.of(
                                new Members.Imported(
                                        "claims.example",
                                        name + person.id(),
                                        name,
                                        "https://claims.example/users/" + name,
                                        "",
                                        null,
                                        null,
                                        Instant.EPOCH)))
                .getFirst();
    }

    private static void claim(Person person, MemberId old, Person administrator) {
        person.get("/people/" + old)
                .form("/people/" + old + "/claim")
                .with("statement", "I signed so in 2012.")
                .send()
                .ok();
        Client.Page page = administrator.get("/house/claims");
        page.document().select("article.card").stream()
                .filter(card -> card.html().contains("/people/" + old))
                .findFirst()
                .orElseThrow();
        String action =
                page.document().select("article.card").stream()
                        .filter(card -> card.html().contains("/people/" + old))
                        .findFirst()
                        .orElseThrow()
                        .select("form")
                        .attr("action");
        page.form(action).with("granted", "true").send().ok();
    }

    @Test
    void theNameAndTheLibraryOfThatDayStayAndLeadToThePerson() {
        Person person = cast.member("Ines Nowadays");
        Person administrator = cast.host("Clara Claims");
        person.get("/me")
                .form("me")
                .with("organisation", "Library of Today")
                .with("visibility.organisation", "everyone")
                .send()
                .ok();
        MemberId old = old(person, "ines_2012");
        claim(person, old, administrator);
        assertThat(signed(old))
                .isEqualTo(new Signed("ines_2012", "null", person.id().value(), false));
        assertThat(visitor().get("/people/" + old).path()).isEqualTo("/people/" + person.id());
        assertThat(visitor().get("/people/" + person.id()).text()).contains("ines_2012");
        person.get("/me").form("me").with("name", "Ines Renamed").send().ok();
        assertThat(signed(old).name()).isEqualTo("ines_2012");
    }

    @Test
    void aGrantedClaimIsTakenBackByTheAdministratorOrGivenBackByThePerson() {
        Person person = cast.member("Iva Giveback");
        Person stranger = cast.member("Stella Stranger");
        Person administrator = cast.host("Carl Claims");
        for (boolean self : List.of(false, true)) {
            MemberId old = old(person, "iva_" + self);
            claim(person, old, administrator);
            assertThat(
                            stranger.browser()
                                    .force(
                                            "delete",
                                            "/people/" + old + "/claim",
                                            java.util.Map.of())
                                    .status())
                    .isEqualTo(403);
            assertThat(signed(old).person()).isEqualTo(person.id().value());
            Client.Page page =
                    self
                            ? person.get("/people/" + person.id())
                            : administrator.get("/house/claims");
            page.form("/people/" + old + "/claim").send().ok();
            assertThat(signed(old)).isEqualTo(new Signed("iva_" + self, "null", old.value(), true));
            assertThat(visitor().get("/people/" + old).ok().path()).isEqualTo("/people/" + old);
            assertThat(visitor().get("/people/" + person.id()).text())
                    .doesNotContain("iva_" + self);
            claim(person, old, administrator);
            assertThat(signed(old).person()).isEqualTo(person.id().value());
        }
    }
}
