package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Texts;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Voices;
import org.commonplace.people.Aliases;
import org.commonplace.people.Blocks;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Replies to the asker alone, and the summary that the asker posts: each private reply stands in it
 * only with its author's consent.
 */
@Component
public class PrivateReplies {
    private final JdbcClient jdbc;
    private final Members members;
    private final Questions questions;
    private final Communities communities;
    private final Correspondence letters;
    private final Aliases aliases;
    private final Blocks blocks;
    private final Texts texts;
    private final Clock clock;
    private final Voices voices;

    PrivateReplies(
            JdbcClient jdbc,
            Members members,
            Questions questions,
            Communities communities,
            Correspondence letters,
            Aliases aliases,
            Blocks blocks,
            Texts texts,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.members = members;
        this.questions = questions;
        this.communities = communities;
        this.letters = letters;
        this.aliases = aliases;
        this.blocks = blocks;
        this.texts = texts;
        this.clock = clock;
    }

    /** A private reply; consent is null until its author was asked and answered. */
    public record Reply(
            long id,
            PersonaId author,
            @Nullable String name,
            String body,
            String html,
            Instant at,
            @Nullable Boolean consent) {
        public String key() {
            return PublicId.text(id);
        }
    }

    /** Writes to the asker alone. The asker gets it by mail, and nobody else learns of it. */
    @Transactional
    public void reply(QuestionId id, String body, Viewer author) {
        Question question = questions.get(id, author.required());
        if (question.asks(author)) throw new Forbidden("error.own-question");
        PersonaId as = voices.in(id.value(), author).persona();
        long reply = PublicId.next();
        String text = Markdown.cleaned(body);
        jdbc.sql(
                        """
                insert into questions.private_reply (id, question, author, body, html, at)
                values (:id, :question, :author, :body, :html, :now)
                """)
                .param("id", reply)
                .param("question", id.value())
                .param("author", as.value())
                .param("body", text)
                .param("html", Markdown.html(text))
                .param("now", Rows.sql(clock.instant()))
                .update();
        String name = members.named(as);
        aliases.deliverTo(question.asker())
                .filter(asker -> !blocks.between(asker, as))
                .ifPresent(
                        asker ->
                                letters.write(
                                        asker,
                                        "private " + PublicId.text(reply),
                                        communities.lab(question.community())
                                                ? letter ->
                                                        letter.subject("mail.room.subject")
                                                                .say("mail.room.say")
                                                                .button(
                                                                        "mail.room.button",
                                                                        "/questions/"
                                                                                + id
                                                                                + "/private")
                                                : letter ->
                                                        letter.about(question.title())
                                                                .on(id.value(), id.value())
                                                                .from(name)
                                                                .relay(as, question.asker())
                                                                .say("mail.private.say", name)
                                                                .quote(Markdown.plain(text), name)
                                                                .button(
                                                                        "mail.private.button",
                                                                        "/questions/"
                                                                                + id
                                                                                + "/private")
                                                                .answering(
                                                                        "mail.answering.private",
                                                                        name)
                                                                .small("mail.private.small")));
        if (question.state() == State.SETTLED && !communities.lab(question.community()))
            askConsent(question);
    }

    private static final String SELECT =
            """
            select r.*, b.name from questions.private_reply r left join people.byline b on b.persona = r.author
             where r.question = :id
            """;

    /**
     * What was written to the asker, for the asker; for anybody else what they wrote themselves.
     */
    List<Reply> of(Question question, Viewer viewer) {
        return jdbc
                .sql(SELECT + " and (:asker or r.author = any(:personas)) order by r.at")
                .param("id", question.id().value())
                .param("asker", question.asks(viewer))
                .param("personas", viewer.personas().toArray(new Long[0]))
                .query((row, n) -> reply(row))
                .list()
                .stream()
                .filter(
                        one ->
                                viewer.mine(one.author())
                                        || !blocks.between(viewer.member(), one.author()))
                .toList();
    }

    private static Reply reply(ResultSet row) throws SQLException {
        return new Reply(
                row.getLong("id"),
                new PersonaId(row.getLong("author")),
                row.getString("name"),
                row.getString("body"),
                row.getString("html"),
                Rows.instant(row, "at"),
                row.getObject("consent", Boolean.class));
    }

