package org.commonplace;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.commonplace.people.Links;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Role;
import org.commonplace.people.Viewer;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.springframework.boot.test.context.TestConfiguration;

/** People for tests: each call makes somebody new, so that no test meets another's. */
@TestConfiguration(proxyBeanMethods = false)
public class Cast {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private final Members members;
    private final Links links;
    private final Questions questions;

    Cast(Members members, Links links, Questions questions) {
        this.members = members;
        this.links = links;
        this.questions = questions;
    }

    /** Somebody: a member with a browser that is signed in. */
    public record Person(MemberId id, String name, String email, Client browser, Cast cast) {
        public Viewer viewer() {
            return cast.members.viewer(id);
        }

        public Client.Page get(String path) {
            return browser.get(path);
        }

        /** The addresses of the person's own feeds and calendar, made anew. */
        public List<String> ownFeeds() {
            return get("/me/feeds")
                    .button("Make my address")
                    .send()
                    .ok()
                    .document()
                    .select("dl.addresses a")
                    .eachAttr("href");
        }
    }

    public Person member(String name) {
        String email =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")
                        + COUNT.incrementAndGet()
                        + "@example.org";
        MemberId id = members.arrive(email, name, Locale.ENGLISH);
        return new Person(id, name, email, signedIn(email), this);
    }

    /** A member whose posts are not held for a look. */
    public Person trusted(String name) {
        Person person = member(name);
        members.trust(person.id());
        return person;
    }

    public Person host(String name) {
        Person person = member(name);
        members.appoint(person.id(), Role.HOST);
        return person;
    }

    public Person moderator(String name) {
        Person person = member(name);
        members.appoint(person.id(), Role.MODERATOR);
        return person;
    }

    /** Where a sign-in link leads that somebody of this address has in the mail. */
    public String link(String email) {
        return "/sign-in/"
                + links.make(
                        "sign-in",
                        email,
                        null,
                        Map.of("next", "/", "language", "en"),
                        Duration.ofHours(1));
    }

    public Client signedIn(String email) {
        Client browser = new Client(CommonplaceTest.url());
        browser.get(link(email)).button("Sign in").send().ok();
        return browser;
    }

    /** A question asked by the rooms' own method. */
    public QuestionId question(Person asker, String text) {
        return questions.ask(Questions.Draft.of(text, "en"), asker.viewer());
    }
}
