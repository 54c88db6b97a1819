package org.commonplace.people;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Delivery.Outcome;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Sorting;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What one does for oneself, whatever the mail answers. */
@Component
class OwnDeeds implements Deeds {
    private final Members members;
    private final Departures departures;
    private final Correspondence letters;
    private final ObjectProvider<Sorting> sorting;
    private final Clock clock;

    OwnDeeds(
            Members members,
            Departures departures,
            Correspondence letters,
            ObjectProvider<Sorting> sorting,
            Clock clock) {
        this.members = members;
        this.departures = departures;
        this.letters = letters;
        this.sorting = sorting;
        this.clock = clock;
    }

    @Override
    public List<Deed<?>> all() {
        return List.of(
                Deed.ofOneself("help")
                        .byWord()
                        .does((me, said, doer) -> Receipt.of("help", null, "/manual/mail")),
                Deed.ofOneself("away")
                        .byWord()
                        .behind("until", OwnDeeds::day)
                        .does(
                                this::until,
                                (me, until, doer) -> {
                                    members.away(me.member(), until);
                                    return Receipt.of("away", null, "/me", until.toString());
                                }),
                Deed.ofOneself("ask-to-leave").byWord().doesMailed(this::askToLeave),
                Deed.ofOneself("leave-house")
                        .byLink()
                        .does(
                                (me, said, doer) -> {
                                    departures.leave(me.member(), false);
                                    return Receipt.of("left-house", null, "/");
                                }),
                confirmed("mail"),
                confirmed("held"),
                confirmed("join"));
    }

    private static String day(String typed) {
        return typed.replaceFirst("(?iu)^(until|fino al?|bis)\\s+", "").strip();
    }

    private LocalDate until(Viewer me, Form form, Viewer doer) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), me.zone());
        LocalDate until = form.date("until");
        if (until != null && !until.isBefore(today)) return until;
        form.refuse("until", "form.date");
        return today;
    }

    /** Leaving needs a second mail: the first brings a letter that says what happens. */
    private Receipt askToLeave(Viewer me, Mail mail, Viewer doer) {
        letters.write(
                me.member(),
                "leave " + mail.id(),
                letter ->
                        letter.owed()
                                .subject("mail.leave-house.subject")
                                .say("mail.leave-house.say")
                                .deed("mail.leave-house.button", "leave-house", Map.of("title", ""))
                                .small("mail.leave-house.small"));
        return Receipt.of("leave-house", null, "/me/leave");
    }

    /**
     * A mail that its author has confirmed to be theirs, or to be meant though it looked like a
     * machine's, is taken then; one to join needs nothing more.
     */
    private Deed<Viewer> confirmed(String name) {
        return Deed.ofOneself(name)
                .byPromise()
                .does(
                        (me, form, doer) -> Long.parseLong(form.given("mail")),
                        (me, mail, doer) ->
                                Receipt.of(
                                        "",
                                        null,
                                        sorting.getObject()
                                                .confirmed(mail)
                                                .map(Outcome::thread)
                                                .map(thread -> "/cards/" + PublicId.text(thread))
                                                .orElse("/")));
    }
}
