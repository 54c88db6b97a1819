package org.commonplace.conversations;

import java.util.List;
import java.util.stream.IntStream;

/** A version and the runs by which it differs from the one before. */
public record Step(Version version, List<WordDiff.Run> title, List<WordDiff.Run> body) {
    public static List<Step> of(List<Version> versions) {
        return IntStream.range(0, versions.size())
                .mapToObj(
                        i ->
                                i + 1 < versions.size()
                                        ? of(versions.get(i), versions.get(i + 1))
                                        : new Step(
                                                versions.get(i),
                                                List.of(),
                                                List.of(
                                                        new WordDiff.Run(
                                                                "same", versions.get(i).body()))))
                .toList();
    }

    private static Step of(Version version, Version before) {
        String title = String.valueOf(version.title());
        String old = String.valueOf(before.title());
        return new Step(
                version,
                version.title() == null || before.title() == null || title.equals(old)
                        ? List.of()
                        : WordDiff.between(old, title),
                WordDiff.between(before.body(), version.body()));
    }
}
