package org.commonplace.installation;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Talks;
import org.commonplace.people.Viewer;
import org.commonplace.practices.Adoptions;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.practices.Renewals;
import org.commonplace.questions.QuestionId;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Conclusions;
import org.commonplace.workgroups.Decision;
import org.commonplace.workgroups.DecisionId;
import org.commonplace.workgroups.Decisions;
import org.commonplace.workgroups.Documents;
import org.commonplace.workgroups.Rest;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.commonplace.workgroups.Workgroups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One whole story of the sample community: a question, a group with a decision and a dissent, a
 * practice that two libraries confirmed and that is due now, and its translation.
 */
@Component
class SampleStory {
    private final Workgroups workgroups;
    private final Documents documents;
    private final Decisions decisions;
    private final Conclusions conclusions;
    private final Practices practices;
    private final Renewals renewals;
    private final Adoptions adoptions;
    private final Talks talks;
    private final Clock clock;
    private final Seats seats;
    private final Beginnings beginnings;

    SampleStory(
            Workgroups workgroups,
            Documents documents,
            Decisions decisions,
            Conclusions conclusions,
            Practices practices,
            Renewals renewals,
            Adoptions adoptions,
            Talks talks,
            Clock clock,
            Seats seats,
            Beginnings beginnings) {
        this.workgroups = workgroups;
        this.documents = documents;
        this.decisions = decisions;
        this.conclusions = conclusions;
        this.practices = practices;
        this.renewals = renewals;
        this.adoptions = adoptions;
        this.talks = talks;
        this.clock = clock;
        this.seats = seats;
        this.beginnings = beginnings;
    }

    record Script(
            String question,
            String facilitator,
            List<String> members,
            String observer,
            String problem,
            String doneWhen,
            String leftOut,
            List<Paragraph> paragraphs,
            Vote decision,
            String practice,
            double practiceHoursAgo,
            List<Renewed> renewals,
            Tried adoption,
            Said dissent,
            Said reply,
            Translated translation) {}

    record Paragraph(String by, String text) {}

    record Vote(
            String by,
            String title,
            String body,
            List<Choice> votes,
            String answer,
            String outcome,
            Said dissent) {}

    record Choice(String by, String choice, String line) {}

    record Renewed(String by, String library, double hoursAgo, String line) {}

    record Tried(
            String by, String library, String verdict, String done, int reached, double hoursAgo) {}

    record Said(String by, @Nullable Double hoursAgo, String text) {}

    record Translated(String by, String title, String body, double hoursAgo) {}

    /** Something that happens so many hours before now. */
    interface Stage {
        void scene(double hoursAgo, Runnable deed);
    }

    /** Puts the story's scenes on the stage, among those of the others. */
    void scenes(
            Script script,
            Function<String, Viewer> viewer,
            Stage stage,
            Function<String, QuestionId> question) {
        new Telling(script, viewer, stage, question).tell();
    }

    /** The story while it is told: what the later scenes need of the earlier ones. */
    private final class Telling {
        private final Script script;
        private final Function<String, Viewer> viewer;
        private final Stage stage;
        private final Function<String, QuestionId> question;
        private @Nullable WorkgroupId group;
        private @Nullable DecisionId decision;
        private @Nullable PracticeId practice;
        private @Nullable PostId dissent;

        Telling(
                Script script,
                Function<String, Viewer> viewer,
                Stage stage,
                Function<String, QuestionId> question) {
            this.script = script;
            this.viewer = viewer;
            this.stage = stage;
            this.question = question;
        }

        void tell() {
            double begun = script.practiceHoursAgo() + 700;
            stage.scene(begun, this::begin);
            double at = begun - 24;
            for (int i = 1; i <= script.paragraphs().size(); i++) {
                int written = i;
                stage.scene(at, () -> write(written));
                at -= 30;
            }
            stage.scene(at, this::decide);
            stage.scene(at - 100, this::close);
            stage.scene(script.practiceHoursAgo(), this::deliver);
            script.renewals().forEach(one -> stage.scene(one.hoursAgo(), () -> renew(one)));
            stage.scene(script.adoption().hoursAgo(), this::adopt);
            stage.scene(hours(script.dissent()), this::dissent);
            stage.scene(hours(script.reply()), this::reply);
            stage.scene(script.translation().hoursAgo(), this::translate);
        }

