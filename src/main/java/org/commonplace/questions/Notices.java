package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Aliases;
import org.commonplace.people.Blocks;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells people the same day what concerns them directly: an answer to their question, that an
 * answer of theirs worked, was accepted or thanked for, and how a problem they share ended. That
 * somebody asks is told by the clock.
 */
@Component
class Notices implements ActivityReader {
    private final JdbcClient jdbc;
    private final Questions questions;
    private final RescueClock rescue;
    private final Invitations invitations;
    private final PrivateReplies privateReplies;
    private final Requests requests;
    private final Correspondence correspondence;
    private final Members members;
    private final Aliases aliases;
    private final Blocks blocks;

    private final States states;

    Notices(
            JdbcClient jdbc,
            Questions questions,
            RescueClock rescue,
            Invitations invitations,
            PrivateReplies privateReplies,
            Requests requests,
            Correspondence correspondence,
            Members members,
            Aliases aliases,
            Blocks blocks,
            States states) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.rescue = rescue;
        this.invitations = invitations;
        this.privateReplies = privateReplies;
        this.requests = requests;
        this.correspondence = correspondence;
        this.members = members;
        this.aliases = aliases;
        this.blocks = blocks;

        this.states = states;
    }

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public void read(List<Entry> entries) {
        entries.forEach(this::tell);
    }

    private void tell(Entry entry) {
        switch (entry.verb()) {
            case "asked" -> rescue.ripen();
            case "answered", "commented", "promoted" ->
                    subject(entry).ifPresent(subject -> toAsker(entry, subject));
            case "tried" -> subject(entry).ifPresent(subject -> toAuthor(entry, subject, "tried"));
            case "accepted" ->
                    subject(entry).ifPresent(subject -> toAuthor(entry, subject, "accepted"));
            case "thanked" ->
                    subject(entry).ifPresent(subject -> toAuthor(entry, subject, "thanked"));
            case "outcome" -> subject(entry).ifPresent(subject -> outcome(entry, subject));
            case "settled" -> settled(entry);
            case "joined" -> subject(entry).ifPresent(subject -> joined(entry, subject));
            case "released" -> released(entry);
            case "hidden", "shown" -> recount(entry);
            default -> {
                // Nothing that concerns somebody directly.
            }
        }
    }

    /** What a moderator has shown is told as if it had been written now. */
    private void released(Entry entry) {
        states.release(new QuestionId(entry.card()));
        recount(entry);
        subject(entry)
                .ifPresent(
                        subject -> {
                            if (subject.id() == subject.question()) rescue.ripen();
                            else toAsker(entry, subject);
                        });
    }

    private void recount(Entry entry) {
        states.around(entry.card()).ifPresent(id -> states.recount(id, null));
    }

    /** A post that people should hear of: only one that everybody in its audience may see. */
    private record Subject(
            long id,
            long question,
            String kind,
            String title,
            String path,
            String body,
            PersonaId author,
            PersonaId asker,
            @Nullable String name,
            boolean lab) {}

    private Optional<Subject> subject(Entry entry) {
        return jdbc.sql(
                        """
                select p.id, p.thread, p.kind, p.body, p.author, q.asker, c.title, c.path, b.name,
                       exists (select from communities.labs l where l.id = c.community) as lab
                  from conversations.posted p
                  join catalogue.shown c on c.id = p.id
                  join questions.question q on q.id = p.thread
                  left join people.byline b on b.persona = p.author
                 where p.id = :id
                """)
                .param("id", entry.card())
                .query((row, n) -> subject(row))
                .optional();
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                row.getLong("id"),
                row.getLong("thread"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("path"),
                row.getString("body"),
                new PersonaId(row.getLong("author")),
                new PersonaId(row.getLong("asker")),
                row.getString("name"),
                row.getBoolean("lab"));
    }

    /** From a lab a letter says that there is something, and nothing more. */
    private void neutral(MemberId member, String event, Subject subject) {
        correspondence.write(
                member,
                event + " " + PublicId.text(subject.id()),
                letter ->
                        letter.subject("mail.room.subject")
                                .say("mail.room.say")
                                .button("mail.room.button", subject.path()));
    }

    private void toAsker(Entry entry, Subject subject) {
        if (entry.actor() == subject.asker().value()) return;
        Optional<MemberId> asker = aliases.deliverTo(subject.asker());
        boolean own = asker.isPresent() && asker.equals(aliases.deliverTo(subject.author()));
        if (own || asker.isEmpty() || blocks.between(asker.get(), subject.author())) return;
        if (subject.kind().equals("answer"))
            requests.ask(
                    asker.get(), "answered", subject.question(), List.of("answered"), Map.of());
        if (subject.lab()) {
            neutral(asker.get(), subject.kind(), subject);
            return;
        }
        String kind = subject.kind().equals("answer") ? "answered" : "commented";
        String name = String.valueOf(subject.name());
        correspondence.write(
                asker.get(),
                "post " + PublicId.text(subject.id()),
                letter ->
                        letter.about(subject.title())
                                .on(subject.id(), subject.question())
                                .from(name)
                                .say("mail." + kind + ".say", name, subject.title())
                                .quote(Markdown.plain(subject.body()), name)
                                .button("mail." + kind + ".button", subject.path())
                                .answering("mail.answering." + kind, name)
                                .small("mail." + kind + ".small", name));
    }

    private void toAuthor(Entry entry, Subject subject, String what) {
        Optional<MemberId> author = aliases.deliverTo(subject.author());
        if (author.isEmpty() || author.get().value() == entry.actor()) return;
        if (blocks.between(author.get(), new PersonaId(entry.actor()))) return;
        if (subject.lab()) {
            neutral(author.get(), what, subject);
            return;
        }
        boolean own = author.get().value() == subject.author().value();
        if (own
                && subject.kind().equals("answer")
                && !"not-here".equals(entry.facts().get("verdict")))
            invitations.mayWeAsk(author.get(), new QuestionId(subject.question()), subject.title());
        String library = fact(entry, "library");
        String verdict = fact(entry, "verdict");
        String line = fact(entry, "line");
        String who = members.named(new PersonaId(entry.actor()));
        String key = "mail." + (what.equals("tried") ? "tried." + verdict : what);
        correspondence.write(
                author.get(),
                what + " " + PublicId.text(subject.id()) + " " + entry.actor() + " " + library,
                letter -> {
                    letter.about(subject.title())
                            .on(subject.id(), subject.question())
                            .from(who)
                            .relay(new PersonaId(entry.actor()), subject.author())
                            .say(key + ".say", who, library, subject.title());
                    if (!line.isBlank()) letter.quote(line, who + ", " + library);
                    letter.button("mail." + what + ".button", subject.path())
                            .answering("mail.answering.thanks", who);
                });
    }

    private static String fact(Entry entry, String name) {
        return Objects.toString(entry.facts().get(name), "");
    }

    /** What came of it reaches whoever gave the answer. */
    private void outcome(Entry entry, Subject subject) {
        String said = String.valueOf(entry.facts().get("said"));
        String line = String.valueOf(entry.facts().getOrDefault("line", ""));
        String who = members.named(new PersonaId(entry.actor()));
        if (subject.lab()) return;
        aliases.deliverTo(subject.author())
                .filter(author -> author.value() != entry.actor())
                .ifPresent(
                        author ->
                                correspondence.write(
                                        author,
                                        "outcome " + PublicId.text(subject.id()) + " " + said,
                                        letter -> {
                                            letter.about(subject.title())
                                                    .on(subject.id(), subject.question())
                                                    .from(who)
                                                    .relay(
                                                            new PersonaId(entry.actor()),
                                                            subject.author())
                                                    .say(
                                                            "mail.came-of-it." + said,
                                                            who,
                                                            subject.title());
                                            if (!line.isBlank()) letter.quote(line, who);
                                            letter.button("mail.accepted.button", subject.path());
                                        }));
    }

    /** Settled: whoever shares the problem hears how it ended; the asker can sum it up. */
    private void settled(Entry entry) {
        toThoseWhoShare(entry);
        subject(entry)
                .ifPresent(
                        subject -> {
                            QuestionId id = new QuestionId(subject.question());
                            MemberId asker = aliases.deliverTo(subject.asker()).orElse(null);
                            if (asker == null || subject.lab() || !privateReplies.any(id)) return;
                            privateReplies.askConsent(questions.get(id, members.viewer(asker)));
                            correspondence.write(
                                    asker,
                                    "summary " + id,
                                    letter ->
                                            letter.subject("mail.summary.subject", subject.title())
                                                    .say("mail.summary.say", subject.title())
                                                    .button(
                                                            "mail.summary.button",
                                                            "/questions/" + id + "/summary"));
                        });
    }

    /** What was asked before: its asker is told where the answer is, or will be. */
    private void joined(Entry entry, Subject subject) {
        record Other(String title, String path, int answers) {}
        Optional<MemberId> asker = aliases.deliverTo(subject.asker());
        if (asker.isEmpty() || subject.asker().value() == entry.actor()) return;
        Optional<Other> other =
                jdbc.sql(
                                """
                        select c.title, c.path, o.answers from questions.question q
                          join questions.question o on o.id = q.duplicate_of
                          join catalogue.shown c on c.id = o.id where q.id = :id
                        """)
                        .param("id", subject.question())
                        .query(
                                (row, n) ->
                                        new Other(
                                                row.getString(1), row.getString(2), row.getInt(3)))
                        .optional();
        if (other.isEmpty()) return;
        if (subject.lab()) neutral(asker.get(), "same", subject);
        else
            correspondence.write(
                    asker.get(),
                    "same " + PublicId.text(subject.id()) + " " + fact(entry, "to"),
                    letter ->
                            letter.about(subject.title())
                                    .on(subject.question(), subject.question())
                                    .say(
                                            "mail.same.say",
                                            subject.title(),
                                            other.get().title(),
                                            other.get().answers())
                                    .button("mail.same.button", other.get().path())
                                    .small("mail.same.small"));
    }

    private void toThoseWhoShare(Entry entry) {
        record Shared(long member, String title, String path) {}
        List<Shared> all =
                jdbc.sql(
                                """
                select s.member, c.title, c.path from questions.same_problem s
                  join catalogue.shown c on c.id = s.question
                  join people.visible_to v on v.audience = c.audience and v.viewer = s.member
                 where s.question = :id and s.member <> :actor
                   and not exists (select from communities.labs l where l.id = c.community)
                """)
                        .param("id", entry.card())
                        .param("actor", entry.actor())
                        .query(
                                (row, n) ->
                                        new Shared(
                                                row.getLong(1), row.getString(2), row.getString(3)))
                        .list();
        for (Shared one : all)
            correspondence.write(
                    new MemberId(one.member()),
                    "settled " + PublicId.text(entry.card()),
                    letter ->
                            letter.about(one.title())
                                    .on(entry.card(), entry.card())
                                    .say("mail.settled.say", one.title())
                                    .button("mail.settled.button", one.path()));
    }
}
