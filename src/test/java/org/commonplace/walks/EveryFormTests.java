package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Talks;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Decision;
import org.commonplace.workgroups.DecisionId;
import org.commonplace.workgroups.Decisions;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every form that the house takes, found by reflection: none fails, and none loses or cuts words.
 */
class EveryFormTests extends CommonplaceTest {
    private static final Pattern READ =
            Pattern.compile(
                    "(?:text|words|line|note|given|get|OrDefault|meant|date|past|web|labels|number|choice)"
                            + "\\((?:\\w+, )*\"([\\w-]+)\"");
    private static final String SMILES = "😀".repeat(8_000);

    /** What is short by its nature, of a text that stands whole elsewhere. */
    private static final Set<String> SHORT = Set.of("gist", "slug", "title", "facts", "subject");

    /** Forms without words of one's own: what is not a choice there counts as none. */
    private static final Set<String> WORDLESS =
            Set.of(
                    "/theme",
                    "/house/imports/upload",
                    "/language",
                    "/me/watches",
                    "/me/leave",
                    "/sign-in",
                    "/sign-in/password");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @Autowired private JdbcClient jdbc;
    @Autowired private Answers answers;
    @Autowired private Practices practices;
    @Autowired private Talks talks;
    @Autowired private Concepts concepts;
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private Decisions decisions;
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;

    private Person host;
    private Person other;
    private QuestionId question;
    private QuestionId survey;
    private PostId answer;
    private PostId said;
    private PracticeId practice;
    private WorkgroupId group;
    private DecisionId decision;
    private ConceptId topic;
    private String lab = "";

    @BeforeEach
    void things() {
        host = cast.host("Hera Host");
        other = cast.trusted("Otis Other");
        question = cast.question(host, "Which forms lose words?");
        survey = cast.question(host, "What does your library do with forms?");
        answer = answers.answer(question, "None of these.", "en", host.viewer());
        practice =
                practices.keep(NewPractice.of("Keeping words", "Keep them.", "en"), host.viewer());
        said = talks.say(practice.value(), null, "comment", "All?", "en", host.viewer());
        topic = concepts.create("Words " + host.id(), "en", "current", null);
        group =
                beginnings.begin(
                        Beginnings.Draft.of("Who keeps words?", List.of(), "en"), host.viewer());
        seats.join(group, true, other.viewer());
        decision =
                decisions.propose(
                        group,
                        new Decisions.Draft(
                                "We keep words",
                                "Because.",
                                Decision.Method.CONSENT,
                                List.of(),
                                false,
                                Instant.now().plusSeconds(86_400)),
                        host.viewer());
        lab = "words-" + host.id();
        communities.found(
                new Communities.Draft(
                        lab, "Words", "To keep", "We keep.", "community", "en", "lab"),
                host.id());
        memberships.join(communities.slugged("commons").orElseThrow(), host.id());
    }

    /** A handler and an address of it where something is. */
    private record Sent(String pattern, String path, HandlerMethod method) {}

    private List<Sent> forms() {
        List<Sent> forms = new ArrayList<>();
        handlers.getHandlerMethods()
                .forEach(
                        (info, method) -> {
                            if (!method.hasMethodAnnotation(PostMapping.class)) return;
                            for (String pattern : info.getPatternValues())
                                forms.add(new Sent(pattern, path(pattern), method));
                        });
        assertThat(forms).hasSizeGreaterThan(80);
        forms.sort(java.util.Comparator.comparing(Sent::pattern));
        return forms;
    }

    private String path(String pattern) {
        QuestionId asked = pattern.matches(".*/(survey|replies)$") ? survey : question;
        return pattern.replace("/questions/{id}", "/questions/" + asked)
                .replace("/answers/{id}", "/answers/" + answer)
                .replace("/posts/{id}", "/posts/" + answer)
                .replace("/talk/{card}", "/talk/" + practice)
                .replace("/practices/{id}", "/practices/" + practice)
                .replace("/workgroups/{id}", "/workgroups/" + group)
                .replace("{decision}", decision.toString())
                .replace("/communities/{slug}", "/communities/" + lab)
                .replace("/cards/{id}", "/cards/" + practice)
                .replace("/people/{id}", "/people/" + other.id())
                .replace("/topics/proposed/{id}", "/topics/proposed/" + topic)
                .replace("/topics/{id}", "/topics/" + topic)
                .replaceAll("/house/mail/([a-z]+)/\\{id}", "/house/mail/$1/1")
                .replaceAll("\\{[a-z]+}", PublicId.text(PublicId.next()));
    }

