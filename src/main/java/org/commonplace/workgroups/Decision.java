package org.commonplace.workgroups;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A decision with those votes that the viewer may see: of a hidden one that is open only their own.
 */
public record Decision(
        DecisionId id,
        WorkgroupId workgroup,
        String title,
        String path,
        String html,
        PersonaId proposer,
        @Nullable String proposerName,
        Method method,
        List<String> options,
        boolean hidden,
        Instant deadline,
        boolean open,
        Instant proposedAt,
        @Nullable String outcome,
        @Nullable String outcomeBy,
        @Nullable Instant outcomeAt,
        List<Vote> votes) {

    /** How a group decides. */
    public enum Method {
        /** It is taken unless somebody objects; objections must be answered. */
        CONSENT,
        /** Whoever proposes decides, after hearing the others. */
        ADVICE,
        /** Everybody picks one of the options. */
        POLL;

        static Method of(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT));
        }

        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        List<String> choices() {
            return switch (this) {
                case CONSENT -> List.of("agree", "abstain", "object");
                case ADVICE -> List.of("for", "against", "thought");
                case POLL -> List.of();
            };
        }
    }

    /** What somebody said; an objection has an answer, or waits for one. */
    public record Vote(
            PersonaId persona,
            @Nullable String name,
            String choice,
            String line,
            Instant at,
            @Nullable String answer,
            @Nullable String answeredBy) {
        public boolean objects() {
            return choice.equals("object");
        }
    }

    public List<String> choices() {
        return method == Method.POLL ? options : method.choices();
    }

    public @Nullable Vote own(Viewer viewer) {
        return votes.stream().filter(vote -> viewer.mine(vote.persona())).findFirst().orElse(null);
    }

    /** Whether the votes of others are kept from everybody now. */
    public boolean veiled() {
        return hidden && open;
    }

    /** How many chose what, in the order of the choices; nothing while it is veiled. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (veiled()) return counts;
        choices().forEach(choice -> counts.put(choice, 0));
        votes.forEach(vote -> counts.merge(vote.choice(), 1, Integer::sum));
        return counts;
    }

    /** Objections that nobody has answered: while there is one, no outcome can be stated. */
    public List<Vote> unanswered() {
        return votes.stream().filter(vote -> vote.objects() && vote.answer() == null).toList();
    }
}
