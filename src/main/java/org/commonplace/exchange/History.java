package org.commonplace.exchange;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The post history of a dump, by post: the texts lie in a temporary file, only where they lie is in
 * memory, so that a large dump needs no large memory.
 */
final class History implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final Map<Long, List<Entry>> posts = new HashMap<>();

    History() {
        try {
            this.path = Files.createTempFile("commonplace-history", ".bin");
            this.file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Entry(
            int type,
            long at,
            long user,
            @Nullable String name,
            @Nullable String comment,
            long from,
            int length,
            String revision) {}

    /** One entry with its text. */
    record Change(
            int type,
            Instant at,
            long user,
            @Nullable String name,
            @Nullable String comment,
            String text,
            String revision) {}

    void add(DumpFile.Row row) {
        byte[] text =
                String.valueOf(row.text("Text") == null ? "" : row.text("Text"))
                        .getBytes(StandardCharsets.UTF_8);
        Long user = row.idOrNull("UserId");
        try {
            long from = file.length();
            file.seek(from);
            file.write(text);
            posts.computeIfAbsent(row.id("PostId"), key -> new ArrayList<>(4))
                    .add(
                            new Entry(
                                    (int) row.id("PostHistoryTypeId"),
                                    row.instant("CreationDate").toEpochMilli(),
                                    user == null ? 0 : user,
                                    row.text("UserDisplayName"),
                                    row.text("Comment"),
                                    from,
                                    text.length,
                                    String.valueOf(row.text("RevisionGUID"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Change> of(long post) {
        List<Change> changes = new ArrayList<>();
        for (Entry entry : posts.getOrDefault(post, List.of()))
            changes.add(
                    new Change(
                            entry.type(),
                            Instant.ofEpochMilli(entry.at()),
                            entry.user(),
                            entry.name(),
                            entry.comment(),
                            text(entry),
                            entry.revision()));
        return changes;
    }

    private String text(Entry entry) {
        try {
            byte[] text = new byte[entry.length()];
            file.seek(entry.from());
            file.readFully(text);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
