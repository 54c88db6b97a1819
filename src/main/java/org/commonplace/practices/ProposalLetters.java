package org.commonplace.practices;

import java.util.Map;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.PersonaId;
import org.commonplace.practices.Subjects.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Letters about proposed changes: to the keeper, and back to the proposer. */
@Component
class ProposalLetters {
    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final Subjects subjects;
    private final Correspondence letters;
    private final Requests requests;

    ProposalLetters(
            JdbcClient jdbc,
            Aliases aliases,
            Subjects subjects,
            Correspondence letters,
            Requests requests) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.subjects = subjects;
        this.letters = letters;
        this.requests = requests;
    }

    void proposed(Subject subject, Entry entry) {
        String proposal = Subjects.fact(entry, "proposal");
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
        subjects.keeper(subject)
                .filter(keeper -> keeper.value() != entry.actor())
                .filter(keeper -> requests.puts(keeper, "proposal", subject.id().value()))
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
                                                                subjects.named(entry.actor()),
                                                                subject.title())
                                                        .quote(
                                                                words.get().summary(),
                                                                subjects.named(entry.actor()))
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

    void decided(Subject subject, Entry entry) {
        record Decision(PersonaId proposer, String decision, String because) {}
        jdbc.sql(
                        """
                select proposer, decision, because from practices.proposal
                 where id = :id and decision in ('accepted', 'declined')
                """)
                .param("id", PublicId.parse(Subjects.fact(entry, "proposal")))
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
                                                                        + Subjects.fact(
                                                                                entry, "proposal"),
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
                                                                                    subjects.named(
                                                                                            entry
                                                                                                    .actor()),
                                                                                    subject
                                                                                            .title());
                                                                    if (!one.because().isEmpty())
                                                                        letter.quote(
                                                                                one.because(),
                                                                                subjects.named(
                                                                                        entry
                                                                                                .actor()));
                                                                    letter.button(
                                                                            "mail.practice.button",
                                                                            subject.path());
                                                                })));
    }
}
