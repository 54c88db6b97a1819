package org.commonplace.deeds;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A place with one of everything in it, made by pages: a question with an answer and a comment, a
 * practice with talk, dissent, a stamp and a proposal, a workgroup with a task, a meeting and a
 * decision.
 */
final class World {
    private final JdbcClient jdbc;
    final String slug;
    final Person host;
    final Person asker;
    final Person keeper;
    final Person fellow;
    final Map<String, String> ids = new LinkedHashMap<>();

    World(JdbcClient jdbc, String slug, Person host, Person asker, Person keeper, Person fellow) {
        this.jdbc = jdbc;
        this.slug = slug;
        this.host = host;
        this.asker = asker;
        this.keeper = keeper;
        this.fellow = fellow;
    }

    /** In the Commons, which everybody sees. */
    static World open(JdbcClient jdbc, Cast cast) {
        return new World(
                        jdbc,
                        Communities.COMMONS,
                        cast.host("Hanno Host"),
                        cast.trusted("Alma Asker"),
                        cast.trusted("Kolja Keeper"),
                        cast.trusted("Femke Fellow"))
                .furnished();
    }

    /** A closed room where everybody has an alias, founded by a host who has agreed like all. */
    static World closed(
            JdbcClient jdbc,
            Communities communities,
            Memberships memberships,
            Person host,
            Person asker,
            Person keeper,
            Person fellow) {
        host.get("/communities/new")
                .ok()
                .form("/communities")
                .with("name", "Cellar " + host.id())
                .with("purpose", "To fail safely")
                .with("charter", "What is said here stays here.")
                .with("audience", "lab")
                .send()
                .ok();
        String slug = "cellar-" + host.id();
        World world = new World(jdbc, slug, host, asker, keeper, fellow);
        for (Person one : world.inside()) admit(slug, communities, memberships, one);
        return world.furnished();
    }

    static void admit(String slug, Communities communities, Memberships memberships, Person one) {
        memberships.join(communities.slugged(slug).orElseThrow(), one.id());
        one.get("/communities/" + slug)
                .form("/communities/" + slug + "/consent")
                .with("agreed", "yes")
                .send()
                .ok();
    }

    List<Person> inside() {
        return List.of(host, asker, keeper, fellow);
    }

    World furnished() {
        conversation();
        practice();
        workgroup();
        ids.put("member", fellow.id().toString());
        return this;
    }

    private static String id(Client.Page page, String noun) {
        return page.path().replaceAll("^/" + noun + "/([0-9a-z]{11}).*", "$1");
    }

    private void conversation() {
        Client.Page asked =
                asker.get("/questions/new")
                        .form("/questions")
                        .with("text", "Which shelf label lasts?\nOurs fade within a year.")
                        .with("community", slug)
                        .send()
                        .ok();
        String question = id(asked, "questions");
        ids.put("question", question);
        Client.Page answered =
                keeper.get("/questions/" + question)
                        .form("answer ")
                        .with("text", "The printed ones under a thin film.")
                        .send()
                        .ok();
        String answer = answered.document().select("article.answer").attr("id");
        ids.put("answer", answer);
        fellow.get("/posts/" + answer + "/comments/new")
                .form("/posts/")
                .with("text", "Which film do you use?")
                .send()
                .ok();
        ids.put("comment", post(question, "Which film do you use?"));
        ids.put(
                "other",
                id(
                        fellow.get("/questions/new")
                                .form("/questions")
                                .with("text", "Who mends the labels?\nNobody does with us.")
                                .with("community", slug)
                                .send()
                                .ok(),
                        "questions"));
    }

    private void practice() {
        Client.Page kept =
                keeper.get("/practices/new?from=" + ids.get("answer"))
                        .form("/practices")
                        .with("title", "Labels under film")
                        .with("body", "Print them.\n\nCut the film.\n\nPress it on.")
                        .send()
                        .ok();
        String practice = kept.document().select("article.practice").attr("id");
        ids.put("practice", practice);
        fellow.get("/talk/" + practice + "/new")
                .form("/talk/")
                .with("text", "The film turns yellow.")
                .send()
                .ok();
        ids.put("remark", post(practice, "The film turns yellow."));
        asker.get("/talk/" + practice + "/new?kind=dissent")
                .form("/talk/")
                .with("text", "Not in a damp cellar.")
                .send()
                .ok();
        ids.put("dissent", post(practice, "Not in a damp cellar."));
        fellow.get("/practices/" + practice + "/renewals/new")
                .form("/practices/")
                .with("said", "still-true")
                .with("library", "Sandbank Library")
                .send();
        asker.get("/practices/" + practice + "/edit")
                .form("/practices/" + practice)
                .with("body", "Print them twice.\n\nCut the film.\n\nPress it on.")
                .with("summary", "Twice")
                .send()
                .ok();
        ids.put(
                "proposal",
                one("select id from practices.proposal where practice = :thing", practice));
    }

    private void workgroup() {
        Client.Page begun =
                asker.get("/workgroups/new?question=" + ids.get("question"))
                        .form("/workgroups")
                        .with("problem", "Labels that outlive us")
                        .with("done", "A label lasts ten years")
                        .send()
                        .ok();
        String group = id(begun, "workgroups");
        ids.put("group", group);
        keeper.get("/workgroups/" + group).form("/workgroups/" + group + "/membership").send().ok();
        asker.browser()
                .force(
                        "post",
                        "/workgroups/" + group + "/decisions",
                        Map.of(
                                "title", "Film or no film",
                                "body", "We choose.",
                                "method", "consent",
                                "deadline", LocalDate.now().plusDays(3) + "T10:00"));
        ids.put(
                "decision",
                one("select id from workgroups.decision where workgroup = :thing", group));
        asker.browser()
                .force(
                        "post",
                        "/workgroups/" + group + "/tasks",
                        Map.of("what", "Buy film", "due", LocalDate.now().plusDays(9).toString()));
        asker.browser()
                .force(
                        "post",
                        "/workgroups/" + group + "/meetings",
                        Map.of(
                                "starts",
                                Instant.now().plus(Duration.ofDays(2)).toString().substring(0, 16),
                                "minutes",
                                "30",
                                "place",
                                "The cellar"));
        ids.put("task", one("select id from workgroups.task where workgroup = :thing", group));
        ids.put(
                "meeting",
                one("select id from workgroups.meeting where workgroup = :thing", group));
    }

    private String post(String thing, String body) {
        return PublicId.text(
                jdbc.sql("select id from conversations.post where thread = :thing and body = :body")
                        .param("thing", PublicId.parse(thing))
                        .param("body", body)
                        .query((row, n) -> row.getLong(1))
                        .single());
    }

    private String one(String statement, String thing) {
        return PublicId.text(
                jdbc.sql(statement)
                        .param("thing", PublicId.parse(thing))
                        .query((row, n) -> row.getLong(1))
                        .single());
    }

    /** The ids as they stand in the database. */
    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        for (String id : ids.values()) numbers.add(PublicId.parse(id));
        return numbers;
    }
}
