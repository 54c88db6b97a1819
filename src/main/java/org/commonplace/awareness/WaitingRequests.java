package org.commonplace.awareness;

import java.util.Optional;
import org.commonplace.people.Correspondence;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Requests that had to wait for another week, in one letter. */
@Component
public class WaitingRequests {
    private final Requests requests;
    private final Correspondence letters;
    private final TransactionTemplate transaction;

    WaitingRequests(Requests requests, Correspondence letters, TransactionTemplate transaction) {
        this.requests = requests;
        this.letters = letters;
        this.transaction = transaction;
    }

    /** Puts before everybody what waited for them; returns how many letters were written. */
    public int ripen() {
        int written = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> one()))) written++;
        return written;
    }

    private boolean one() {
        Optional<Requests.Put> put = requests.next();
        put.filter(one -> !one.requests().isEmpty()).ifPresent(this::write);
        return put.isPresent() && !put.get().requests().isEmpty();
    }

    private void write(Requests.Put put) {
        letters.write(
                put.member(),
                "waited " + put.requests().getFirst().key(),
                letter -> {
                    letter.subject("mail.waited.subject").say("mail.waited.say");
                    for (Requests.Request one : put.requests())
                        letter.say(
                                        "mail.waited.one",
                                        letter.text("request." + one.kind()),
                                        one.title())
                                .button("request." + one.kind() + ".do", one.doneAt());
                    letter.small("mail.waited.small");
                });
    }
}
