package org.commonplace.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.multipart.MultipartFile;

/** Files that were sent to be brought in: kept until their import has ended. */
@Component
class Uploads {
    private static final Pattern VOCABULARY =
            Pattern.compile(
                    "[\\w. -]{1,120}\\.(ttl|rdf|xml|xml\\.gz|owl)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DUMP =
            Pattern.compile("[\\w. -]{1,120}\\.zip", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROWS = Pattern.compile("[a-z]{1,40}\\.xml");
    private static final int FILES = 40;

    /** How many times as large as the zip its files may be: text shrinks to a tenth, bombs more. */
    private static final long SWELLS = 60;

    private static final Duration LEFT_BEHIND = Duration.ofDays(2);
    private final Path folder;

    Uploads(@Value("${commonplace.data}") Path data) {
        this.folder = data.toAbsolutePath().resolve("uploads");
    }

    /** What was sent, and what kind of import reads it. */
    record Kept(String kind, Path source) {}

    /**
     * Keeps a vocabulary or a wiki's export, or unpacks a zip of a dump's XML files. Throws {@link
     * InputProblem} for anything else; nothing is kept then.
     */
    Kept keep(MultipartFile file) throws IOException {
        String name = String.valueOf(file.getOriginalFilename()).replaceAll(".*[/\\\\]", "");
        boolean dump = DUMP.matcher(name).matches();
        if (file.isEmpty() || (!dump && !VOCABULARY.matcher(name).matches()))
            throw new InputProblem(
                    name, 0, "this is neither a vocabulary, nor a wiki’s export, nor a zip");
        tidy();
        Path own = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
        Path kept = own.resolve(name.replace(' ', '-').replaceFirst("(?i)\\.zip$", ""));
        try {
            if (dump) unpack(file, kept);
            else file.transferTo(kept);
            return new Kept(
                    dump ? "stackexchange" : WikiExport.looksLike(kept) ? "mediawiki" : "skos",
                    kept);
        } catch (IOException | InputProblem e) {
            discard(kept);
            throw e;
        }
    }

    private static void unpack(MultipartFile file, Path into) throws IOException {
        Files.createDirectories(into);
        long left = file.getSize() * SWELLS;
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(file.getInputStream())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replaceAll(".*[/\\\\]", "").toLowerCase(Locale.ROOT);
                if (entry.isDirectory() || !ROWS.matcher(name).matches()) continue;
                if (++files > FILES) throw problem(file, "there are too many files in this zip");
                left -= copy(zip, into.resolve(name), left, file);
            }
        } catch (ZipException e) {
            throw problem(file, "this zip is damaged");
        }
        if (files == 0) throw problem(file, "there are no XML files in this zip");
    }

    private static long copy(InputStream from, Path to, long most, MultipartFile file)
            throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                copied += n;
                if (copied > most) throw problem(file, "this zip swells too much to be a dump");
                out.write(buffer, 0, n);
            }
        }
        return copied;
    }

    private static InputProblem problem(MultipartFile file, String what) {
        return new InputProblem(String.valueOf(file.getOriginalFilename()), 0, what);
    }

    /**
     * Removes what was uploaded, once its import has ended; leaves the server's own files alone.
     */
    void discard(Path source) {
        Path own = source.toAbsolutePath().getParent();
        if (own != null && folder.equals(own.getParent())) delete(own);
    }

    /** Removes what an interrupted import left behind. */
    private void tidy() throws IOException {
        Files.createDirectories(folder);
        Instant before = Instant.now().minus(LEFT_BEHIND);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path one : old.toList())
                if (Files.getLastModifiedTime(one).toInstant().isBefore(before)) delete(one);
        }
    }

    private static void delete(Path folder) {
        FileSystemUtils.deleteRecursively(folder.toFile());
    }
}
