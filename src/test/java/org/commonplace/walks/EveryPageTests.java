package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonplace.Cast.Person;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Talks;
import org.commonplace.installation.Sample;
import org.commonplace.practices.Adoptions;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.practices.Renewals;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Survey;
import org.commonplace.questions.Surveys;
import org.commonplace.topics.Atlas;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.workgroups.Agenda;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Decision;
import org.commonplace.workgroups.DecisionId;
import org.commonplace.workgroups.Decisions;
import org.commonplace.workgroups.Documents;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.commonplace.workgroups.Workgroups;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * axe finds nothing on any page at a desk, and enough contrast at night; on a phone no page is too
 * wide.
 */
class EveryPageTests extends BrowserTest {
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private Memberships memberships;
    @Autowired private Sample sample;

    @Autowired private Answers answers;

    @Autowired private Concepts concepts;
    @Autowired private Practices practices;
    @Autowired private Renewals renewals;
    @Autowired private Adoptions adoptions;
    @Autowired private Talks talks;
    @Autowired private Workgroups workgroups;
    @Autowired private Documents documents;
    @Autowired private Decisions decisions;
    @Autowired private Agenda agenda;
    @Autowired private Surveys surveys;

    private Person host;
    private QuestionId question;
    private PostId answer;
    private ConceptId topic;
    private PracticeId practice;
    private WorkgroupId group;
    private DecisionId decision;
    private QuestionId survey;
    private String lab = "";
    @Autowired private Communities communities;
    @Autowired private Atlas atlas;

    /** A practice with everything on it, a group with a decision, a survey with a reply. */
    private void kept() {
        Person other = cast.member("Otis Other");
        practice =
                practices.keep(
                        NewPractice.of(
                                        "Looking at every page",
                                        "## Step by step\n\n1. Look.\n2. Mend.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
                                        "en")
                                .from(List.of(answer.value())),
                        host.viewer());
        renewals.say(practice, "still-true", "Other Library", "Still so.", other.viewer());
        renewals.say(practice, "changed", "Changed Library", "", other.viewer());
        adoptions.report(
                practice,
                new Adoptions.Tried(
                        "Tried Library",
                        "public",
                        "few",
                        "HR",
                        "partly",
                        "We looked.",
                        "Twice.",
                        "An hour",
                        12,
                        LocalDate.now(ZoneOffset.UTC)),
                other.viewer());
        talks.say(practice.value(), null, "dissent", "Ours would not load.", "en", other.viewer());
        talks.say(practice.value(), null, "comment", "Which browser?", "en", other.viewer());
        group =
                beginnings.begin(
                        Beginnings.Draft.of("Who looks at the pages?", List.of(question), "en"),
                        host.viewer());
        seats.join(group, true, other.viewer());
        documents.save(group, 1, "One looks.\n\nThe other mends.", "", host.viewer());
        decision =
                decisions.propose(
                        group,
                        new Decisions.Draft(
                                "We look on Mondays",
                                "Because.",
                                Decision.Method.CONSENT,
                                List.of(),
                                false,
                                Instant.now().plusSeconds(86_400)),
                        host.viewer());
        decisions.vote(decision, "object", "Mondays are full.", other.viewer());
        agenda.add(group, "Look", null, null, host.viewer());
        agenda.meet(group, Instant.now().plusSeconds(86_400), 30, "Here", "", host.viewer());
        survey = cast.question(host, "What does your library do with old pages?");
        surveys.draft(
                survey,
                List.of(
                        new Survey.Field(1, "Keep them?", "yes-no", List.of()),
                        new Survey.Field(2, "How many?", "number", List.of())),
                host.viewer());
        surveys.reply(
                survey,
                new Surveys.Answered(
                        "Page Library",
                        "law",
                        "one",
                        "IT",
                        Map.of("1", "yes", "2", "7"),
                        "In boxes."),
                other.viewer());
    }

    @BeforeEach
    void things() {
        if (!sample.there()) sample.play();
        host = cast.host("Hera Host");
        question =
                cast.question(
                        host,
                        "Does every page stand up to a look?\nThis one has a body, *and* marks.");
        answer =
                answers.answer(
                        question,
                        "It does.\n\n| a | table |\n|---|---|\n| 1 | 2 |\n\n> and a quotation",
                        "en",
                        host.viewer());
        topic = concepts.create("Looking", "en", "current", null);
        concepts.label(topic, "ar", "pref", "النظر");
        concepts.note(topic, "definition", "en", "What one does with pages.");
        kept();
        lab = "look-" + host.id();
        communities.found(
                new Communities.Draft(
                        lab, "Looking inside", "To look", "We look.", "community", "en", "lab"),
                host.id());
        memberships.join(communities.slugged("commons").orElseThrow(), host.id());
        atlas.draw();
    }

    private static final Route.FulfillOptions NOTHING =
            new Route.FulfillOptions().setContentType("text/javascript").setBody("");

    private List<String> everybodys() {
        return List.of(
                "/",
                "/questions",
                "/questions?show=waiting",
                "/questions/new",
                "/questions/" + question,
                "/posts/" + answer + "/history",
                "/topics",
                "/topics/" + topic,
                "/topics/proposed",
                "/topics/atlas",
                "/communities",
                "/communities/commons",
                "/search",
                "/search?q=evening",
                "/search?q=zzzzzzzz",
                "/sign-in",
                "/about",
                "/moderation",
                "/people/" + host.id(),
                "/practices",
                "/practices?show=unkept",
                "/practices/" + practice,
                "/practices/" + practice + "/versions",
                "/practices/" + practice + "/links",
                "/practices/" + practice + "/versions/1",
                "/practices/" + practice + "/citation",
                "/practices/" + practice + "/proposals",
                "/cards/" + practice + "/lineage",
                "/workgroups",
                "/workgroups/" + group,
                "/workgroups/" + group + "/decisions/" + decision,
                "/questions/" + survey,
                "/questions/" + survey + "/replies/new",
                "/nothing",
                "/dev/mail");
    }

