package org.commonplace.practices;

import java.util.List;
import org.commonplace.catalogue.ActivityReader;
import org.springframework.stereotype.Component;

/** Tells people what concerns them about the practices that they keep, proposed to, or shelved. */
@Component
class PracticeNotices implements ActivityReader {
    private final Subjects subjects;
    private final KeeperLetters keepers;
    private final ProposalLetters proposals;
    private final HandoverLetters handovers;
    private final ShelfLetters shelves;
    private final DraftLetters drafts;
    private final TalkLetters talk;

    PracticeNotices(
            Subjects subjects,
            KeeperLetters keepers,
            ProposalLetters proposals,
            HandoverLetters handovers,
            ShelfLetters shelves,
            DraftLetters drafts,
            TalkLetters talk) {
        this.subjects = subjects;
        this.keepers = keepers;
        this.proposals = proposals;
        this.handovers = handovers;
        this.shelves = shelves;
        this.drafts = drafts;
        this.talk = talk;
    }

    @Override
    public String name() {
        return "practices";
    }

    @Override
    public void read(List<Entry> entries) {
        for (Entry entry : entries)
            switch (entry.verb()) {
                case "asked-to-look" -> drafts.asked(entry);
                case "looked-over" -> drafts.lookedOver(entry);
                case "said" -> talk.said(entry);
                default -> subjects.find(entry.card()).ifPresent(one -> tell(one, entry));
            }
    }

    private void tell(Subjects.Subject subject, Entry entry) {
        switch (entry.verb()) {
            case "due" -> keepers.review(subject, "due");
            case "overdue" -> {
                keepers.review(subject, "overdue");
                if (subject.state().equals("overdue")) shelves.toShelves(subject, entry);
            }
            case "links-died" -> keepers.linksDied(subject, entry);
            case "confirmed", "changed-here", "adopted" -> keepers.evidence(subject, entry);
            case "proposed" -> proposals.proposed(subject, entry);
            case "decided" -> proposals.decided(subject, entry);
            case "offered" -> handovers.offered(subject, entry);
            case "not-taken" -> handovers.notTaken(subject, entry);
            case "handed-over" -> handovers.handedOver(subject, entry);
            case "revised", "superseded", "retired" -> shelves.toShelves(subject, entry);
            default -> {
                // Nothing that concerns somebody directly.
            }
        }
    }
}
