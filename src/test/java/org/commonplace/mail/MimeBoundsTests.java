package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a mail takes in memory while it is read: its parts once, and no more parts than are meant.
 */
class MimeBoundsTests {
    private static final String HEAD =
            "From: a@example.org\r\nTo: b@example.org\r\nSubject: Large\r\nMIME-Version: 1.0\r\n";

    private interface Work {
        void run() throws IOException;
    }

    private static long allocated(Work work) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code piece} so many times, not in memory. */
    private static InputStream times(String piece, int times) {
        return new SequenceInputStream(
                Collections.enumeration(
                        Collections.nCopies(times, piece).stream()
                                .map(MimeBoundsTests::text)
                                .toList()));
    }

    private static InputStream all(InputStream... pieces) {
        return new SequenceInputStream(Collections.enumeration(List.of(pieces)));
    }

    @Test
    void aLargeMailIsInMemoryAboutTwice() throws Exception {
        String lines = ("JVBERi0x".repeat(9) + "\r\n").repeat(1_000);
        InputStream mail =
                all(
                        text(HEAD + "Content-Type: multipart/mixed; boundary=here\r\n\r\n"),
                        text("--here\r\n\r\nSee the scan.\r\n--here\r\n"),
                        text("Content-Type: application/pdf; name=scan.pdf\r\n"),
                        text("Content-Transfer-Encoding: base64\r\n\r\n"),
                        times(lines, 324),
                        text("--here--\r\n"));
        Mime[] read = new Mime[1];
        long asked = allocated(() -> read[0] = Mime.of(mail));
        assertThat(read[0].files()).hasSize(1);
        assertThat(read[0].files().getFirst().bytes().length).isEqualTo(324 * 54_000);
        assertThat(asked).isLessThan(70_000_000);
    }

    @Test
    void partsWithoutEndAreNoMail() throws Exception {
        InputStream parts =
                all(
                        text(HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"),
                        times("--b\r\n\r\n\r\n".repeat(1_000), 2_500));
        long asked =
                allocated(
                        () ->
                                assertThatThrownBy(() -> Mime.of(parts))
                                        .isInstanceOf(IOException.class));
        assertThat(asked).isLessThan(60_000_000);
    }

    @Test
    void mailsInMailsWithoutEndAreNoMail() throws Exception {
        InputStream mails =
                all(
                        text(HEAD + "Content-Type: message/rfc822\r\n\r\n"),
                        times("Content-Type: message/rfc822\r\n\r\n".repeat(1_000), 500));
        long asked =
                allocated(
                        () ->
                                assertThatThrownBy(() -> Mime.of(mails))
                                        .isInstanceOf(IOException.class));
        assertThat(asked).isLessThan(60_000_000);
    }
}
