package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells people what concerns them about the practices that they keep, proposed to, or shelved. */
@Component
class PracticeNotices implements ActivityReader {
    private final JdbcClient jdbc;
    private final Keepers keepers;
    private final Shelves shelves;
    private final Correspondence letters;
    private final Aliases aliases;

    PracticeNotices(
            JdbcClient jdbc,
            Keepers keepers,
            Shelves shelves,
            Correspondence letters,
            Aliases aliases) {
        this.jdbc = jdbc;
        this.keepers = keepers;
        this.shelves = shelves;
        this.letters = letters;
        this.aliases = aliases;
    }

    @Override
    public String name() {
        return "practices";
    }

    @Override
    public void read(List<Entry> entries) {
        for (Entry entry : entries)
            switch (entry.verb()) {
                case "due", "overdue" ->
                        subject(entry.card()).ifPresent(one -> review(one, entry.verb()));
                case "confirmed", "changed-here", "adopted" ->
                        subject(entry.card()).ifPresent(one -> evidence(one, entry));
                case "proposed" -> subject(entry.card()).ifPresent(one -> proposed(one, entry));
                case "decided" -> subject(entry.card()).ifPresent(one -> decided(one, entry));
                case "offered" -> subject(entry.card()).ifPresent(one -> offered(one, entry));
                case "handed-over" ->
                        subject(entry.card()).ifPresent(one -> handedOver(one, entry));
                case "revised", "superseded", "retired" ->
                        subject(entry.card()).ifPresent(one -> toShelves(one, entry));
                case "said" -> said(entry);
                default -> {
                    // Nothing that concerns somebody directly.
                }
            }
    }

    /** A practice that letters may tell of: one that is shown, and in no lab. */
    private record Subject(
            PracticeId id,
            String title,
            String path,
            String state,
            @Nullable PersonaId steward,
            PersonaId author,
            @Nullable Instant reviewAt,
            int version) {}

    private Optional<Subject> subject(long card) {
        return jdbc.sql(
                        """
                select k.id, k.state, k.steward, k.review_at, c.title, c.path, p.author, p.version
                  from practices.practice k
                  join catalogue.shown c on c.id = k.id
                  join conversations.posted p on p.id = k.id
                 where k.id = :id and not exists (select from communities.labs l where l.id = c.community)
                """)
                .param("id", card)
                .query((row, n) -> subject(row))
                .optional();
    }

    private static Subject subject(ResultSet row) throws SQLException {
        Long steward = Rows.longOrNull(row, "steward");
        return new Subject(
                new PracticeId(row.getLong("id")),
                row.getString("title"),
                row.getString("path"),
                row.getString("state"),
                steward == null ? null : new PersonaId(steward),
                new PersonaId(row.getLong("author")),
                Rows.instantOrNull(row, "review_at"),
                row.getInt("version"));
    }

    private Optional<MemberId> keeper(Subject subject) {
        return aliases.deliverTo(subject.steward() == null ? subject.author() : subject.steward());
    }

    private String named(long persona) {
        return jdbc.sql("select coalesce(name, '') from people.byline where persona = :id")
                .param("id", persona)
                .query((row, n) -> row.getString(1))
                .optional()
                .orElse("");
    }

    private static String day(Correspondence.Writer letter, @Nullable Instant at) {
        return at == null
                ? ""
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(letter.reader().language())
                        .format(LocalDate.ofInstant(at, ZoneOffset.UTC));
    }

