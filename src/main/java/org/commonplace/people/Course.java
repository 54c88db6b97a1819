package org.commonplace.people;

import java.util.ArrayList;
import java.util.List;
import org.commonplace.mail.Mail;

/** A mail while its commands are done: what they did, and the words that go to nobody. */
final class Course {
    private final Mail mail;
    private final List<Receipt> done = new ArrayList<>();
    private final List<String> unsaid = new ArrayList<>();
    private Beside beside = Beside.POSTED;
    private boolean along;

    Course(Mail mail) {
        this.mail = mail;
    }

    Mail mail() {
        return mail;
    }

    List<Receipt> done() {
        return done;
    }

    void did(Receipt one) {
        done.add(one);
    }

    /** Words that go with one command are not kept from it by another. */
    void beside(Beside one) {
        if (beside != Beside.WITH_IT && one != Beside.POSTED) beside = one;
    }

    Beside beside() {
        return beside;
    }

    /** Words of the mail went with a command. */
    void wentAlong() {
        along = true;
    }

    boolean along() {
        return along;
    }

    void unsaid(String words) {
        if (!words.isBlank()) unsaid.add(words.strip());
    }

    List<String> unsaid() {
        return unsaid;
    }
}
