package org.commonplace.mail;

import org.jspecify.annotations.Nullable;

/** What becomes of a mail from a person: the one way from this room to the later ones. */
public interface Delivery {
    /** Whether somebody or something of the house has this address. */
    boolean knows(Addresses.Address address);

    /**
     * Takes a mail, in the transaction that ends it. Whatever it throws undoes everything, and the
     * mail is refused with the reason that it gives, or tried again where it gives none.
     */
    Outcome take(Mail mail);

    /**
     * Whether its author speaks under another name where it goes to: then nothing of it is kept.
     */
    boolean masks(Mail mail);

    /** Tells the author why a mail was not taken, in a transaction of its own. */
    void refuse(Mail mail, RuntimeException because);

    /**
     * How a mail ended: {@code taken}, {@code unconfirmed}, {@code refused}, {@code dropped} or,
     * set aside for whoever runs the house, {@code failed}; by whom it was and in which thread it
     * stands, where it does.
     */
    record Outcome(String state, String note, @Nullable Long sender, @Nullable Long thread) {
        private static final String MASKED = "under an alias";

        /** Taken under an alias: the mail itself is forgotten at once, and who sent it. */
        public static Outcome masked() {
            return new Outcome("taken", MASKED, null, null);
        }

        /** Refused where its author has an alias: it is forgotten in the same way. */
        static Outcome refusedMasked() {
            return new Outcome("refused", MASKED, null, null);
        }

        boolean forgets() {
            return note.equals(MASKED);
        }

        public static Outcome taken(String note, @Nullable Long sender, @Nullable Long thread) {
            return new Outcome("taken", note, sender, thread);
        }

        public static Outcome refused(String note, @Nullable Long sender) {
            return new Outcome("refused", note, sender, null);
        }

        public static Outcome unconfirmed(String note) {
            return new Outcome("unconfirmed", note, null, null);
        }

        static Outcome setAside(String note) {
            return new Outcome("failed", note, null, null);
        }

        public static Outcome dropped(String note) {
            return new Outcome("dropped", note, null, null);
        }
    }
}
