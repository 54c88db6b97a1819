package org.commonplace.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * An archive of mails, one behind the other (RFC 4155, the mboxrd kind too): a line that begins
 * with "From " behind an empty one begins a mail. Read as a stream; one mail is in memory at a
 * time.
 */
final class MboxFile {
    private static final int LARGEST = 30_000_000;
    private static final Pattern BEGIN =
            Pattern.compile(
                    "^From \\S+.*\\d{1,2}:\\d{2}.*\\d{4}\\s*.*$|^From \\S+@\\S+.*$|^From - .*$");
    private static final Pattern QUOTED = Pattern.compile("^>+From ");
    private final Path file;

    MboxFile(Path file) {
        this.file = file;
    }

    interface Reader {
        /** One mail; how many bytes of the file have been read. */
        void mail(byte[] raw, long read);
    }

    /** Hands over every mail. Throws {@link InputProblem} where the file is no archive of mails. */
    void read(Reader reader) {
        try (InputStream in = open()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(200);
            ByteArrayOutputStream mail = new ByteArrayOutputStream(8_000);
            boolean blank = true;
            boolean begun = false;
            long read = 0;
            while (line(in, line)) {
                read += line.size();
                String text = line.size() > 300 ? "" : line.toString(StandardCharsets.ISO_8859_1);
                if (blank && BEGIN.matcher(text.stripTrailing()).matches()) {
                    if (begun) reader.mail(mail.toByteArray(), read);
                    mail.reset();
                    begun = true;
                } else if (!begun && !text.isBlank()) {
                    throw new InputProblem(
                            file.toString(),
                            1,
                            "this is no archive of mails: it does not begin with “From ”");
                } else if (mail.size() < LARGEST) {
                    boolean escaped = QUOTED.matcher(text).find();
                    mail.write(
                            line.toByteArray(), escaped ? 1 : 0, line.size() - (escaped ? 1 : 0));
                }
                blank = text.isBlank() && line.size() <= 300;
            }
            if (!begun) throw new InputProblem(file.toString(), 0, "there is no mail in it");
            reader.mail(mail.toByteArray(), read);
        } catch (IOException e) {
            throw new InputProblem(file.toString(), 0, "it cannot be read: " + e.getMessage());
        }
    }

    private InputStream open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz")
                ? new BufferedInputStream(Unpacked.gzip(in, Files.size(file)), 1 << 16)
                : in;
    }

    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean line(InputStream in, ByteArrayOutputStream line) throws IOException {
        line.reset();
        int c;
        while ((c = in.read()) >= 0) {
            if (line.size() < LARGEST || c == '\n') line.write(c);
            if (c == '\n') return true;
        }
        return line.size() > 0;
    }
}
