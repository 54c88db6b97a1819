package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What pages read is kept, and must be what the one view says that it should be. */
class KeptTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;

    @Autowired private Members members;

    @Autowired private Concepts concepts;

    @Autowired private Claims claims;

    private List<Map<String, Object>> differing() {
        return jdbc.sql(
                        """
                (select persona, person, name, alias, sample, unclaimed, source_site, source_url, organisation,
                        organisation_for_members, country, sector from people.byline)
                except
                (select persona, person, name, alias, sample, unclaimed, source_site, source_url, organisation,
                        organisation_for_members, country, sector from people.signature)
                """)
                .query()
                .listOfRows();
    }

    @Test
    void aBylineFollowsNameProfileClaimAndLeaving() {
        Person person = cast.member("Bea Byline");
        MemberId old =
                members.bringIn(
                                List.of(
                                        new Members.Imported(
                                                "old.example",
                                                "7" + person.id(),
                                                "bea_1999",
                                                "https://old.example/users/7",
                                                "",
                                                null,
                                                null,
                                                java.time.Instant.EPOCH)))
                        .getFirst();
        assertThat(differing()).isEmpty();
        claims.make(old, person.id(), "That was me.");
        Person host = cast.host("Claude Claims");
        claims.open().stream()
                .filter(claim -> claim.persona().equals(old))
                .forEach(claim -> claims.decide(claim.id(), true, host.id()));
        assertThat(name(old)).as("as it was signed that day").isEqualTo("bea_1999");
        person.get("/me").form("me").with("name", "Beatrix Byline").send().ok();
        assertThat(name(new MemberId(person.id().value()))).isEqualTo("Beatrix Byline");
        assertThat(name(old)).isEqualTo("bea_1999");
        members.leave(person.id());
        assertThat(name(new MemberId(person.id().value()))).isNull();
        assertThat(differing()).isEmpty();
    }

    private String name(MemberId persona) {
        return jdbc.sql("select name from people.byline where persona = :id")
                .param("id", persona.value())
                .query((row, n) -> java.util.Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    @Test
    void aTopicIsCalledWhatItsLabelsSay() {
        ConceptId concept = concepts.labelledOrProposed("Kept label", "en", null);
        concepts.label(concept, "it", "pref", "Etichetta tenuta");
        assertThat(
                        jdbc.sql(
                                        """
                        select c.id from topics.concept c left join topics.naming n on n.concept = c.id
                         where c.state <> 'merged'
                           and (c.names, c.name, c.name_language) is distinct from (n.names, n.name, n.name_language)
                        """)
                                .query(Long.class)
                                .list())
                .isEmpty();
        assertThat(
                        jdbc.sql("select names ->> 'it' from topics.concept where id = :id")
                                .param("id", concept.value())
                                .query(String.class)
                                .single())
                .isEqualTo("Etichetta tenuta");
    }
}
