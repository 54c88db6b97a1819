package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.people.Members;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mails as programs of the world really send them ({@code src/test/resources/mails}): each is
 * handed over by SMTP and has the outcome that a careful reader expects. The share of those whose
 * own words were found exactly is printed.
 */
class AwkwardMailTests extends CommonplaceTest {

    @Autowired private IncomingMails mails;
    @Autowired private Members members;
    @Autowired private JdbcClient jdbc;
    @Autowired private Answers answers;

    /** One mail and what is to become of it. */
    record Case(
            String file,
            String about,
            String to,
            String from,
            String outcome,
            String text,
            List<String> commands,
            List<String> files,
            String title) {}

    private record Came(
            String state,
            String outcome,
            String text,
            String title,
            List<String> files,
            String hard) {}

    private static List<Case> cases(String folder) throws IOException {
        try (InputStream in = AwkwardMailTests.class.getResourceAsStream(folder + "cases.json")) {
            return JsonMapper.shared()
                    .rebuild()
                    .disable(
                            tools.jackson.databind.DeserializationFeature
                                    .FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(in, new TypeReference<List<Case>>() {});
        }
    }

    @Test
    void everyAwkwardMailHasTheOutcomeThatAReaderExpects() throws Exception {
        List<Case> cases = cases(FIRST);
        assertThat(cases).hasSizeGreaterThanOrEqualTo(120);
        List<String> wrong = new ArrayList<>();
        int posts = 0;
        int right = 0;
        for (Case one : cases) {
            Came came = came(one, FIRST);
            String problem = problem(one, came);
            if (one.outcome().equals("post")) {
                posts++;
                if (came.state().equals("taken") && same(one.text(), came.text())) right++;
            }
            if (!problem.isEmpty()) wrong.add(one.file() + " (" + one.about() + "): " + problem);
        }
        System.out.printf(
                Locale.ROOT,
                "awkward mails: %d, as expected %d; own words found exactly in %d of %d (%.1f %%)%n",
                cases.size(),
                cases.size() - wrong.size(),
                right,
                posts,
                100.0 * right / posts);
        assertThat(wrong).as(String.join("\n", wrong)).hasSizeLessThanOrEqualTo(KNOWN);
    }

    /** Not read as expected: real UTF-7, which Java does not know. It may only fall. */
    private static final int KNOWN = 1;

    private static final String FIRST = "/mails/";

    /** Written before anything was mended for them. */
    private static final String SECOND = "/mails/second/";

    /**
     * Of the second set, those not taken as expected: two whose answer is somebody's telephone or
     * mail address, about which the patron-privacy guard asks first. It may only fall.
     */
    private static final int KNOWN_SECOND = 2;

    /**
     * Two measures, as they differ in weight: words that are lost cannot be had back, footers that
     * stay are only ugly.
     */
    @Test
    void nothingOfTheirOwnIsLostFromTheSecondSet() throws Exception {
        List<String> wrong = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        int posts = 0;
        int trimmed = 0;
        int quiet = 0;
        int absent = 0;
        for (Case one : cases(SECOND)) {
            Came came = came(one, SECOND);
            String problem = problem(one, came);
            String line = one.file() + " (" + one.about() + "): " + problem;
            if (!problem.isEmpty()) wrong.add(line);
            if (one.outcome().equals("absent")) {
                absent++;
                if (problem.isEmpty()) quiet++;
            }
            if (!one.outcome().equals("post")) continue;
            posts++;
            if (problem.isEmpty()) trimmed++;
            if (!whole(one.text(), came)) lost.add(line);
        }
        System.out.printf(
                Locale.ROOT,
                "second set: %d mails with words, kept whole %d (%.1f %%), trimmed right %d (%.1f %%);"
                        + " absence notices that stay unpublished %d of %d%n",
                posts,
                posts - lost.size(),
                100.0 * (posts - lost.size()) / posts,
                trimmed,
                100.0 * trimmed / posts,
                quiet,
                absent);
        assertThat(wrong).as(String.join("\n", wrong)).hasSizeLessThanOrEqualTo(KNOWN_SECOND);
        assertThat(lost).as(String.join("\n", lost)).hasSizeLessThanOrEqualTo(KNOWN_SECOND);
    }

    /** Whether every line of the own words is there, in its order. */
    private static boolean whole(String expected, Came came) {
        if (!came.state().equals("taken")) return false;
        String text = squeezed(came.text());
        int from = 0;
        for (String line : expected.split("\n")) {
            String words = squeezed(line);
            int at = text.indexOf(words, from);
            if (at < 0) return false;
            from = at + words.length();
        }
        return true;
    }

    private static String problem(Case one, Came came) {
        String expected =
                switch (one.outcome()) {
                    case "post" -> "taken";
                    case "refused" -> "refused";
                    case "absent" -> came.state().equals("unconfirmed") ? "unconfirmed" : "dropped";
                    default -> "dropped";
                };
        if (!came.state().equals(expected))
            return "is " + came.state() + ": " + came.outcome() + " " + came.text();
        if (one.outcome().equals("bounce-hard") && !came.hard().equals("hard"))
            return "no hard bounce: " + came.outcome();
        if (one.outcome().equals("bounce-soft") && !came.hard().equals("soft"))
            return "no soft bounce: " + came.outcome();
        if (!one.outcome().equals("post")) return "";
        if (!same(one.text(), came.text()))
            return "says «" + squeezed(came.text()) + "» for «" + squeezed(one.text()) + "»";
        if (one.to().equals("community")
                && one.title() != null
                && !squeezed(one.title()).equals(squeezed(came.title())))
            return "is called " + came.title();
        if (one.files() != null
                && !one.files().stream()
                        .map(AwkwardMailTests::stem)
                        .toList()
                        .equals(came.files().stream().map(AwkwardMailTests::stem).toList()))
            return "has the files " + came.files();
        return "";
    }

    /** Pictures are written anew and may get another ending. */
    private static String stem(String name) {
        return name.replaceFirst("(?i)\\.(png|jpe?g|gif)$", "");
    }

    private static boolean same(String expected, String text) {
        return squeezed(expected).equals(squeezed(text));
    }

    /** Without spaces, Markdown's marks and the targets of links. */
    private static String squeezed(String text) {
        return text.replaceAll("(?m)^\\s*-+\\s*$", "")
                .replaceAll("\\]\\([^)]*\\)", "]")
                .replaceAll("<(https?://[^>]*|mailto:[^>]*)>", "$1")
                .replaceAll("[*_#>\\\\`\\[\\]|]", "")
                .replaceAll("(?m)^\\s*[-+]\\s", "")
                .replaceAll("-{3,}", "")
                .replaceAll("[\\s\\u00a0\\u200b\\u200e\\u200f\\ufeff]+", "")
                .replace("mailto:", "");
    }

    private Came came(Case one, String folder) throws Exception {
        String tag = one.file().substring(0, 3) + "x" + Long.toString(System.nanoTime(), 36);
        Person asker = cast.member("Ana");
        Person author = cast.member("Zoe");
        members.trust(asker.id());
        members.trust(author.id());
        QuestionId question = cast.question(author, "Awkward " + tag + "?");
        long about = answers.answer(question, "An answer.", "en", asker.viewer()).value();
        String token = "t" + tag;
        jdbc.sql(
                        """
                insert into mail.letter (event, recipient, subject, body_text, body_html, message_id, state, queued_at,
                                         next_attempt_at, sent_at, token, reader, about, thread)
                values (:event, :to, 'Awkward', '', '', :message, 'sent', now(), now(), now(), :token, :reader, :about, :thread)
                """)
                .param("event", "awkward " + tag)
                .param("to", author.email())
                .param("message", tag + "@localhost")
                .param("token", token)
                .param("reader", author.id().value())
                .param("about", about)
                .param("thread", question.value())
                .update();
        String to =
                switch (one.to()) {
                    case "community" -> "commons@localhost";
                    case "bounce" -> "bounce+" + token + "@localhost";
                    default -> "re+" + token + "@localhost";
                };
        byte[] raw;
        try (InputStream in = getClass().getResourceAsStream(folder + one.file())) {
            raw = in.readAllBytes();
        }
        String bytes =
                new String(raw, StandardCharsets.ISO_8859_1)
                        .replace("{{FROM}}", author.email())
                        .replace("{{TO}}", to)
                        .replace("{{PARENT}}", tag + "@localhost")
                        .replace("{{ID}}", tag);
        if (one.to().equals("community"))
            bytes = "Authentication-Results: mx.example.org; dmarc=pass\r\n" + bytes;
        mails.keep(
                one.from().isEmpty() ? "" : author.email(),
                to,
                bytes.getBytes(StandardCharsets.ISO_8859_1));
        return waited(tag, author);
    }

    private Came waited(String tag, Person author) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            row =
                    jdbc.sql(
                                    "select id, state, outcome from mail.incoming order by id desc limit 1")
                            .query()
                            .singleRow();
            if (!row.get("state").equals("waiting") || !row.get("outcome").equals("")) break;
            pause(30);
        }
        String state = String.valueOf(row.get("state"));
        String outcome = String.valueOf(row.get("outcome"));
        String hard =
                outcome.startsWith("bounce: ")
                        ? "hard"
                        : outcome.startsWith("soft bounce: ") ? "soft" : "";
        if (!state.equals("taken"))
            return new Came(state, outcome, told(author), "", List.of(), hard);
        return jdbc.sql(
                        """
                select coalesce(nullif(r.line, ''), p.body) as body, c.title, p.files
                  from conversations.post p join catalogue.card c on c.id = p.id
                  left join questions.report r on r.reporter = p.author
                 where p.author = :author order by p.kind = 'opening' and c.title like 'Awkward %', p.at desc limit 1
                """)
                .param("author", author.id().value())
                .query(
                        (post, n) ->
                                new Came(
                                        state,
                                        outcome,
                                        post.getString("body"),
                                        post.getString("title"),
                                        names(post.getString("files")),
                                        hard))
                .optional()
                .orElse(new Came(state, outcome, "", "", List.of(), hard));
    }

    /** The reason that the author was told. */
    private String told(Person author) {
        return jdbc.sql(
                        "select body_text from mail.letter where recipient = :to order by id desc limit 1")
                .param("to", author.email())
                .query(String.class)
                .optional()
                .map(text -> text.lines().skip(2).findFirst().orElse(""))
                .orElse("");
    }

    private static List<String> names(String json) {
        List<String> names = new ArrayList<>();
        if (json == null) return names;
        JsonMapper.shared().readTree(json).forEach(one -> names.add(one.get("name").asString()));
        return names;
    }
}
