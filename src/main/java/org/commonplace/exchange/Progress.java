package org.commonplace.exchange;

/** How far long work has come. */
public interface Progress {
    Progress NONE = (step, done, total) -> {};

    /** The step's name, and how much of how much is done (total 0 where it is not known). */
    void at(String step, long done, long total);
}