    private List<String> members() {
        return List.of(
                "/",
                "/questions/" + question,
                "/posts/" + answer + "/edit",
                "/posts/" + answer + "/comments/new",
                "/posts/" + answer + "/keeping",
                "/answers/" + answer + "/reports/new",
                "/questions/" + question + "/details",
                "/questions/" + question + "/passing-on",
                "/me",
                "/me/sign-in",
                "/me/leave",
                "/me/watches",
                "/me/alerts",
                "/me/commonplace-book",
                "/house",
                "/house/settings",
                "/house/mail",
                "/me/digest",
                "/sheet",
                "/manual/mail",
                "/me/feeds",
                "/house/imports",
                "/house/moderation",
                "/house/claims",
                "/house/joining",
                "/me/invitations",
                "/me/invitations/asked",
                "/me/blocked",
                "/practices/new",
                "/practices/new?from=" + answer,
                "/practices/" + practice + "/edit",
                "/practices/" + practice + "/settings",
                "/practices/" + practice + "/picture",
                "/practices/" + practice + "/keeping",
                "/practices/" + practice + "/renewals/new",
                "/practices/" + practice + "/adoptions/new",
                "/talk/" + practice + "/new?kind=dissent",
                "/cards/" + practice + "/flag",
                "/workgroups/new",
                "/workgroups/" + group + "/document",
                "/workgroups/" + group + "/charter",
                "/workgroups/" + group + "/conclusion",
                "/workgroups/" + group + "/decisions/new",
                "/questions/" + survey + "/survey",
                "/questions/" + question + "/private",
                "/questions/" + question + "/summary",
                "/communities/new",
                "/communities/commons/edit",
                "/communities/commons/health",
                "/communities/commons/health/top-ten",
                "/communities/commons/stewards",
                "/communities/commons/charter",
                "/communities/" + lab,
                "/communities/" + lab + "/members",
                "/communities/" + lab + "/unmasking");
    }

    @Test
    void everyPageIsWellMadeForAVisitorAndAMember() {
        Page visitor = page(Window.DESK);
        for (String path : everybodys()) {
            visitor.navigate(path);
            wellMade(visitor);
        }
        Page member = signedIn(Window.DESK, host.email());
        for (String path : members()) {
            member.navigate(path);
            wellMade(member);
        }
    }

    private List<String> all() {
        return Stream.concat(everybodys().stream(), members().stream()).toList();
    }

    @Test
    void everyPageIsReadableByNight() {
        Page night = signedIn(Window.DESK.night(), host.email());
        for (String path : all()) {
            night.navigate(path);
            readable(night);
        }
    }

    /** What axe says of a page hardly changes with its language; so it looks at every third. */
    @Test
    void everyPageIsThereInItalianAndWithoutItsScripts() {
        Page italian = signedIn(Window.DESK.in("it"), host.email());
        Page bare = signedIn(Window.DESK, host.email());
        bare.route("**/*.js", route -> route.fulfill(NOTHING));
        List<String> paths = all();
        for (int i = 0; i < paths.size(); i++) {
            italian.navigate(paths.get(i));
            bare.navigate(paths.get(i));
            if (i % 3 == 0) wellMade(italian);
            else calm(italian);
            if (i % 3 == 1) wellMade(bare);
            else calm(bare);
        }
    }

    @Test
    void everyPageFitsAPhone() {
        Page phone = signedIn(Window.DESK.phone(), host.email());
        List<String> paths = all();
        for (int i = 0; i < paths.size(); i++) {
            phone.navigate(paths.get(i));
            assertThat(
                            (Boolean)
                                    phone.evaluate(
                                            "document.documentElement.scrollWidth <= innerWidth"))
                    .as(paths.get(i))
                    .isTrue();
            if (i % 3 == 2) wellMade(phone);
            else calm(phone);
        }
    }

    @Test
    void picturesForPeopleToLookAt() {
        String settled =
                visitor()
                        .get("/questions?show=settled")
                        .document()
                        .select(".card-title a")
                        .attr("href");
        Window[] windows = {
            Window.DESK, Window.DESK.phone(), Window.DESK.night(), Window.DESK.in("it")
        };
        String[] names = {"desk", "phone", "dark", "italian"};
        for (int i = 0; i < windows.length; i++) {
            Page page = page(windows[i]);
            for (String[] one :
                    new String[][] {
                        {"front", "/"},
                        {"question", settled},
                        {"questions", "/questions"},
                        {"search", "/search?q=people who sleep in the library"},
                        {"practice", "/practices/" + practice},
                        {"practices", "/practices"},
                        {"workgroup", "/workgroups/" + group},
                        {"survey", "/questions/" + survey},
                        {"atlas", "/topics/atlas"}
                    }) {
                page.navigate(one[1]);
                picture(page, one[0] + "-" + names[i]);
            }
        }
        Page member = signedIn(Window.DESK, host.email());
        for (String path : List.of("health", "stewards")) {
            member.navigate("/communities/commons/" + path);
            picture(member, path);
        }
        member.navigate("/workgroups/" + group + "/decisions/" + decision);
        picture(member, "decision");
        Page arabic = page(Window.DESK);
        arabic.navigate("/topics/" + topic);
        picture(arabic, "topic-arabic");
        Page today = signedIn(Window.DESK, "ines@example.org");
        picture(today, "today");
        today.navigate(settled);
        today.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        picture(today, "question-print");
        assertThat(today.locator("h1").count()).isEqualTo(1);
    }
}
