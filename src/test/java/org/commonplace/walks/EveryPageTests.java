package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.conversations.PostId;
import org.commonplace.installation.Sample;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** axe finds nothing on any page at a desk, by day and by night; on a phone no page is too wide. */
class EveryPageTests extends BrowserTest {
    @Autowired private Sample sample;

    @Autowired private Answers answers;

    @Autowired private Concepts concepts;

    private Person host;
    private QuestionId question;
    private PostId answer;
    private ConceptId topic;

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
                "/communities",
                "/communities/commons",
                "/search",
                "/search?q=evening",
                "/search?q=zzzzzzzz",
                "/sign-in",
                "/about",
                "/moderation",
                "/people/" + host.id(),
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
                "/me/commonplace-book",
                "/house",
                "/house/settings",
                "/house/imports",
                "/house/moderation",
                "/house/claims",
                "/house/joining",
                "/me/invitations",
                "/communities/new",
                "/communities/commons/edit");
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

    @Test
    void everyPageIsWellMadeByNight() {
        Page night = signedIn(Window.DESK.night(), host.email());
        for (String path : everybodys()) {
            night.navigate(path);
            wellMade(night);
        }
        for (String path : members()) {
            night.navigate(path);
            wellMade(night);
        }
    }

    @Test
    void everyPageIsWellMadeInItalianAndWithoutItsScripts() {
        Page italian = signedIn(Window.DESK.in("it"), host.email());
        Page bare = signedIn(Window.DESK, host.email());
        bare.route("**/*.js", route -> route.fulfill(NOTHING));
        for (String path : everybodys()) {
            italian.navigate(path);
            wellMade(italian);
        }
        for (String path : members()) {
            italian.navigate(path);
            wellMade(italian);
            bare.navigate(path);
            wellMade(bare);
        }
    }

    @Test
    void everyPageFitsAPhoneAndIsWellMadeThere() {
        Page phone = signedIn(Window.DESK.phone(), host.email());
        for (String path :
                java.util.stream.Stream.concat(everybodys().stream(), members().stream())
                        .toList()) {
            phone.navigate(path);
            assertThat(
                            (Boolean)
                                    phone.evaluate(
                                            "document.documentElement.scrollWidth <= innerWidth"))
                    .as(path)
                    .isTrue();
            wellMade(phone);
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
                        {"search", "/search?q=people who sleep in the library"}
                    }) {
                page.navigate(one[1]);
                picture(page, one[0] + "-" + names[i]);
            }
        }
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
