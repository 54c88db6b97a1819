package org.commonplace.conversations;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two lists, in time that grows hardly faster than they do. Between what
 * stands once in both (patience diff, after Bram Cohen) the least change is looked for, which costs
 * the square of it; where even that part is long and has nothing in common, all of it has changed.
 */
final class Differences {
    /** So many together are compared to the last. */
    private static final int FEW = 3_000;

    private static final int DEEP = 6;
    private final List<String> before;
    private final List<String> after;
    private final List<AbstractDelta<String>> deltas = new ArrayList<>();

    private Differences(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** In the order of the texts. */
    static List<AbstractDelta<String>> between(List<String> before, List<String> after) {
        Differences all = new Differences(before, after);
        all.compare(new Part(0, before.size(), 0, after.size()), DEEP);
        return all.deltas;
    }

    /** From an index to before another, in the one list and in the other. */
    private record Part(int from, int to, int other, int otherTo) {
        int size() {
            return to - from + otherTo - other;
        }
    }

    private void compare(Part whole, int deeper) {
        Part part = withoutCommonEnds(whole);
        if (part.size() == 0) return;
        boolean oneSided = part.from == part.to || part.other == part.otherTo;
        if (oneSided) changed(part);
        else if (part.size() <= FEW) least(part);
        else if (deeper == 0) changed(part);
        else between(part, anchors(part), deeper);
    }

    private Part withoutCommonEnds(Part part) {
        int from = part.from;
        int other = part.other;
        while (from < part.to
                && other < part.otherTo
                && before.get(from).equals(after.get(other))) {
            from++;
            other++;
        }
        int to = part.to;
        int otherTo = part.otherTo;
        while (to > from && otherTo > other && before.get(to - 1).equals(after.get(otherTo - 1))) {
            to--;
            otherTo--;
        }
        return new Part(from, to, other, otherTo);
    }

    private void between(Part part, List<int[]> anchors, int deeper) {
        if (anchors.isEmpty()) {
            changed(part);
            return;
        }
        int from = part.from;
        int other = part.other;
        for (int[] anchor : anchors) {
            compare(new Part(from, anchor[0], other, anchor[1]), deeper - 1);
            from = anchor[0] + 1;
            other = anchor[1] + 1;
        }
        compare(new Part(from, part.to, other, part.otherTo), deeper - 1);
    }

    /** What stands once in both, as far as it is in the same order: the longest such row. */
    private List<int[]> anchors(Part part) {
        Map<String, Integer> once = once(before, part.from, part.to);
        Map<String, Integer> otherOnce = once(after, part.other, part.otherTo);
        List<int[]> pairs = new ArrayList<>();
        for (int i = part.from; i < part.to; i++) {
            Integer at = otherOnce.getOrDefault(before.get(i), -1);
            if (at >= 0 && once.getOrDefault(before.get(i), -1) == i) pairs.add(new int[] {i, at});
        }
        return rising(pairs);
    }

    /** Where each stands; -1 for what stands more than once. */
    private static Map<String, Integer> once(List<String> list, int from, int to) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = from; i < to; i++) places.merge(list.get(i), i, (one, two) -> -1);
        return places;
    }

    private static List<int[]> rising(List<int[]> pairs) {
        int[] tails = new int[pairs.size()];
        int[] previous = new int[pairs.size()];
        int length = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int at = place(pairs, tails, length, pairs.get(i)[1]);
            previous[i] = at == 0 ? -1 : tails[at - 1];
            tails[at] = i;
            length = Math.max(length, at + 1);
        }
        int[][] row = new int[length][];
        for (int i = length - 1, at = length == 0 ? -1 : tails[length - 1]; i >= 0; i--) {
            row[i] = pairs.get(at);
            at = previous[at];
        }
        return Arrays.asList(row);
    }

    private static int place(List<int[]> pairs, int[] tails, int length, int value) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pairs.get(tails[middle])[1] < value) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void least(Part part) {
        List<String> some = before.subList(part.from, part.to);
        List<String> others = after.subList(part.other, part.otherTo);
        for (AbstractDelta<String> one : DiffUtils.diff(some, others).getDeltas()) {
            int from = part.from + one.getSource().getPosition();
            int other = part.other + one.getTarget().getPosition();
            changed(
                    new Part(
                            from,
                            from + one.getSource().size(),
                            other,
                            other + one.getTarget().size()));
        }
    }

    private void changed(Part part) {
        Chunk<String> source = new Chunk<>(part.from, before.subList(part.from, part.to));
        Chunk<String> target = new Chunk<>(part.other, after.subList(part.other, part.otherTo));
        if (source.size() == 0) deltas.add(new InsertDelta<>(source, target));
        else if (target.size() == 0) deltas.add(new DeleteDelta<>(source, target));
        else deltas.add(new ChangeDelta<>(source, target));
    }
}