    /** Still true, changed, or hand over: a link for each does it. */
    private void review(Subject subject, String when) {
        if (!subject.state().equals(when) || subject.steward() == null) return;
        Map<String, String> facts =
                Map.of("practice", subject.id().toString(), "title", subject.title());
        keeper(subject)
                .ifPresent(
                        steward ->
                                letters.write(
                                        steward,
                                        when + " " + subject.id() + " " + subject.reviewAt(),
                                        letter ->
                                                letter.subject(
                                                                "mail.review.subject",
                                                                subject.title())
                                                        .say(
                                                                "mail.review." + when,
                                                                subject.title(),
                                                                day(letter, subject.reviewAt()))
                                                        .deed(
                                                                "mail.review.still-true",
                                                                "still-true",
                                                                facts)
                                                        .button(
                                                                "mail.review.changed",
                                                                "/practices/"
                                                                        + subject.id()
                                                                        + "/edit")
                                                        .button(
                                                                "mail.review.hand-over",
                                                                "/practices/"
                                                                        + subject.id()
                                                                        + "/keeping")
                                                        .small("mail.review.small")));
        if (when.equals("overdue"))
            toShelves(subject, new Entry(0, "overdue", subject.id().value(), Map.of()));
    }

    private static String fact(Entry entry, String name) {
        return Objects.toString(entry.facts().get(name), "");
    }

    /** Who, where, and their line: the same day. */
    private void evidence(Subject subject, Entry entry) {
        String library = fact(entry, "library");
        String line = fact(entry, "line");
        String verdict = fact(entry, "verdict");
        String key = "mail.evidence." + (verdict.isEmpty() ? entry.verb() : verdict);
        String who = named(entry.actor());
        keeper(subject)
                .filter(keeper -> keeper.value() != entry.actor())
                .ifPresent(
                        keeper ->
                                letters.write(
                                        new PersonaId(entry.actor()),
                                        keeper,
                                        entry.verb()
                                                + " "
                                                + subject.id()
                                                + " "
                                                + entry.actor()
                                                + " "
                                                + library
                                                + " "
                                                + line.hashCode(),
                                        letter -> {
                                            letter.subject(key + ".subject", library)
                                                    .say(
                                                            key + ".say",
                                                            who,
                                                            library,
                                                            subject.title());
                                            if (!line.isBlank())
                                                letter.quote(line, who + ", " + library);
                                            letter.button("mail.practice.button", subject.path());
                                        }));
    }

    private void proposed(Subject subject, Entry entry) {
        String proposal = fact(entry, "proposal");
        String path = "/practices/" + subject.id() + "/proposals/" + proposal;
        record Words(String summary, @Nullable String decision) {}
        Optional<Words> words =
                jdbc.sql("select summary, decision from practices.proposal where id = :id")
                        .param("id", PublicId.parse(proposal))
                        .query(
                                (row, n) ->
                                        new Words(
                                                row.getString("summary"),
                                                row.getString("decision")))
                        .optional();
        if (words.isEmpty() || words.get().decision() != null) return;
        keeper(subject)
                .filter(keeper -> keeper.value() != entry.actor())
                .ifPresent(
                        keeper ->
                                letters.write(
                                        new PersonaId(entry.actor()),
                                        keeper,
                                        "proposal " + proposal,
                                        letter ->
                                                letter.subject(
                                                                "mail.proposal.subject",
                                                                subject.title())
                                                        .say(
                                                                "mail.proposal.say",
                                                                named(entry.actor()),
                                                                subject.title())
                                                        .quote(
                                                                words.get().summary(),
                                                                named(entry.actor()))
                                                        .button("mail.proposal.button", path)
                                                        .deed(
                                                                "mail.proposal.accept",
                                                                "accept-edit",
                                                                Map.of(
                                                                        "practice",
                                                                        subject.id().toString(),
                                                                        "proposal",
                                                                        proposal,
                                                                        "title",
                                                                        subject.title()))
                                                        .small("mail.proposal.small")));
    }

