package org.commonplace.practices;

import org.commonplace.catalogue.ActivityReader.Entry;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.practices.Subjects.Subject;
import org.springframework.stereotype.Component;

/** Letters to the libraries that keep a practice on their shelf. */
@Component
class ShelfLetters {
    private final Shelves shelves;
    private final Correspondence letters;

    ShelfLetters(Shelves shelves, Correspondence letters) {
        this.shelves = shelves;
        this.letters = letters;
    }

    void toShelves(Subject subject, Entry entry) {
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
                                        .card(subject.id().value())
                                        .answering("mail.answering.practice")
                                        .small("mail.shelf.small"));
    }
}
