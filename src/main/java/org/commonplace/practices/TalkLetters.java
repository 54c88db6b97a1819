package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.PersonaId;
import org.commonplace.practices.Subjects.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Letters about what is said below a practice. */
@Component
class TalkLetters {
    private final JdbcClient jdbc;
    private final Keepers keepers;
    private final Aliases aliases;
    private final Subjects subjects;
    private final Correspondence letters;

    TalkLetters(
            JdbcClient jdbc,
            Keepers keepers,
            Aliases aliases,
            Subjects subjects,
            Correspondence letters) {
        this.jdbc = jdbc;
        this.keepers = keepers;
        this.aliases = aliases;
        this.subjects = subjects;
        this.letters = letters;
    }

    /** A post below a practice that people should hear of. */
    private record Word(
            long id,
            long thread,
            @Nullable Long replyTo,
            String kind,
            String body,
            PersonaId author,
            Instant at,
            @Nullable String name,
            String path,
            @Nullable PersonaId asker) {}

    void said(Entry entry) {
        jdbc.sql(
                        """
                select p.id, p.thread, p.reply_to, p.kind, p.body, p.author, p.at, b.name, p.path, o.author as asker
                  from conversations.shown p
                  join practices.practice k on k.id = p.thread
                  left join people.byline b on b.persona = p.author
                  left join conversations.shown o on o.id = p.reply_to
                 where p.id = :id
                """)
                .param("id", entry.card())
                .query((row, n) -> word(row))
                .optional()
                .ifPresent(word -> subjects.find(word.thread()).ifPresent(one -> said(one, word)));
    }

    private static Word word(ResultSet row) throws SQLException {
        Long asker = Rows.longOrNull(row, "asker");
        return new Word(
                row.getLong("id"),
                row.getLong("thread"),
                Rows.longOrNull(row, "reply_to"),
                row.getString("kind"),
                row.getString("body"),
                new PersonaId(row.getLong("author")),
                Rows.instant(row, "at"),
                row.getString("name"),
                row.getString("path"),
                asker == null ? null : new PersonaId(asker));
    }

    private void said(Subject subject, Word word) {
        if (word.replyTo() != null) keepers.answered(subject.id(), word.replyTo(), word.author());
        else if (word.kind().equals("comment"))
            keepers.asked(subject.id(), word.id(), word.author(), word.at());
        PersonaId listener = word.asker() == null ? subject.steward() : word.asker();
        String key =
                word.asker() != null
                        ? "replied"
                        : word.kind().equals("dissent") ? "dissent" : "asked-keeper";
        if (listener == null || listener.equals(word.author())) return;
        aliases.deliverTo(listener)
                .ifPresent(
                        member ->
                                letters.write(
                                        word.author(),
                                        member,
                                        "post " + PublicId.text(word.id()),
                                        letter ->
                                                letter.about(subject.title())
                                                        .on(word.id(), subject.id().value())
                                                        .from(String.valueOf(word.name()))
                                                        .say(
                                                                "mail." + key + ".say",
                                                                String.valueOf(word.name()),
                                                                subject.title())
                                                        .quote(
                                                                Markdown.plain(word.body()),
                                                                String.valueOf(word.name()))
                                                        .button(
                                                                "mail." + key + ".button",
                                                                word.path())
                                                        .answering("mail.answering.talk")));
    }
}
