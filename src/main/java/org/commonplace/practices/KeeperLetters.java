package org.commonplace.practices;

import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.people.Correspondence;
import org.commonplace.people.PersonaId;
import org.commonplace.practices.Subjects.Subject;
import org.springframework.stereotype.Component;

/** Letters to whoever keeps a practice: its date has come, somebody tried or confirmed it. */
@Component
class KeeperLetters {
    private final Subjects subjects;
    private final Correspondence letters;
    private final PracticeLinks links;
    private final Requests requests;

    KeeperLetters(
            Subjects subjects, Correspondence letters, PracticeLinks links, Requests requests) {
        this.subjects = subjects;
        this.letters = letters;
        this.links = links;
        this.requests = requests;
    }

    /** Still true, changed, or hand over: a link for each does it. */
    void review(Subject subject, String when) {
        if (!subject.state().equals(when) || subject.steward() == null) return;
        Map<String, String> facts =
                Map.of("practice", subject.id().toString(), "title", subject.title());
        subjects.keeper(subject)
                .filter(keeper -> requests.puts(keeper, "review", subject.id().value()))
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
                                                                Subjects.day(
                                                                        letter, subject.reviewAt()))
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
                                                        .card(subject.id().value())
                                                        .answering("mail.answering.practice")
                                                        .small("mail.review.small")));
    }

    /** Who, where, and their line: the same day. */
    void evidence(Subject subject, Entry entry) {
        String library = Subjects.fact(entry, "library");
        String line = Subjects.fact(entry, "line");
        String verdict = Subjects.fact(entry, "verdict");
        String key = "mail.evidence." + (verdict.isEmpty() ? entry.verb() : verdict);
        String who = subjects.named(entry.actor());
        subjects.keeper(subject)
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
                                            letter.button("mail.practice.button", subject.path())
                                                    .card(subject.id().value())
                                                    .from(who)
                                                    .relay(
                                                            new PersonaId(entry.actor()),
                                                            keeperPersona(subject))
                                                    .answering("mail.answering.thanks", who);
                                        }));
    }

    private static PersonaId keeperPersona(Subject subject) {
        return subject.steward() == null ? subject.author() : subject.steward();
    }

    /** Which addresses in it lead nowhere any more. */
    void linksDied(Subject subject, Entry entry) {
        List<String> dead =
                links.of(subject.id()).stream()
                        .filter(link -> link.deadSince() != null)
                        .map(PracticeLinks.Link::url)
                        .toList();
        if (dead.isEmpty() || subject.steward() == null || subject.reviewAt() == null) return;
        subjects.keeper(subject)
                .ifPresent(
                        keeper ->
                                letters.write(
                                        keeper,
                                        "links " + subject.id() + " " + Subjects.fact(entry, "at"),
                                        letter ->
                                                letter.subject(
                                                                "mail.links.subject",
                                                                subject.title())
                                                        .say("mail.links.say", subject.title())
                                                        .quote(
                                                                String.join("\n\n", dead),
                                                                subject.title())
                                                        .button(
                                                                "mail.links.button",
                                                                "/practices/"
                                                                        + subject.id()
                                                                        + "/edit")
                                                        .small("mail.links.small")));
    }
}