    private void decided(Subject subject, Entry entry) {
        record Decision(PersonaId proposer, String decision, String because) {}
        jdbc.sql(
                        """
                select proposer, decision, because from practices.proposal
                 where id = :id and decision in ('accepted', 'declined')
                """)
                .param("id", PublicId.parse(fact(entry, "proposal")))
                .query(
                        (row, n) ->
                                new Decision(
                                        new PersonaId(row.getLong("proposer")),
                                        row.getString("decision"),
                                        row.getString("because")))
                .optional()
                .ifPresent(
                        one ->
                                aliases.deliverTo(one.proposer())
                                        .filter(member -> member.value() != entry.actor())
                                        .ifPresent(
                                                member ->
                                                        letters.write(
                                                                member,
                                                                "decided "
                                                                        + fact(entry, "proposal"),
                                                                letter -> {
                                                                    letter.subject(
                                                                                    "mail.proposal."
                                                                                            + one
                                                                                                    .decision()
                                                                                            + ".subject",
                                                                                    subject.title())
                                                                            .say(
                                                                                    "mail.proposal."
                                                                                            + one
                                                                                                    .decision()
                                                                                            + ".say",
                                                                                    named(
                                                                                            entry
                                                                                                    .actor()),
                                                                                    subject
                                                                                            .title());
                                                                    if (!one.because().isEmpty())
                                                                        letter.quote(
                                                                                one.because(),
                                                                                named(
                                                                                        entry
                                                                                                .actor()));
                                                                    letter.button(
                                                                            "mail.practice.button",
                                                                            subject.path());
                                                                })));
    }

    private void offered(Subject subject, Entry entry) {
        String to = fact(entry, "to");
        String line = fact(entry, "line");
        Map<String, String> facts =
                Map.of("practice", subject.id().toString(), "title", subject.title());
        letters.write(
                new PersonaId(entry.actor()),
                MemberId.of(to),
                "offered "
                        + subject.id()
                        + " "
                        + entry.actor()
                        + " "
                        + subject.version()
                        + " "
                        + line.hashCode(),
                letter -> {
                    letter.subject("mail.offered.subject", subject.title())
                            .say("mail.offered.say", named(entry.actor()), subject.title());
                    if (!line.isBlank()) letter.quote(line, named(entry.actor()));
                    letter.deed("mail.offered.yes", "keep-practice", facts)
                            .deed("mail.offered.no", "not-keep-practice", facts)
                            .button("mail.practice.button", subject.path());
                });
    }

    private void handedOver(Subject subject, Entry entry) {
        if (!(entry.facts().get("from") instanceof Number from)) return;
        aliases.deliverTo(new PersonaId(from.longValue()))
                .ifPresent(
                        before ->
                                letters.write(
                                        before,
                                        "handed over "
                                                + subject.id()
                                                + " "
                                                + entry.actor()
                                                + " "
                                                + subject.version(),
                                        letter ->
                                                letter.subject(
                                                                "mail.handed-over.subject",
                                                                named(entry.actor()))
                                                        .say(
                                                                "mail.handed-over.say",
                                                                named(entry.actor()),
                                                                subject.title())
                                                        .button(
                                                                "mail.practice.button",
                                                                subject.path())));
    }

    private void toShelves(Subject subject, Entry entry) {
        for (MemberId member : shelves.keepers(subject.id().value()))
            if (member.value() != entry.actor())
                letters.write(
                        member,
                        "shelf "
                                + entry.verb()
                                + " "
                                + subject.id()
                                + " "
                                + subject.version()
                                + " "
                                + subject.reviewAt(),
                        letter ->
                                letter.subject("mail.shelf.subject", subject.title())
                                        .say("mail.shelf." + entry.verb(), subject.title())
                                        .button("mail.practice.button", subject.path())
                                        .small("mail.shelf.small"));
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

    private void said(Entry entry) {
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
                .ifPresent(word -> subject(word.thread()).ifPresent(one -> said(one, word)));
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
                                        "said " + PublicId.text(word.id()),
                                        letter ->
                                                letter.subject(
                                                                "mail." + key + ".subject",
                                                                subject.title())
                                                        .say(
                                                                "mail." + key + ".say",
                                                                String.valueOf(word.name()),
                                                                subject.title())
                                                        .quote(
                                                                Markdown.plain(word.body()),
                                                                String.valueOf(word.name()))
                                                        .button(
                                                                "mail." + key + ".button",
                                                                word.path())));
    }
}
