package org.commonplace.workgroups;

import java.time.Instant;
import java.util.List;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.practices.PracticeId;
import org.jspecify.annotations.Nullable;

/** A workgroup's own row, as its rules need it, with who is in it. */
public record Workgroup(
        WorkgroupId id,
        Phase phase,
        String path,
        String problem,
        String doneWhen,
        String leftOut,
        PersonaId facilitator,
        long audience,
        long ownAudience,
        @Nullable Long community,
        String language,
        boolean chatham,
        Instant proposedAt,
        Instant endsAt,
        @Nullable String extendedBecause,
        Instant movedAt,
        @Nullable Instant stalledAt,
        @Nullable String outcome,
        String conclusion,
        @Nullable PracticeId practice,
        @Nullable Instant closedAt,
        int version,
        String document,
        List<Seat> seats) {

    /** How many may work in a group, so that it stays one. */
    public static final int MOST = 7;

    /** Somebody in the group. */
    public record Seat(
            PersonaId persona,
            String role,
            @Nullable Long person,
            @Nullable String name,
            @Nullable String place,
            @Nullable String sector) {
        public boolean works() {
            return role.equals("member");
        }

        public @Nullable String path() {
            return person == null
                    ? null
                    : "/people/" + org.commonplace.chrome.PublicId.text(person);
        }
    }

    public List<Seat> members() {
        return seats.stream().filter(Seat::works).toList();
    }

    public List<Seat> observers() {
        return seats.stream().filter(seat -> !seat.works()).toList();
    }

    public boolean works(Viewer viewer) {
        return members().stream().anyMatch(seat -> viewer.mine(seat.persona()));
    }

    public boolean observes(Viewer viewer) {
        return observers().stream().anyMatch(seat -> viewer.mine(seat.persona()));
    }

    public boolean facilitates(Viewer viewer) {
        return viewer.mine(facilitator);
    }

    public boolean full() {
        return members().size() >= MOST;
    }

    /** Whether all who work in it come from one kind of workplace, as far as they say. */
    public boolean alike() {
        List<String> kinds =
                members().stream()
                        .map(seat -> seat.sector() == null ? "" : seat.sector())
                        .filter(kind -> !kind.isEmpty())
                        .distinct()
                        .toList();
        return members().size() > 1 && kinds.size() == 1;
    }
}
