package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.commonplace.people.Belongings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * In a closed room everybody has an alias. After every deed that there is, done by everybody there,
 * all that can be fetched is searched for who they are: names, libraries, languages.
 */
class ClosedRoomTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;
    @Autowired private List<Belongings> belongings;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    /** What must not be read anywhere: parts of names and libraries that nobody else has. */
    private static final List<String> TELLING =
            List.of("Quarrelmott", "Wintersock", "Ploverdale", "Hazelhurdle", "Athenaeum");

    private Person person(String name) {
        return known(cast.trusted(name));
    }

    private static Person known(Person person) {
        person.browser()
                .force(
                        "post",
                        "/me",
                        Map.of(
                                "name",
                                person.name(),
                                "organisation",
                                person.name().replaceAll(".* ", "") + " Athenaeum",
                                "visibility.organisation",
                                "everyone",
                                "country",
                                "IS",
                                "language",
                                "it"))
                .ok();
        return person;
    }

    private World room() {
        Person host = known(cast.host("Hulda Hazelhurdle"));
        return World.closed(
                jdbc,
                communities,
                memberships,
                host,
                person("Zenobia Quarrelmott"),
                person("Wendel Wintersock"),
                person("Philippa Ploverdale"));
    }

    /**
     * Every deed by everybody inside: those after which others are possible, or those that end.
     * After each, what a fellow member finds on the pages of the things is searched.
     */
    private void everythingIsDone(World world, boolean ends, Client fellow, List<Told> told) {
        List<Deeds.Deed> deeds = new ArrayList<>(Deeds.all(mappings));
        deeds.removeIf(deed -> deed.ends() != ends || deed.pattern().contains("/unmasking"));
        Map<String, String> fields;
        for (Deeds.Deed deed : deeds) {
            for (Person doer : List.of(world.asker, world.keeper, world.fellow, world.host)) {
                if (deed.pattern().equals("/communities/{slug}/membership")) continue;
                if (deed.pattern().equals("/communities/{slug}/members/{id}")) continue;
                String token = Deeds.token(doer);
                fields = Deeds.fields(world, deed.pattern());
                fields.remove("language");
                fields.remove("library");
                for (String path : Deeds.paths(deed, world)) {
                    Client.Page answer = Deeds.send(doer.browser(), token, deed, path, fields);
                    assertThat(answer.status()).as(deed + " at " + path).isLessThan(500);
                }
            }
            for (String path : things(world, fellow))
                search("after " + deed + " " + path, fellow.get(path).body(), TELLING, told);
        }
    }

    /** The pages of the things themselves. */
    private Set<String> things(World world, Client fellow) {
        Set<String> paths = everyAddress(world);
        paths.removeIf(
                path ->
                        !path.matches(
                                "/(questions|practices|workgroups|talk|posts)/[0-9a-z]{11}.*"));
        paths.removeIf(
                path -> path.matches(".*\\.(pdf|png|webp|json|ics)$|.*/(qr|picture|paper).*"));
        paths.removeIf(
                path -> !firstSeen.computeIfAbsent(path, one -> fellow.get(one).status() < 400));
        return paths;
    }

    /** Whether an address shows anything; those of another kind of thing do not. */
    private final Map<String, Boolean> firstSeen = new HashMap<>();

    private record Told(String where, String what) {}

    private static void search(String where, String text, List<String> telling, List<Told> told) {
        for (String one : telling)
            if (text.toLowerCase(Locale.ROOT).contains(one.toLowerCase(Locale.ROOT)))
                told.add(
                        new Told(
                                where,
                                one + " in …" + around(text, one).replaceAll("\\s+", " ") + "…"));
    }

    private static String around(String text, String word) {
        int at = text.toLowerCase(Locale.ROOT).indexOf(word.toLowerCase(Locale.ROOT));
        return text.substring(Math.max(0, at - 120), Math.min(text.length(), at + 60));
    }

    /** The pages where hosts and members are named on purpose. */
    private static boolean names(String path) {
        return path.startsWith("/communities") || path.startsWith("/people/");
    }

    private Set<String> everyAddress(World world) {
        Set<String> paths = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                            if (methods.isEmpty() || methods.contains(RequestMethod.GET))
                                for (String pattern : mapping.getPatternValues())
                                    paths.addAll(
                                            Deeds.paths(new Deeds.Deed("get", pattern), world));
                        });
        paths.removeIf(
                path ->
                        path.startsWith("/dev/")
                                || path.startsWith("/me/export")
                                || path.startsWith("/live"));
        return paths;
    }

    /** All that a reader can reach: every address, and every link on what is found there. */
    private void read(
            String who, Client reader, World world, List<String> telling, List<Told> told) {
        Set<String> seen = new LinkedHashSet<>(everyAddress(world));
        Deque<String> next = new ArrayDeque<>(seen);
        int fetched = 0;
        while (!next.isEmpty() && fetched++ < 1500) {
            String path = next.pop();
            Client.Page page = reader.get(path);
            assertThat(page.status()).as(path).isLessThan(500);
            if (names(path) || names(page.path())) continue;
            search(
                    who + " at " + path,
                    page.body() + page.headers().map() + page.path(),
                    telling,
                    told);
            if (!page.document().select("main [lang=it], main[lang=it]").isEmpty()
                    && path.matches(".*(" + String.join("|", world.ids.values()) + ").*"))
                told.add(
                        new Told(
                                who + " at " + path,
                                "Italian: " + page.document().select("main [lang=it]").first()));
            for (String link : page.document().select("a[href^=/]").eachAttr("href")) {
                String plain = link.replaceAll("#.*", "");
                boolean inside = world.ids.values().stream().anyMatch(plain::contains);
                if (inside && seen.add(plain)) next.add(plain);
            }
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void afterEveryDeedNothingTellsWhoIsBehindAnAlias(CapturedOutput log) throws Exception {
        World world = room();
        Person reader = cast.trusted("Rike Reader");
        World.admit(world.slug, communities, memberships, reader);
        List<Told> told = new ArrayList<>();
        for (boolean ends : List.of(false, true)) {
            everythingIsDone(world, ends, reader.browser(), told);
            settle();
            read("a fellow member", reader.browser(), world, TELLING, told);
        }
        for (Person one : world.inside())
            read(
                    one.name(),
                    one.browser(),
                    world,
                    TELLING.stream()
                            .filter(part -> !part.equals("Athenaeum") && !one.name().contains(part))
                            .toList(),
                    told);
        read("an outsider", cast.trusted("Odo Outside").browser(), world, TELLING, told);
        read("a visitor", visitor(), world, TELLING, told);
        for (String feed : reader.ownFeeds())
            search("own feed " + feed, visitor().get(feed).ok().body(), TELLING, told);
        for (Belongings room : belongings)
            room.export(reader.id())
                    .forEach((file, text) -> search("export " + file, text, TELLING, told));
        deliver();
        for (int i = 0; i < 50; i++) pause(100);
        for (MimeMessage letter : mail(reader).everybodysLetters()) {
            String to = MailProgram.header(letter, "To");
            String whole = MailProgram.whole(letter);
            for (Person one : world.inside())
                if (!to.contains(one.email())
                        && whole.contains(one.name().replaceAll(".* ", ""))
                        && world.inside().stream().anyMatch(other -> to.contains(other.email())))
                    told.add(new Told("a letter to " + to, around(whole, one.name())));
            if (to.contains(reader.email())) search("a letter to " + to, whole, TELLING, told);
        }
        search("the log", log.getAll(), TELLING, told);
        assertThat(told).isEmpty();
    }
}
