package org.commonplace.practices;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.chrome.Markdown;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Letters about drafts: to whom is asked to look one over, and to its maker. */
@Component
class DraftLetters {
    private static final int LONGEST = 6_000;
    private final JdbcClient jdbc;
    private final Reviews reviews;
    private final Correspondence letters;
    private final Requests requests;

    DraftLetters(JdbcClient jdbc, Reviews reviews, Correspondence letters, Requests requests) {
        this.jdbc = jdbc;
        this.reviews = reviews;
        this.letters = letters;
        this.requests = requests;
    }

    void asked(Entry entry) {
        draft(entry).ifPresent(draft -> asked(draft, entry));
    }

    void lookedOver(Entry entry) {
        draft(entry).ifPresent(draft -> lookedOver(draft, entry));
    }

    private record Draft(
            PracticeId id,
            String title,
            String path,
            String body,
            int version,
            MemberId maker,
            String asker) {}

    private Optional<Draft> draft(Entry entry) {
        return jdbc.sql(
                        """
                select k.id, c.title, c.path, p.body, p.version, p.author, coalesce(b.name, '') as name
                  from practices.practice k
                  join catalogue.shown c on c.id = k.id
                  join conversations.posted p on p.id = k.id
                  left join people.byline b on b.persona = :actor
                 where k.id = :id and k.state = 'in-review'
                """)
                .param("id", entry.card())
                .param("actor", entry.actor())
                .query(
                        (row, n) ->
                                new Draft(
                                        new PracticeId(row.getLong("id")),
                                        row.getString("title"),
                                        row.getString("path"),
                                        row.getString("body"),
                                        row.getInt("version"),
                                        new MemberId(row.getLong("author")),
                                        row.getString("name")))
                .optional();
    }

    private static String when(Entry entry) {
        return Objects.toString(entry.facts().get("at"), "");
    }

    /** The whole text goes along, so that it can be read where the letter is. */
    private void asked(Draft draft, Entry entry) {
        MemberId reviewer = MemberId.of(Objects.toString(entry.facts().get("to"), ""));
        Optional<Review> review =
                reviews.of(draft.id()).stream().filter(one -> one.by(reviewer)).findFirst();
        if (review.isEmpty() || !review.get().askedAt().toString().equals(when(entry))) return;
        if (review.get().verdict() != null) return;
        if (!requests.puts(reviewer, Reviews.REQUEST, draft.id().value())) return;
        Map<String, String> facts =
                Map.of(
                        "practice",
                        draft.id().toString(),
                        "title",
                        draft.title(),
                        "version",
                        String.valueOf(draft.version()));
        letters.write(
                new PersonaId(entry.actor()),
                reviewer,
                "look over " + draft.id() + " " + when(entry),
                letter -> {
                    letter.subject("mail.look-over.subject", draft.asker(), draft.title())
                            .say("mail.look-over.say", draft.asker());
                    if (!review.get().line().isEmpty())
                        letter.quote(review.get().line(), draft.asker());
                    letter.quote(Markdown.gist(draft.body(), LONGEST), draft.title())
                            .deed("mail.look-over.ready", "looks-ready", facts)
                            .button("mail.look-over.button", draft.path())
                            .small("mail.look-over.small")
                            .card(draft.id().value());
                });
    }

    private void lookedOver(Draft draft, Entry entry) {
        reviews.of(draft.id()).stream()
                .filter(
                        one ->
                                one.reviewer().value() == entry.actor()
                                        && one.saidAt() != null
                                        && one.saidAt().toString().equals(when(entry)))
                .findFirst()
                .ifPresent(review -> tell(draft, review, when(entry)));
    }

    private void tell(Draft draft, Review review, String when) {
        letters.write(
                new PersonaId(review.reviewer().value()),
                draft.maker(),
                "looked over " + draft.id() + " " + review.reviewer() + " " + when,
                letter -> {
                    letter.subject("mail.looked-over.subject", draft.asker(), draft.title())
                            .say("mail.looked-over." + review.verdict(), draft.asker());
                    if (!review.words().isEmpty()) letter.quote(review.words(), draft.asker());
                    letter.button("mail.looked-over.button", draft.path());
                });
    }
}
