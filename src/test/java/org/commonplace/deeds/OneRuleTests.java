package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A rule stands once, whatever way somebody comes: what may be done to words is asked of the thing
 * that they belong to, and under which name one speaks of the place.
 */
class OneRuleTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;

    private World open() {
        return World.open(jdbc, cast);
    }

    private World closed() {
        return World.closed(
                jdbc,
                communities,
                memberships,
                cast.host("Hanno Hostname"),
                cast.trusted("Alma Askername"),
                cast.trusted("Kolja Keepername"),
                cast.trusted("Femke Fellowname"));
    }

    @Test
    void aQuestionThatPeopleAnsweredStaysWhateverAddressIsUsed() {
        World world = open();
        String question = world.ids.get("question");
        for (String path : List.of("/questions/" + question, "/posts/" + question)) {
            Client.Page refused = world.asker.browser().force("delete", path, Map.of());
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.text()).as(path).contains("People have answered, so it stays");
        }
        assertThat(visitor().get("/questions/" + question).ok().text()).contains("Ours fade");
    }

    @Test
    void aPracticeThatOthersRelyOnStaysWhateverAddressIsUsed() {
        World world = open();
        String practice = world.ids.get("practice");
        for (String path : List.of("/practices/" + practice, "/posts/" + practice))
            assertThat(world.keeper.browser().force("delete", path, Map.of()).status())
                    .as(path)
                    .isIn(403, 404);
        assertThat(visitor().get("/practices/" + practice).ok().text()).contains("Cut the film");
    }

    @Test
    void whoHandedAPracticeOverNoLongerChangesItsTextByAnyAddress() {
        World world = open();
        String practice = world.ids.get("practice");
        world.keeper.browser().force("delete", "/practices/" + practice + "/steward", Map.of());
        world.fellow.browser().force("post", "/practices/" + practice + "/steward", Map.of());
        for (String path :
                List.of("/practices/" + practice + "/edit", "/posts/" + practice + "/edit")) {
            Client.Page refused =
                    world.keeper
                            .browser()
                            .force(
                                    "post",
                                    path,
                                    Map.of(
                                            "version", "1",
                                            "title", "Taken back",
                                            "body", "Taken back",
                                            "text", "Taken back",
                                            "summary", "Taken back"));
            assertThat(refused.status()).as(path).isIn(403, 404);
        }
        assertThat(visitor().get("/practices/" + practice).ok().text())
                .contains("Cut the film")
                .doesNotContain("Taken back");
    }

    @Test
    void aRemovedCommentIsNoLongerCounted() {
        World world = open();
        world.fellow.browser().force("delete", "/posts/" + world.ids.get("comment"), Map.of());
        assertThat(
                        jdbc.sql("select comments from questions.question where id = :id")
                                .param("id", PublicId.parse(world.ids.get("question")))
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isZero();
    }

    @Test
    void inAClosedRoomChangesHandoversAndWithdrawalsStandUnderAliases() {
        World world = closed();
        String practice = world.ids.get("practice");
        world.keeper
                .get("/practices/" + practice + "/edit")
                .form("/practices/" + practice)
                .with("body", "Print them thrice.")
                .with("summary", "Thrice")
                .send()
                .ok();
        world.host
                .get("/posts/" + world.ids.get("answer") + "/edit")
                .form("/posts/")
                .with("text", "The printed ones, under a film.")
                .send()
                .ok();
        world.keeper.browser().force("delete", "/practices/" + practice + "/steward", Map.of());
        world.fellow.browser().force("post", "/practices/" + practice + "/steward", Map.of());
        world.fellow
                .browser()
                .force(
                        "post",
                        "/practices/" + practice + "/retirement",
                        Map.of("because", "The film is no longer made"));
        settle();
        Person reader = cast.trusted("Rike Readername");
        World.admit(world.slug, communities, memberships, reader);
        for (String path :
                List.of(
                        "/practices/" + practice,
                        "/practices/" + practice + "/versions",
                        "/practices/" + practice + "/keeping",
                        "/practices/" + practice + "/citation",
                        "/practices/" + practice + "/citation.bib",
                        "/cards/" + practice + "/lineage",
                        "/cards/" + practice + "/lineage.ttl",
                        "/questions/" + world.ids.get("question"),
                        "/posts/" + world.ids.get("answer") + "/history"))
            assertThat(reader.get(path).body())
                    .as(path)
                    .doesNotContain("Hostname", "Askername", "Keepername", "Fellowname");
        List<Long> actors =
                jdbc.sql(
                                """
                        select distinct actor from catalogue.activity
                         where card = any(:cards) and actor = any(:members)
                        """)
                        .param("cards", world.numbers().toArray(Long[]::new))
                        .param(
                                "members",
                                world.inside().stream()
                                        .map(one -> one.id().value())
                                        .toArray(Long[]::new))
                        .query((row, n) -> row.getLong(1))
                        .list();
        assertThat(actors).as("what is logged of the room is logged under aliases").isEmpty();
    }

    @Test
    void blockingMembersOneByOneShowsNotWhoseAPrivateReplyIs() {
        World world = closed();
        String question = world.ids.get("question");
        world.keeper
                .browser()
                .force(
                        "post",
                        "/questions/" + question + "/private",
                        Map.of("text", "Only for you."));
        assertThat(world.asker.get("/questions/" + question + "/private").ok().text())
                .contains("Only for you.");
        world.asker.browser().force("post", "/people/" + world.keeper.id() + "/block", Map.of());
        assertThat(world.asker.get("/questions/" + question + "/private").ok().text())
                .contains("Only for you.");
    }

    @Test
    void whatIsMadeOfClosedWordsAndOpenOnesIsClosed() {
        World closed = closed();
        World open = open();
        for (String from :
                List.of(
                        open.ids.get("answer") + " " + closed.ids.get("answer"),
                        closed.ids.get("answer") + " " + open.ids.get("answer"))) {
            Client.Page kept =
                    closed.fellow
                            .get("/practices/new?from=" + from.replace(" ", "+"))
                            .form("/practices")
                            .with("title", "From both " + from)
                            .send()
                            .ok();
            String practice = kept.document().select("article.practice").attr("id");
            assertThat(visitor().get("/practices/" + practice).status()).as(from).isEqualTo(404);
            assertThat(open.asker.get("/practices/" + practice).status()).as(from).isEqualTo(404);
            assertThat(closed.asker.get("/practices/" + practice).status()).as(from).isEqualTo(200);
        }
        World other = closed();
        World.admit(other.slug, communities, memberships, closed.fellow);
        Client.Page refused =
                closed.fellow
                        .browser()
                        .force(
                                "post",
                                "/practices",
                                Map.of(
                                        "from",
                                        closed.ids.get("answer") + " " + other.ids.get("answer"),
                                        "title",
                                        "From two rooms",
                                        "body",
                                        "Both.",
                                        "language",
                                        "en"));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void theLanguageOfATextIsItsOwnAndNotThatOfItsAuthorsPages() {
        World world = closed();
        String question = world.ids.get("question");
        Client italian = world.fellow.browser();
        italian.force("post", "/language", Map.of("language", "it"));
        italian.force(
                "post",
                "/questions/" + question + "/answers",
                Map.of("text", "We write them with a soft pencil, and they last for ten years."));
        italian.force("post", "/questions/" + question + "/answers", Map.of("text", "Pencil."));
        italian.force(
                "post",
                "/questions/" + question + "/answers",
                Map.of("text", "نكتبها بقلم رصاص طري وتدوم عشر سنوات على الأقل"));
        assertThat(
                        jdbc.sql(
                                        "select language from conversations.post where thread = :id and kind = 'answer' order by at offset 1")
                                .param("id", PublicId.parse(question))
                                .query((row, n) -> String.valueOf(row.getString(1)))
                                .list())
                .containsExactly("en", "null", "ar");
    }

    @Test
    void whereOneHasAnAliasNoFormFillsInTheOwnLibrary() {
        World world = closed();
        world.fellow
                .browser()
                .force(
                        "post",
                        "/me",
                        Map.of(
                                "name",
                                world.fellow.name(),
                                "organisation",
                                "Ploverdale Athenaeum"));
        for (String path :
                List.of(
                        "/answers/" + world.ids.get("answer") + "/reports/new",
                        "/practices/" + world.ids.get("practice") + "/adoptions/new",
                        "/practices/" + world.ids.get("practice") + "/renewals/new"))
            assertThat(world.fellow.get(path).ok().body()).as(path).doesNotContain("Ploverdale");
    }

    @Test
    void everyPageOfAClosedRoomSaysWhereOneIsAndAsWhomOneWrites() {
        World world = closed();
        Client.Page form = world.fellow.get("/questions/new?community=" + world.slug).ok();
        assertThat(form.document().select(".room-band").text())
                .contains("Cellar")
                .contains("under the name of a bird");
        assertThat(form.document().select("select[name=community], input[name=alias]")).isEmpty();
        assertThat(form.form("/questions").value("community")).isEqualTo(world.slug);
        assertThat(form.document().select("form[action=/questions]").attr("data-draft"))
                .isEqualTo("ask " + world.slug);
        assertThat(form.text()).doesNotContain("Somebody is named below every answer");
        assertThat(form.document().select(".menu summary").text()).isEqualTo("You");
        Client.Page page = world.keeper.get("/questions/" + world.ids.get("question")).ok();
        String alias =
                page.document().select("article.answer .byline").text().replaceAll(" .*", "");
        assertThat(page.document().select(".room-band").text())
                .contains("You write here as " + alias);
        assertThat(page.document().select("article.answer .byline .tag").eachText())
                .containsExactly("you", "another name");
        for (String path :
                List.of(
                        "/posts/" + world.ids.get("answer") + "/comments/new",
                        "/practices/" + world.ids.get("practice"),
                        "/practices/new?from=" + world.ids.get("answer"),
                        "/workgroups/" + world.ids.get("group"),
                        "/workgroups/new?question=" + world.ids.get("question"),
                        "/talk/" + world.ids.get("practice") + "/new",
                        "/communities/" + world.slug))
            assertThat(world.keeper.get(path).ok().document().select(".room-band"))
                    .as(path)
                    .isNotEmpty();
        Client.Page outside = world.fellow.get("/questions/new").ok();
        assertThat(outside.document().select(".room-band")).isEmpty();
        assertThat(outside.document().select("select[name=community] option").eachAttr("value"))
                .contains("commons")
                .doesNotContain(world.slug);
    }

    @Test
    void inAClosedRoomATypedNameFindsNobodyAndAnAliasDoes() {
        World world = closed();
        String practice = world.ids.get("practice");
        String alias = alias(world.fellow, practice);
        for (String deed : List.of("hands", "handovers")) {
            String field = deed.equals("hands") ? "member" : "to";
            Client.Page refused =
                    world.keeper
                            .browser()
                            .force(
                                    "post",
                                    "/practices/" + practice + "/" + deed,
                                    Map.of(field, "/people/" + world.fellow.id()));
            assertThat(refused.status()).as(deed).isEqualTo(422);
            world.keeper
                    .get("/practices/" + practice + "/keeping")
                    .form("/practices/" + practice + "/" + deed)
                    .with(field, alias)
                    .send()
                    .ok();
        }
        for (Person reader : List.of(world.keeper, world.host, world.asker))
            for (String path :
                    List.of(
                            "/practices/" + practice + "/-",
                            "/practices/" + practice + "/keeping")) {
                Client.Page page = reader.get(path);
                if (page.status() == 200)
                    assertThat(page.body())
                            .as(path + " for " + reader.name())
                            .contains(alias)
                            .doesNotContain("Fellowname")
                            .doesNotContain(world.fellow.id().toString());
            }
    }

    @Test
    void intoACircleOfAClosedRoomNobodyIsLetFromOutsideAndWhoLeavesTheRoomLeavesIt() {
        World world = closed();
        world.asker
                .get("/workgroups/new?question=" + world.ids.get("question"))
                .form("/workgroups")
                .with("problem", "Whom the film serves")
                .with("doneWhen", "We know")
                .with("closed", "yes")
                .send()
                .ok();
        String group =
                PublicId.text(
                        jdbc.sql(
                                        "select id from catalogue.card where title = :title order by id desc limit 1")
                                .param("title", "Whom the film serves")
                                .query((row, n) -> row.getLong(1))
                                .single());
        Person outsider = cast.trusted("Orla Outname");
        for (Person one : List.of(outsider, world.fellow))
            assertThat(
                            world.asker
                                    .browser()
                                    .force(
                                            "post",
                                            "/workgroups/" + group + "/invitations",
                                            Map.of("who", "/people/" + one.id()))
                                    .status())
                    .as(one.name())
                    .isEqualTo(403);
        world.asker.get("/workgroups/" + group + "/-").ok();
        world.asker
                .browser()
                .force("delete", "/communities/" + world.slug + "/membership", Map.of());
        assertThat(world.asker.get("/workgroups/" + group + "/-").status()).isEqualTo(404);
    }

    @Test
    void inAClosedRoomNothingTellsWhoIsBehindAnAliasThatIsNamedToKeep() {
        World world = closed();
        String practice = world.ids.get("practice");
        String alias = alias(world.fellow, practice);
        for (String deed : List.of("hands", "handovers")) {
            String field = deed.equals("hands") ? "member" : "to";
            String path = "/practices/" + practice + "/" + deed;
            for (String name : List.of(alias, "Nobody Here"))
                assertThat(world.asker.browser().force("post", path, Map.of(field, name)).status())
                        .as("a fellow names " + name)
                        .isEqualTo(403);
            for (String name : List.of(alias, "Nobody Here"))
                assertThat(
                                cast.trusted("Odo Outside")
                                        .browser()
                                        .force("post", path, Map.of(field, name))
                                        .status())
                        .as("an outsider names " + name)
                        .isEqualTo(404);
        }
        world.fellow
                .browser()
                .force("delete", "/communities/" + world.slug + "/membership", Map.of());
        assertThat(
                        world.keeper
                                .browser()
                                .force(
                                        "post",
                                        "/practices/" + practice + "/handovers",
                                        Map.of("to", alias))
                                .status())
                .as("whoever left is offered it like everybody")
                .isEqualTo(200);
    }

    private String alias(Person who, String practice) {
        return jdbc.sql(
                        "select p.name from people.alias a join people.persona p on p.id = a.persona where a.member = :member and a.scope = :scope")
                .param("member", who.id().value())
                .param("scope", PublicId.parse(practice))
                .query((row, n) -> row.getString(1))
                .single();
    }

    @Test
    void belowAQuestionNothingIsSaidByTheTalkOfOtherThings() {
        World world = open();
        for (String thing : List.of(world.ids.get("question"), world.ids.get("answer")))
            for (String kind : List.of("comment", "dissent"))
                assertThat(
                                world.fellow
                                        .browser()
                                        .force(
                                                "post",
                                                "/talk/" + thing,
                                                Map.of("text", "Said beside it", "kind", kind))
                                        .status())
                        .as(thing + " " + kind)
                        .isIn(403, 404);
    }
}
