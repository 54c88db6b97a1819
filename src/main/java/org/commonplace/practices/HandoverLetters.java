package org.commonplace.practices;

import java.util.Map;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.commonplace.practices.Subjects.Subject;
import org.springframework.stereotype.Component;

/** Letters about practices that change hands. */
@Component
class HandoverLetters {
    private final Aliases aliases;
    private final Subjects subjects;
    private final Correspondence letters;
    private final Requests requests;

    HandoverLetters(Aliases aliases, Subjects subjects, Correspondence letters, Requests requests) {
        this.aliases = aliases;
        this.subjects = subjects;
        this.letters = letters;
        this.requests = requests;
    }

    void offered(Subject subject, Entry entry) {
        String to = Subjects.fact(entry, "to");
        String line = Subjects.fact(entry, "line");
        Map<String, String> facts =
                Map.of("practice", subject.id().toString(), "title", subject.title());
        if (!requests.puts(MemberId.of(to), "handover", subject.id().value())) return;
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
                            .say(
                                    "mail.offered.say",
                                    subjects.named(entry.actor()),
                                    subject.title());
                    if (!line.isBlank()) letter.quote(line, subjects.named(entry.actor()));
                    letter.deed("mail.offered.yes", "keep-practice", facts)
                            .deed("mail.offered.no", "not-keep-practice", facts)
                            .button("mail.practice.button", subject.path());
                });
    }

    void notTaken(Subject subject, Entry entry) {
        if (!(entry.facts().get("from") instanceof Number from)) return;
        aliases.deliverTo(new PersonaId(from.longValue()))
                .ifPresent(
                        keeper ->
                                letters.write(
                                        keeper,
                                        "not taken " + subject.id() + " " + entry.actor(),
                                        letter ->
                                                letter.subject(
                                                                "mail.not-taken.subject",
                                                                subject.title())
                                                        .say(
                                                                "mail.not-taken.say",
                                                                subjects.named(entry.actor()),
                                                                subject.title())
                                                        .button(
                                                                "mail.practice.button",
                                                                subject.path())));
    }

    void handedOver(Subject subject, Entry entry) {
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
                                                                subjects.named(entry.actor()))
                                                        .say(
                                                                "mail.handed-over.say",
                                                                subjects.named(entry.actor()),
                                                                subject.title())
                                                        .button(
                                                                "mail.practice.button",
                                                                subject.path())));
    }
}
