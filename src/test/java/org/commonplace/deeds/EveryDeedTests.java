package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every deed that there is, tried on everything: twice at one instant by whoever may, and by those
 * who may not.
 */
class EveryDeedTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    private World open() {
        return World.open(jdbc, cast);
    }

    private World closed() {
        return World.closed(
                jdbc,
                communities,
                memberships,
                cast.host("Hanno Host"),
                cast.trusted("Alma Asker"),
                cast.trusted("Kolja Keeper"),
                cast.trusted("Femke Fellow"));
    }

    @Test
    void whateverIsDoneTwiceAtOnceLeavesTheHouseTrue() {
        Invariants.hold(jdbc, "nothing yet");
        List<String> failed = new ArrayList<>();
        World world = open();
        for (Deeds.Deed deed : Deeds.all(mappings)) {
            for (Person doer : List.of(world.asker, world.keeper, world.host)) {
                String token = Deeds.token(doer);
                for (String path : Deeds.paths(deed, world))
                    for (Client.Page answer :
                            Deeds.atOnce(
                                    doer.browser(),
                                    token,
                                    deed,
                                    path,
                                    Deeds.fields(world, deed.pattern())))
                        if (answer.status() >= 500)
                            failed.add(
                                    deed
                                            + " as "
                                            + path
                                            + " by "
                                            + doer.name()
                                            + ": "
                                            + answer.status());
            }
            Invariants.hold(jdbc, deed.toString());
            if (deed.ends()) world = open();
        }
        assertThat(failed).isEmpty();
    }

    /** Every row that names one of a world’s things, in the rooms that hold what people made. */
    private Map<String, String> made(World world) {
        List<String> tables =
                jdbc.sql(
                                """
                        select table_schema || '.' || table_name from information_schema.tables
                         where table_type = 'BASE TABLE'
                           and table_schema in ('catalogue', 'conversations', 'questions', 'practices', 'workgroups',
                                                'communities', 'lineage', 'moderation')
                           and table_name not in ('cursor', 'tally', 'place')
                        """)
                        .query((row, n) -> row.getString(1))
                        .list();
        Map<String, String> made = new java.util.TreeMap<>();
        String named = String.join("|", world.numbers().stream().map(String::valueOf).toList());
        for (String table : tables)
            made.put(
                    table,
                    jdbc.sql(
                                    "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from "
                                            + table
                                            + " t where t::text ~ :named")
                            .param("named", named)
                            .query((row, n) -> row.getString(1))
                            .single());
        return made;
    }

    @Test
    void nothingInAClosedRoomIsDoneFromOutside() {
        World world = closed();
        settle();
        Map<String, String> before = made(world);
        Person outsider = cast.trusted("Odo Outside");
        Person moderator = cast.moderator("Mo Outside");
        List<String> answered = new ArrayList<>();
        for (Client stranger : List.of(outsider.browser(), moderator.browser(), visitor())) {
            String token = Deeds.token(stranger);
            for (Deeds.Deed deed : Deeds.all(mappings))
                for (String path : Deeds.paths(deed, world)) {
                    if (!deed.pattern().contains("{")) continue;
                    Client.Page answer =
                            Deeds.send(
                                    stranger,
                                    token,
                                    deed,
                                    path,
                                    Deeds.fields(world, deed.pattern()));
                    if (answer.status() >= 500)
                        answered.add(deed + " at " + path + ": " + answer.status());
                    if (answer.body().contains("Labels under film")
                            || answer.body().contains("Which shelf label lasts"))
                        answered.add(deed + " at " + path + " shows what is inside");
                }
        }
        settle();
        assertThat(answered).isEmpty();
        assertThat(made(world)).isEqualTo(before);
    }

    private record Text(String id, String body, String gone, String steward) {}

    private List<Text> texts(World world, Person but) {
        return jdbc.sql(
                        """
                select p.id::text as id, p.body, coalesce(c.gone_at::text, '') as gone, coalesce(k.steward::text, '') as steward
                  from conversations.post p join catalogue.card c on c.id = p.id
                  left join practices.practice k on k.id = p.id
                 where p.id = any(:ids) and p.author <> all(:own) order by p.id
                """)
                .param("ids", world.numbers().toArray(Long[]::new))
                .param("own", but.viewer().personas().toArray(Long[]::new))
                .query(
                        (row, n) ->
                                new Text(
                                        row.getString("id"),
                                        row.getString("body"),
                                        row.getString("gone"),
                                        row.getString("steward")))
                .list();
    }

    @Test
    void aFellowMemberAndAFormerKeeperChangeAndRemoveNobodysWords() {
        for (boolean lab : List.of(true, false)) {
            World world = lab ? closed() : open();
            String practice = world.ids.get("practice");
            world.keeper.browser().force("delete", "/practices/" + practice + "/steward", Map.of());
            world.asker.browser().force("post", "/practices/" + practice + "/steward", Map.of());
            for (Person doer : List.of(world.fellow, world.keeper)) {
                String token = Deeds.token(doer);
                List<Text> before = texts(world, doer);
                assertThat(before).hasSizeGreaterThan(4);
                for (Deeds.Deed deed : Deeds.all(mappings))
                    for (String path : Deeds.paths(deed, world)) {
                        Client.Page answer =
                                Deeds.send(
                                        doer.browser(),
                                        token,
                                        deed,
                                        path,
                                        Deeds.fields(world, deed.pattern()));
                        assertThat(answer.status()).as(deed + " at " + path).isLessThan(500);
                    }
                assertThat(texts(world, doer)).isEqualTo(before);
            }
        }
    }
}
