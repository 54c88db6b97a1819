package org.commonplace.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that would be larger than anything once unpacked, or deeper: refused in a sentence. */
class SwellingTests {
    private static final long BOUND = 150_000_000;

    @TempDir private Path folder;

    private void refused(String why, ThrowingCallable reading) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(reading).isInstanceOf(InputProblem.class).hasMessageContaining(why);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(BOUND);
    }

    private Path packed(String name, String head, String piece, int times) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < times; i++) out.write(bytes);
        }
        return file;
    }

    @Test
    void gzippedXmlDoesNotSwell() throws Exception {
        Path file = packed("wiki.xml.gz", "<a>", "     ".repeat(200_000) + "<b/>", 300);
        refused("swells too much", () -> XmlFile.read(file, reader -> {}));
    }

    @Test
    void elementsInElementsEnd() throws Exception {
        Path file = packed("deep.xml.gz", "", "<a>".repeat(10_000), 100);
        refused("depth", () -> XmlFile.read(file, reader -> {}));
    }

    @Test
    void entitiesAreNotExpanded() throws Exception {
        Path file = folder.resolve("laughs.xml");
        Files.writeString(
                file, "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;&c;</a>");
        refused("document type", () -> XmlFile.read(file, reader -> {}));
    }

    @Test
    void aGzippedArchiveOfMailsDoesNotSwell() throws Exception {
        Path file =
                packed(
                        "list.mbox.gz",
                        "From a@example.org Mon Jan  1 10:00:00 2001\n\n",
                        "a".repeat(1_000_000),
                        300);
        refused("swells too much", () -> new MboxFile(file).read((mail, read) -> {}));
    }

    @Test
    void aVocabularyThatNoMemoryHoldsIsRefused() throws Exception {
        Path file = folder.resolve("large.ttl");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(65_000_000);
        }
        refused("at most 64 MB", () -> Skos.bounded(file));
    }
}
