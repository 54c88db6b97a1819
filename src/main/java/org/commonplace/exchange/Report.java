package org.commonplace.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came, what did not, and why. */
public final class Report {
    private static final int LISTED = 200;
    private final String source;
    private final boolean trial;
    private final Map<String, Counts> counts = new LinkedHashMap<>();
    private final Map<String, Passed> passed = new LinkedHashMap<>();

    Report(String source, boolean trial) {
        this.source = source;
        this.trial = trial;
    }

    /** Of a kind of thing: how many the source has, how many are new, how many had come before. */
    public record Counts(long found, long brought, long before) {}

    /** Rows that did not come, by reason: how many, and the first of them. */
    public record Passed(long n, List<String> rows) {}

    /** The report as it is kept and written to files: {@code counts} and {@code passed} by kind. */
    public record Told(
            String source, boolean trial, Map<String, Counts> counts, Map<String, Passed> passed) {}

    public Told told() {
        return new Told(source, trial, counts, passed);
    }

    void count(String kind, long found, long brought) {
        counts.merge(
                kind,
                new Counts(found, brought, found - brought),
                (one, two) ->
                        new Counts(
                                one.found() + two.found(),
                                one.brought() + two.brought(),
                                one.before() + two.before()));
    }

    void pass(String reason, String row) {
        Passed before = passed.computeIfAbsent(reason, key -> new Passed(0, new ArrayList<>()));
        if (before.rows().size() < LISTED) before.rows().add(row);
        passed.put(reason, new Passed(before.n() + 1, before.rows()));
    }

    public String source() {
        return source;
    }

    public boolean trial() {
        return trial;
    }

    public Map<String, Counts> counts() {
        return counts;
    }

    public Map<String, Passed> passed() {
        return passed;
    }

    /** The report for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(trial ? "Tried, nothing written: " : "Brought in: ")
                .append(source)
                .append('\n');
        counts.forEach(
                (kind, n) ->
                        text.append(
                                String.format(
                                        "  %-12s %,10d found %,10d new %,10d there before%n",
                                        kind, n.found(), n.brought(), n.before())));
        passed.forEach(
                (reason, rows) -> {
                    text.append(String.format("  not brought: %,d %s%n", rows.n(), reason));
                    rows.rows().stream()
                            .limit(5)
                            .forEach(row -> text.append("      ").append(row).append('\n'));
                    if (rows.n() > 5) text.append("      ...\n");
                });
        return text.toString();
    }
}
