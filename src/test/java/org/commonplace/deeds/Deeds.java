package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * All deeds that there are, as the application itself tells them: every mapping of a form’s method,
 * tried on everything that its address could name, with every field that a form could send. A new
 * deed is among them by itself.
 */
final class Deeds {
    /** Not tried: they end the doer’s own session, or are about the house and not about a thing. */
    private static final List<String> LEFT_OUT =
            List.of(
                    "/dev/", // only in the demo
                    "/drafts", // tried by the tests of forms
                    "/house/", // administrators’ own, tried by theirs
                    "/language",
                    "/theme",
                    "/letters/", // links in letters, tried by the tests of mail
                    "/signed/",
                    "/confirm/",
                    "/addresses/",
                    "/join/",
                    "/set-up/",
                    "/sign-in",
                    "/me", // one’s own settings, sessions and leaving
                    "/join");

    /** A deed: how it is sent, and where to; variables stand in the path. */
    record Deed(String method, String pattern) {
        /** Whether other deeds may no longer be possible after it. */
        boolean ends() {
            return method.equals("delete")
                    || pattern.matches(
                            ".*/(state|conclusion|retirement|successor|duplicate|hiding|membership|practice)");
        }

        @Override
        public String toString() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + pattern;
        }
    }

    private static final int AT_ONCE = 4;

    private Deeds() {}

    static List<Deed> all(RequestMappingHandlerMapping mappings) {
        Set<String> seen = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            for (RequestMethod method : mapping.getMethodsCondition().getMethods())
                                if (method != RequestMethod.GET)
                                    for (String path : mapping.getPatternValues())
                                        seen.add(
                                                method.name().toLowerCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path);
                        });
        List<Deed> deeds = new ArrayList<>();
        for (String one : seen) {
            Deed deed = new Deed(one.split(" ")[0], one.split(" ")[1]);
            if (LEFT_OUT.stream().noneMatch(deed.pattern()::startsWith)) deeds.add(deed);
        }
        assertThat(deeds).hasSizeGreaterThan(80);
        return deeds;
    }

    /** The addresses that a deed could have in a world. */
    static Set<String> paths(Deed deed, World world) {
        Set<String> paths = new TreeSet<>();
        String pattern = deed.pattern().replace("{slug}", world.slug);
        for (Map.Entry<String, String> one : world.ids.entrySet())
            pattern = pattern.replace("{" + one.getKey() + "}", one.getValue());
        if (!pattern.matches(".*\\{(id|card)}.*"))
            return Set.of(pattern.replaceAll("\\{[^}]+}", "1"));
        for (String id : world.ids.values())
            paths.add(pattern.replaceAll("\\{(id|card)}", id).replaceAll("\\{[^}]+}", "1"));
        return paths;
    }

    /** What forms send, so that most of them are understood. */
    static Map<String, String> fields(World world, String pattern) {
        Map<String, String> fields = new HashMap<>();
        for (String words :
                List.of(
                        "text",
                        "body",
                        "title",
                        "line",
                        "words",
                        "because",
                        "summary",
                        "note",
                        "done",
                        "problem",
                        "sentence",
                        "statement",
                        "what",
                        "outcome",
                        "message",
                        "place",
                        "purpose",
                        "charter",
                        "name",
                        "answer",
                        "passage",
                        "adapted")) fields.put(words, "Said by a deed");
        fields.put("library", "Sandbank Library");
        fields.put("verdict", "worked");
        fields.put("said", "still-true");
        fields.put("version", "1");
        fields.put("on", LocalDate.now().toString());
        fields.put("deadline", LocalDate.now().plusDays(4) + "T09:00");
        fields.put("starts", LocalDate.now().plusDays(4) + "T09:00");
        fields.put("until", LocalDate.now().plusDays(20).toString());
        fields.put("ends", LocalDate.now().plusDays(20).toString());
        fields.put("due", LocalDate.now().plusDays(4).toString());
        fields.put("minutes", "30");
        fields.put("method", "consent");
        fields.put("choice", "agree");
        fields.put("kind", pattern.startsWith("/talk/") ? "dissent" : "fix");
        fields.put("role", "member");
        fields.put("what", "other");
        String somebody = "/people/" + world.fellow.id();
        fields.put("to", pattern.endsWith("/state") ? "settled" : somebody);
        if (pattern.startsWith("/talk/")) fields.remove("to");
        fields.put("who", somebody);
        fields.put("member", somebody);
        fields.put("you", "yes");
        fields.put("yes", "yes");
        fields.put("sure", "yes");
        fields.put("agreed", "yes");
        fields.put("ready", "yes");
        fields.put("level", "daily");
        fields.put("decision", "yes");
        fields.put("of", "/questions/" + world.ids.get("other"));
        fields.put("by", "/practices/" + world.ids.get("practice"));
        fields.put("path", "/practices/" + world.ids.get("practice"));
        fields.put("link", "/practices/" + world.ids.get("practice"));
        fields.put("community", world.slug);
        fields.put("question", world.ids.get("question"));
        fields.put("from", world.ids.get("answer"));
        fields.put("email", "colleague@example.org");
        fields.put("topics", "Labels");
        fields.put("months", "12");
        fields.put("promise", "7");
        fields.put("weeks", "4");
        fields.put("audience", "everyone");
        fields.put("language", "en");
        return fields;
    }

    /** One sending of a deed. */
    static Client.Page send(
            Client doer, String token, Deed deed, String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_csrf", token);
        if (!deed.method().equals("post")) all.put("_method", deed.method());
        return doer.post(path, all);
    }

    static String token(Client doer) {
        return doer.get("/about").document().select("input[name=_csrf]").attr("value");
    }

    static String token(Person doer) {
        return token(doer.browser());
    }

    /** The same sending four times, at one instant; returns what each was answered. */
    static List<Client.Page> atOnce(
            Client doer, String token, Deed deed, String path, Map<String, String> fields) {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Client.Page>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++)
                answers.add(
                        all.submit(
                                () -> {
                                    start.await();
                                    return send(doer, token, deed, path, fields);
                                }));
            List<Client.Page> pages = new ArrayList<>();
            for (Future<Client.Page> answer : answers) pages.add(answer.get());
            return pages;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