    /** The question is settled: everybody who replied privately is asked, once each. */
    @Transactional
    void askConsent(Question question) {
        record Asked(long id, PersonaId author) {}
        List<Asked> asked =
                jdbc.sql(
                                """
                        update questions.private_reply set asked_at = :now
                         where question = :id and asked_at is null returning id, author
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("id", question.id().value())
                        .query(
                                (row, n) ->
                                        new Asked(
                                                row.getLong("id"),
                                                new PersonaId(row.getLong("author"))))
                        .list();
        for (Asked one : asked)
            aliases.deliverTo(one.author())
                    .ifPresent(member -> askConsent(question, one.id(), member));
    }

    private void askConsent(Question question, long reply, MemberId member) {
        Map<String, String> facts =
                Map.of(
                        "question", question.id().toString(),
                        "reply", PublicId.text(reply),
                        "title", question.title());
        letters.write(
                member,
                "consent " + PublicId.text(reply),
                letter ->
                        letter.about(question.title())
                                .say("mail.consent.say", question.title())
                                .deed("mail.consent.yes", "consent", facts)
                                .deed("mail.consent.no", "no-consent", facts)
                                .small("mail.consent.small"));
    }

    /**
     * Its author says whether a private reply may stand in the summary; no can become yes, and yes
     * no.
     */
    @Transactional
    public void consent(QuestionId id, long reply, boolean yes, Viewer author) {
        int said =
                jdbc.sql(
                                """
                        update questions.private_reply set consent = :yes, decided_at = :now
                         where id = :reply and question = :id and author = any(:personas)
                        """)
                        .param("yes", yes)
                        .param("now", Rows.sql(clock.instant()))
                        .param("reply", reply)
                        .param("id", id.value())
                        .param("personas", author.required().personas().toArray(new Long[0]))
                        .update();
        if (said == 0) throw new NotFound();
    }

    /**
     * A summary to begin with: what was answered in the open, and the private replies with consent.
     */
    String drafted(Question question, Locale locale) {
        StringBuilder text = new StringBuilder(texts.text(locale, "summary.begins")).append("\n");
        jdbc.sql(
                        """
                select p.body, p.path, b.name from conversations.shown p
                  left join people.byline b on b.persona = p.author
                 where p.thread = :id and p.kind = 'answer' order by p.at limit 50
                """)
                .param("id", question.id().value())
                .query(
                        row -> {
                            point(text, row.getString("body"), row.getString("name"));
                        });
        jdbc.sql(SELECT + " and r.consent order by r.at")
                .param("id", question.id().value())
                .query(
                        row -> {
                            point(text, row.getString("body"), row.getString("name"));
                        });
        return text.toString();
    }

    private static void point(StringBuilder text, String body, @Nullable String name) {
        text.append("\n- ").append(Markdown.gist(body, 300));
        if (name != null) text.append(" (").append(name).append(")");
    }

    boolean any(QuestionId id) {
        return jdbc.sql("select exists (select from questions.private_reply where question = :id)")
                .param("id", id.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** How many private replies have consent, wait for it, and do not, for the asker. */
    public record Consents(int yes, int waiting, int no) {}

    Consents consents(QuestionId id) {
        return jdbc.sql(
                        """
                select count(*) filter (where consent) as yes, count(*) filter (where consent is null) as waiting,
                       count(*) filter (where not consent) as no
                  from questions.private_reply where question = :id
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Consents(
                                        row.getInt("yes"), row.getInt("waiting"), row.getInt("no")))
                .single();
    }

    /**
     * What a member wrote in private, for the export; and taken along when they leave with their
     * texts.
     */
    List<Reply> by(MemberId member) {
        return jdbc.sql(
                        """
                select r.*, b.name from questions.private_reply r left join people.byline b on b.persona = r.author
                 where r.author in (select persona from people.known_as where person = :member) order by r.at
                """)
                .param("member", member.value())
                .query((row, n) -> reply(row))
                .list();
    }

    void forget(MemberId member) {
        jdbc.sql(
                        "delete from questions.private_reply where author in (select persona from people.known_as where person = :member)")
                .param("member", member.value())
                .update();
    }
}
