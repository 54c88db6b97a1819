package org.commonplace.questions;

import java.util.Arrays;

/**
 * How the few turns of each person are spent: the price of a turn. Measured by {@code bin/bench
 * replay}, see docs/benchmarks.md.
 */
public final class Turns {
    /** What each other thing asked of somebody this week takes from their fit. */
    public static final double LOAD = .4;

    /** For each turn that is left, so many of the week's questions are worth one. */
    private static final int WORTH = 5;

    private static final int FEW = 3;

    private Turns() {}

    /**
     * Whether a question is worth one of the turns that somebody has left: it is among those of the
     * last seven days that fit them best, five for each turn. In a quiet week every question is.
     *
     * @param week how well each question of the last seven days fitted them
     */
    public static boolean worth(double fit, int left, double[] week) {
        if (left <= 0) return false;
        int best = WORTH * left;
        if (week.length < FEW || week.length <= best) return true;
        double[] ordered = week.clone();
        Arrays.sort(ordered);
        return fit >= ordered[ordered.length - best];
    }
}
