package org.commonplace.people;

/**
 * What becomes of the words that stand in a mail beside a command. Each command says it with
 * itself, and the receipt tells it: nothing that was written to go along with a command is
 * published for being there.
 */
public enum Beside {
    /** They go with it: as its line, its reason, its text. */
    WITH_IT,

    /** They are what the mail is for, and stand where they would stand without the command. */
    POSTED,

    /** They go to nobody but back to their author. */
    TO_NOBODY
}
