package org.commonplace.workgroups;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonplace.chrome.Form;
import org.commonplace.people.Deed;
import org.commonplace.people.Deeds;
import org.commonplace.people.Receipt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is done in groups by more doors than a button: joining, and voting. */
@Component
class GroupDeeds implements Deeds {
    static final int LINE = 1000;

    /** Choices that have a word of their own; "vote" is followed by any. */
    private static final List<String> CHOICES =
            List.of("agree", "abstain", "object", "for", "against", "thought");

    private static final List<String> ROLES = List.of("member", "observer");
    private final JdbcClient jdbc;
    private final Seats seats;
    private final Decisions decisions;

    GroupDeeds(JdbcClient jdbc, Seats seats, Decisions decisions) {
        this.jdbc = jdbc;
        this.seats = seats;
        this.decisions = decisions;
    }

    @Override
    public List<Deed<?>> all() {
        return Stream.<Deed<?>>concat(
                        Stream.of(join(), vote(null)), CHOICES.stream().map(this::vote))
                .toList();
    }

    /** Joins a group, or looks on. */
    Deed<WorkgroupId> join() {
        return Deed.<WorkgroupId>of(
                        "join-group",
                        (facts, doer) -> WorkgroupId.of(facts.getOrDefault("group", "")))
                .byLink()
                .does(
                        (id, form, doer) -> form.choice("role", ROLES, "member").equals("member"),
                        (id, works, doer) -> {
                            seats.join(id, works, doer);
                            return Receipt.of(
                                    works ? "group-joined" : "watching",
                                    id.value(),
                                    "/workgroups/" + id + "/-");
                        });
    }

    private record Vote(String choice, String line) {}

    /** A vote for a choice, or for the one that is said. */
    Deed<DecisionId> vote(@Nullable String choice) {
        Deed.Draft<DecisionId> deed =
                Deed.of(choice == null ? "vote" : choice, decision()).byWord().words("line");
        return (choice == null ? deed.behind("choice") : deed)
                .does(
                        (id, form, doer) ->
                                read(
                                        decisions.get(id, doer),
                                        choice == null ? form.given("choice") : choice,
                                        form),
                        (id, vote, doer) -> {
                            decisions.vote(id, vote.choice(), vote.line(), doer);
                            Decision one = decisions.get(id, doer);
                            return Receipt.of("voted", id.value(), one.path(), one.title());
                        });
    }

    private Deed.Things<DecisionId> decision() {
        return Deed.Things.of(
                (facts, doer) -> DecisionId.of(facts.getOrDefault("decision", "")),
                (mail, doer) -> mail.about().flatMap(this::of));
    }

    private Optional<DecisionId> of(long card) {
        return jdbc.sql("select id from workgroups.decision where id = :id")
                .param("id", card)
                .query((row, n) -> new DecisionId(row.getLong(1)))
                .optional();
    }

    private static Vote read(Decision decision, String said, Form form) {
        String choice = option(decision, said);
        String line = form.words("line", LINE);
        if (choice.isEmpty()) form.refuse("choice", "form.choice");
        if (choice.equals("object") && line.isEmpty()) form.refuse("line", "form.reason");
        return new Vote(choice, line);
    }

    /** The option that was meant: by its words in any case, or by its number in the list. */
    private static String option(Decision decision, String typed) {
        if (decision.choices().contains(typed)) return typed;
        String said = typed.strip().replaceFirst("[.!]+$", "").toLowerCase(Locale.ROOT);
        if (said.matches("\\d{1,2}")) {
            int n = Integer.parseInt(said);
            if (n >= 1 && n <= decision.choices().size()) return decision.choices().get(n - 1);
        }
        return decision.choices().stream()
                .filter(one -> one.strip().toLowerCase(Locale.ROOT).equals(said))
                .findFirst()
                .orElse("");
    }
}