    private Client.Page send(Sent form, Map<String, String> fields) {
        return host.browser().force("post", form.path(), fields);
    }

    @Test
    void nothingAtAllIsRefusedInWordsAndNeverFails() {
        Map<String, Integer> failed = new HashMap<>();
        for (Sent form : forms()) {
            // Leaving and signing in would end what is tested.
            int status = send(form, Map.of()).status();
            if (status >= 500) failed.put(form.pattern(), status);
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void whatIsTooLongIsRefusedWithEverythingStillThereAndNothingIsCut() throws IOException {
        List<String> wrong = new ArrayList<>();
        int looked = 0;
        List<Sent> forms = forms();
        for (int i = 0; i < forms.size(); i++) {
            Sent form = forms.get(i);
            Map<String, String> fields = new HashMap<>();
            for (String name : names(form.method()))
                fields.put(name, "begin" + i + "x" + SMILES + "end" + i + "x");
            fields.remove("_method");
            fields.remove("version");
            if (fields.isEmpty()) continue;
            assertThat(fields.size()).as("fit into one form").isLessThan(80);
            fields.put("version", "1");
            Client.Page page = send(form, fields);
            if (page.status() == 422 || page.status() == 200) looked++;
            boolean there = page.body().contains("end" + i + "x");
            if (page.status() >= 500) wrong.add(form.pattern() + " fails with " + page.status());
            else if (page.status() == 422
                    && !there
                    && !WORDLESS.contains(form.pattern())
                    && !form.pattern().contains("password"))
                wrong.add(form.pattern() + " refuses and the words are gone");
            else if (page.status() == 200
                    && !there
                    && written(form.method())
                    && !WORDLESS.contains(form.pattern())
                    && !kept("end" + i + "x"))
                wrong.add(form.pattern() + " is taken and the words are gone");
        }
        wrong.addAll(cut());
        assertThat(wrong).isEmpty();
        assertThat(looked).isGreaterThan(50);
    }

    @Test
    void anUnknownNameComesBackWithTheLineThatWasTyped() {
        Map<String, String> fields =
                Map.of("who", "Nobody Knows", "to", "Nobody Knows", "line", "You know maps.");
        for (String path :
                List.of(
                        "/workgroups/" + group + "/invitations",
                        "/practices/" + practice + "/handovers",
                        "/practices/" + practice + "/reviews")) {
            Client.Page page = host.browser().force("post", path, fields);
            assertThat(page.status()).as(path).isEqualTo(422);
            assertThat(page.text()).as(path).contains("Nobody is known by exactly this name");
            assertThat(page.form(path).value("line").strip()).as(path).isEqualTo("You know maps.");
            assertThat(page.body()).as(path).contains("value=\"Nobody Knows\"");
        }
    }

    private static boolean written(HandlerMethod method) {
        return Stream.of(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == Form.class);
    }

    /** The names that the handler's room reads, and its parameters. */
    private static Set<String> names(HandlerMethod method) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter parameter : method.getMethod().getParameters())
            if (parameter.getType() == String.class) names.add(parameter.getName());
        Path room =
                Path.of("src/main/java", method.getBeanType().getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(room)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                if (code.contains("Form form") || code.contains("Form sent"))
                    READ.matcher(code).results().forEach(found -> names.add(found.group(1)));
            }
        }
        if (method.getBeanType().getSimpleName().startsWith("Survey")) names.add("label-1");
        return names;
    }

    private List<String> tables() {
        return jdbc.sql(
                        """
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'flyway', 'public')
                """)
                .query(String.class)
                .list();
    }

    private boolean kept(String mark) {
        return tables().stream()
                .anyMatch(
                        table ->
                                jdbc.sql(
                                                "select exists (select from "
                                                        + table
                                                        + " t where t::text like :mark)")
                                        .param("mark", "%" + mark + "%")
                                        .query(Boolean.class)
                                        .single());
    }

    /** Columns that hold the beginning of what was typed, and not its end. */
    private Set<String> cut() {
        Set<String> cut = new TreeSet<>();
        for (String table : tables())
            jdbc.sql(
                            """
                    select f.key, count(*) from %s t, jsonb_each_text(to_jsonb(t)) f
                     where t::text like '%%x😀😀😀%%' and f.value ~ 'begin[0-9]+x' and f.value !~ 'end[0-9]+x'
                     group by f.key
                    """
                                    .formatted(table))
                    .query(
                            row -> {
                                if (!SHORT.contains(row.getString(1)))
                                    cut.add(table + "." + row.getString(1) + " is cut");
                            });
        return cut;
    }
}
