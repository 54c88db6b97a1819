package org.commonplace.questions;

/**
 * How well somebody is placed to answer a question, from what they did before it was asked. The
 * higher the better; the numbers have no unit. Weights were chosen on the earlier half of the
 * former libraries site's questions, under the caps that people have, see docs/benchmarks.md.
 *
 * @param recentAnswers their answers, each halved for every 30 days of its age
 * @param affinity how much nearer to this question their answers and those answers' questions are
 *     than the usual ones, summed in standard deviations and divided by ten more than the number of
 *     their answers
 * @param presence all that they did, each halved for every three days of its age
 * @param sharedTopics for each answer the topics that its question shares with this one, each by
 *     its rarity ln((N + 1) / (n + 1)) among the N questions so far
 */
public record Acquaintance(
        double recentAnswers, double affinity, double presence, double sharedTopics) {
    public static final double ANSWER_HALF_LIFE_DAYS = 30;
    public static final double PRESENCE_HALF_LIFE_DAYS = 3;

    /**
     * Who answers much is likely to answer anything, and has as few turns as everybody: being here
     * lately weighs less than it would if people could be asked without end.
     */
    public double score() {
        return .6 * Math.log(.03 + recentAnswers)
                + 2 * affinity
                + .3 * Math.log(.1 + presence)
                + .3 * Math.log(.3 + sharedTopics);
    }

    /** What is left of one deed after so many days. */
    public static double faded(double days, double halfLife) {
        return Math.pow(2, -days / halfLife);
    }
}