        private static double hours(Said said) {
            return Objects.requireNonNull(said.hoursAgo());
        }

        private void begin() {
            group =
                    beginnings.begin(
                            new Beginnings.Draft(
                                    script.problem(),
                                    script.doneWhen(),
                                    script.leftOut(),
                                    List.of(question.apply(script.question())),
                                    "commons",
                                    6,
                                    false,
                                    "en",
                                    false,
                                    List.of()),
                            viewer.apply(script.facilitator()));
            for (String member : script.members()) seats.join(group, true, viewer.apply(member));
            seats.join(group, false, viewer.apply(script.observer()));
        }

        private WorkgroupId group() {
            return Objects.requireNonNull(group);
        }

        private void write(int paragraphs) {
            Paragraph last = script.paragraphs().get(paragraphs - 1);
            List<String> text = new ArrayList<>();
            script.paragraphs().subList(0, paragraphs).forEach(one -> text.add(one.text()));
            Viewer writer = viewer.apply(last.by());
            documents.save(
                    group(),
                    workgroups.get(group(), writer).version(),
                    String.join("\n\n", text),
                    "",
                    writer);
        }

        private void decide() {
            Vote vote = script.decision();
            decision =
                    decisions.propose(
                            group(),
                            new Decisions.Draft(
                                    vote.title(),
                                    vote.body(),
                                    Decision.Method.CONSENT,
                                    List.of(),
                                    false,
                                    clock.instant().plus(Duration.ofDays(4))),
                            viewer.apply(vote.by()));
            for (Choice one : vote.votes())
                decisions.vote(decision, one.choice(), one.line(), viewer.apply(one.by()));
        }

        private void close() {
            Vote vote = script.decision();
            Viewer facilitator = viewer.apply(vote.by());
            DecisionId id = Objects.requireNonNull(decision);
            decisions.ripen();
            decisions.get(id, facilitator).unanswered().stream()
                    .toList()
                    .forEach(
                            one -> decisions.answer(id, one.persona(), vote.answer(), facilitator));
            decisions.state(id, vote.outcome(), facilitator);
            talks.say(
                    id.value(),
                    null,
                    "dissent",
                    vote.dissent().text(),
                    "en",
                    viewer.apply(vote.dissent().by()));
        }

        private void deliver() {
            Viewer facilitator = viewer.apply(script.facilitator());
            practice =
                    conclusions.deliver(
                            group(),
                            NewPractice.of(
                                    script.practice(),
                                    conclusions.prefilled(
                                            workgroups.get(group(), facilitator),
                                            facilitator,
                                            "What was decided",
                                            "Not everybody agreed"),
                                    "en"),
                            new Rest.Closed(),
                            facilitator);
        }

        private PracticeId practice() {
            return Objects.requireNonNull(practice);
        }

        private void renew(Renewed one) {
            renewals.say(
                    practice(), "still-true", one.library(), one.line(), viewer.apply(one.by()));
        }

        private void adopt() {
            Tried one = script.adoption();
            adoptions.report(
                    practice(),
                    new Adoptions.Tried(
                            one.library(),
                            "public",
                            "few",
                            "IT",
                            one.verdict(),
                            one.done(),
                            "",
                            "",
                            one.reached(),
                            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
                    viewer.apply(one.by()));
        }

        private void dissent() {
            dissent =
                    talks.say(
                            practice().value(),
                            null,
                            "dissent",
                            script.dissent().text(),
                            "en",
                            viewer.apply(script.dissent().by()));
        }

        private void reply() {
            talks.say(
                    practice().value(),
                    dissent,
                    "comment",
                    script.reply().text(),
                    "en",
                    viewer.apply(script.reply().by()));
        }

        private void translate() {
            Translated one = script.translation();
            practices.keep(
                    new NewPractice(
                            org.commonplace.practices.Kind.PRACTICE,
                            one.title(),
                            one.body(),
                            "commons",
                            List.of(),
                            true,
                            true,
                            12,
                            "CC BY 4.0",
                            "it",
                            null,
                            practice(),
                            List.of()),
                    viewer.apply(one.by()));
        }
    }
}
