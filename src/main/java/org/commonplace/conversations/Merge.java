package org.commonplace.conversations;

import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two edits of one text joined by paragraph. What only one of the two changed is taken from that
 * one; a paragraph that both changed stands twice, theirs before mine, and is named in {@code
 * both}. No paragraph of either is lost.
 */
public record Merge(String text, List<Both> both) {
    /** A place that both changed. */
    public record Both(String theirs, String mine) {}

    public boolean clean() {
        return both.isEmpty();
    }

    /** A run of the base's paragraphs, from one index to before another. */
    private record Range(int from, int to) {
        boolean touches(Range other) {
            boolean bothInsert = from == to && other.from() == other.to();
            return other.from() < to || (bothInsert && other.from() == from);
        }

        Range with(Range other) {
            return new Range(from, Math.max(to, other.to()));
        }
    }

    public static Merge of(String base, String theirs, String mine) {
        List<String> before = paragraphs(base);
        Side first = Side.of(before, paragraphs(theirs));
        Side second = Side.of(before, paragraphs(mine));
        List<String> merged = new ArrayList<>();
        List<Both> both = new ArrayList<>();
        int at = 0;
        for (Range range : changed(first, second)) {
            merged.addAll(before.subList(at, range.from()));
            List<String> was = before.subList(range.from(), range.to());
            List<String> one = first.of(range);
            List<String> other = second.of(range);
            if (one.equals(was) || one.equals(other)) merged.addAll(other);
            else if (other.equals(was)) merged.addAll(one);
            else if (was.isEmpty()) join(one, other, merged, both);
            else {
                merged.addAll(one);
                merged.addAll(other);
                both.add(new Both(text(one), text(other)));
            }
            at = range.to();
        }
        merged.addAll(before.subList(at, before.size()));
        return new Merge(text(merged), both);
    }

    /**
     * Two insertions at one place: what both hold stands once, the rest of both stands; where that
     * is the same but for a few words, it is named.
     */
    private static void join(
            List<String> one, List<String> other, List<String> merged, List<Both> both) {
        int at = 0;
        for (AbstractDelta<String> delta : Differences.between(one, other)) {
            merged.addAll(one.subList(at, delta.getSource().getPosition()));
            List<String> first = delta.getSource().getLines();
            List<String> second = delta.getTarget().getLines();
            merged.addAll(first);
            merged.addAll(second);
            if (alike(text(first), text(second))) both.add(new Both(text(first), text(second)));
            at = delta.getSource().getPosition() + first.size();
        }
        merged.addAll(one.subList(at, one.size()));
    }

    /** Two thirds of the shorter one's words are the other's, too. */
    private static boolean alike(String one, String other) {
        Set<String> words = words(one);
        Set<String> others = words(other);
        int shorter = Math.min(words.size(), others.size());
        words.retainAll(others);
        return shorter > 0 && words.size() * 3 >= shorter * 2;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(List.of(text.split("[^\\p{L}\\p{N}]+")));
        words.remove("");
        return words;
    }

    private static List<Range> changed(Side first, Side second) {
        List<Range> ranges = new ArrayList<>();
        Stream.concat(first.ranges().stream(), second.ranges().stream())
                .sorted(Comparator.comparingInt(Range::from).thenComparingInt(Range::to))
                .forEach(
                        next -> {
                            if (!ranges.isEmpty() && ranges.getLast().touches(next))
                                ranges.set(ranges.size() - 1, ranges.getLast().with(next));
                            else ranges.add(next);
                        });
        return ranges;
    }

    /** Paragraphs are parted by empty lines, but not inside a fenced block. */
    public static List<String> paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean fenced = false;
        for (String line : text.replace("\r\n", "\n").strip().split("\n")) {
            if (line.startsWith("```")) fenced = !fenced;
            if (!fenced && line.isBlank()) {
                if (!open.isEmpty()) paragraphs.add(open.toString());
                open.setLength(0);
            } else open.append(open.isEmpty() ? "" : "\n").append(line.stripTrailing());
        }
        if (!open.isEmpty()) paragraphs.add(open.toString());
        return paragraphs;
    }

    private static String text(List<String> paragraphs) {
        return String.join("\n\n", paragraphs);
    }

    /** One edit: what it made of the base. */
    private record Side(List<String> text, List<AbstractDelta<String>> deltas, int[] grown) {
        static Side of(List<String> base, List<String> text) {
            List<AbstractDelta<String>> deltas = Differences.between(base, text);
            int[] grown = new int[deltas.size() + 1];
            for (int i = 0; i < deltas.size(); i++) grown[i + 1] = grown[i] + grown(deltas.get(i));
            return new Side(text, deltas, grown);
        }

        private static int grown(AbstractDelta<String> delta) {
            return delta.getTarget().size() - delta.getSource().size();
        }

        /** The first delta that does not end before an index of the base. */
        private int first(int from) {
            int low = 0;
            int high = deltas.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (range(deltas.get(middle)).to() < from) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        List<Range> ranges() {
            return deltas.stream().map(Side::range).toList();
        }

        private static Range range(AbstractDelta<String> delta) {
            int from = delta.getSource().getPosition();
            return new Range(from, from + delta.getSource().size());
        }

        /** What this edit has in the place of a run of the base, whose ends no delta crosses. */
        List<String> of(Range range) {
            int first = first(range.from());
            int from = range.from() + grown[first];
            int to = range.to() + grown[first];
            for (AbstractDelta<String> delta : deltas.subList(first, deltas.size())) {
                Range own = range(delta);
                if (own.from() > range.to()) break;
                int grown = grown(delta);
                boolean before =
                        own.to() < range.from()
                                || (own.to() == range.from() && !within(own, range));
                if (before) from += grown;
                if (before || within(own, range)) to += grown;
            }
            return text.subList(from, to);
        }

        private static boolean within(Range own, Range range) {
            boolean inserted = own.from() == own.to();
            boolean place = range.from() == range.to();
            if (inserted && !place) return own.from() > range.from() && own.from() < range.to();
            return own.from() >= range.from() && own.to() <= range.to();
        }
    }
}
