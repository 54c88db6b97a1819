package org.commonplace.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonplace.mail.Attribution.Introduction;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote themselves in a mail: without the quotation of what they answer ({@link
 * Attribution}, {@link HeaderBlock}) and without signature and footers ({@link Footers}). It is
 * read line by line, each a bounded number of times, so that no mail is slow.
 */
final class Trimming {
    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String SIGNATURE_ENDS = "-----END PGP SIGNATURE-----";

    /** How a text begins that only its reader can read. */
    static final String ENCRYPTED = "-----BEGIN PGP MESSAGE-----";

    /** What stands in a text for a picture. */
    private static final Set<String> PICTURES =
            Set.of("image", "cid", "bild", "immagine", "imagen", "imagem", "afbeelding", "obraz");

    private Trimming() {}

    /**
     * The own words, whether anything was left out, and of that what was no quotation: it might be
     * somebody's own after all.
     */
    record Trimmed(String text, boolean shorter, String left) {}

    static Trimmed trim(String plain) {
        return trim(plain, false);
    }

    /** {@code forward}: the subject says that what follows was written to be sent on. */
    static Trimmed trim(String plain, boolean forward) {
        List<String> lines = unsigned(lines(plain));
        lines.removeIf(Trimming::picture);
        Trimming trimming = new Trimming();
        int forwarded = forwardedAt(lines, forward);
        List<String> kept =
                forwarded >= 0
                        ? trimming.forwarded(lines, forwarded)
                        : trimming.footless(trimming.withoutQuotation(lines), false);
        String text = tidy(kept);
        return new Trimmed(text, !squeezed(text).equals(squeezed(plain)), tidy(trimming.left));
    }

    private final List<String> left = new ArrayList<>();

    /** Without marks of reading direction, which stand in Arabic and Hebrew attributions. */
    private static List<String> lines(String plain) {
        StringBuilder text = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '\r') {
                if (i + 1 == plain.length() || plain.charAt(i + 1) != '\n') text.append('\n');
            } else if (c == '\u00a0') text.append(' ');
            else if ("\u200b\ufeff\u200e\u200f".indexOf(c) < 0 && (c < '\u202a' || c > '\u202e'))
                text.append(c);
        }
        return new ArrayList<>(Arrays.asList(text.toString().split("\n", -1)));
    }

    /**
     * Of a clear-signed message (RFC 9580, 7) the text, without its armour; of a secret one
     * nothing.
     */
    private static List<String> unsigned(List<String> lines) {
        int begin = Quoted.next(lines, 0);
        if (begin == lines.size()) return lines;
        if (lines.get(begin).strip().equals(ENCRYPTED)) return new ArrayList<>();
        if (!lines.get(begin).strip().equals(SIGNED)) return lines;
        int at = begin + 1;
        while (at < lines.size() && !lines.get(at).isBlank()) at++;
        List<String> text = new ArrayList<>();
        for (; at < lines.size() && !lines.get(at).strip().equals(SIGNATURE); at++)
            text.add(lines.get(at).startsWith("- ") ? lines.get(at).substring(2) : lines.get(at));
        if (at == lines.size()) return lines;
        while (at < lines.size() && !lines.get(at).strip().equals(SIGNATURE_ENDS)) at++;
        if (at < lines.size()) text.addAll(lines.subList(at + 1, lines.size()));
        return text;
    }

    private static boolean picture(String line) {
        String text = line.strip();
        int colon = text.indexOf(':');
        return text.startsWith("[")
                && colon > 0
                && text.indexOf(']') == text.length() - 1
                && PICTURES.contains(text.substring(1, colon).strip().toLowerCase(Locale.ROOT));
    }

    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++)
            if (!Character.isWhitespace(text.charAt(i))) squeezed.append(text.charAt(i));
        return squeezed.toString();
    }

    private static int forwardedAt(List<String> lines, boolean forward) {
        for (int i = 0; i < lines.size(); i++) {
            String line = forward ? Quoted.without(lines.get(i)) : lines.get(i);
            if (HeaderBlock.forwarded(line)) return i;
        }
        @Nullable Introduction at = forward ? introduction(lines) : null;
        return at == null ? -1 : at.from();
    }

    /** A forwarded mail is meant to be read: only the lines of its headers are left out. */
    private List<String> forwarded(List<String> lines, int at) {
        List<String> kept = new ArrayList<>(footless(lines.subList(0, at), false));
        kept.add("");
        List<String> rest = lines.subList(at, lines.size()).stream().map(Quoted::without).toList();
        int i = HeaderBlock.end(rest, 0) > 0 ? 0 : Quoted.next(rest, 1);
        i = Math.max(i, HeaderBlock.end(rest, i));
        while (i < rest.size() && HeaderBlock.header(rest.get(i))) i++;
        for (String line : rest.subList(Quoted.next(rest, i), rest.size())) kept.add("> " + line);
        return kept;
    }

    private List<String> withoutQuotation(List<String> lines) {
        @Nullable Introduction at = introduction(lines);
        if (at == null) return interleaved(lines);
        List<String> above = lines.subList(0, at.from());
        List<String> below = lines.subList(at.to(), lines.size());
        if (!Quoted.ownIn(above) && blank(above)) return interleaved(below);
        if (!at.quoted() || !Quoted.ownIn(Footers.without(below, true))) return above;
        List<String> all = new ArrayList<>(above);
        all.add("");
        all.addAll(answering(below));
        return all;
    }

    private static boolean blank(List<String> lines) {
        return lines.stream().allMatch(String::isBlank);
    }

    private static @Nullable Introduction introduction(List<String> lines) {
        boolean[] code = code(lines);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || code[i]) continue;
            @Nullable Introduction wrote = Attribution.ending(lines, i);
            if (wrote != null) return wrote;
            if (Quoted.is(lines.get(i))) continue;
            int headers = HeaderBlock.end(lines, i);
            if (headers > 0) return new Introduction(i, headers, false);
            if (HeaderBlock.original(lines.get(i)) || HeaderBlock.announces(lines, i)) {
                int next = Quoted.next(lines, i + 1);
                return new Introduction(
                        i,
                        Math.max(i + 1, next < lines.size() ? HeaderBlock.end(lines, next) : 0),
                        false);
            }
        }
        return null;
    }

    /** Which lines stand between two fences of code. */
    private static boolean[] code(List<String> lines) {
        boolean[] code = new boolean[lines.size()];
        int open = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("```")) continue;
            if (open >= 0) Arrays.fill(code, open, i + 1, true);
            open = open >= 0 ? -1 : i;
        }
        return code;
    }

    /**
     * Quotations between own words stay, because the words answer them; before and behind all own
     * words they go.
     */
    private List<String> interleaved(List<String> lines) {
        List<String> rest = footless(lines, false);
        int from = firstOwn(rest);
        int to = lastOwn(rest, from);
        boolean between =
                from > 0
                        && rest.subList(from, to).stream().anyMatch(Quoted::is)
                        && !blank(rest.subList(0, from));
        return between ? lastQuotation(rest, from, to) : rest.subList(from, to);
    }

    /** Below a greeting the quotation stays that the own words answer. */
    private List<String> answering(List<String> lines) {
        List<String> rest = footless(lines, true);
        int from = firstOwn(rest);
        return lastQuotation(rest, from, lastOwn(rest, from));
    }

    private static int firstOwn(List<String> lines) {
        int from = 0;
        while (from < lines.size() && (Quoted.is(lines.get(from)) || lines.get(from).isBlank()))
            from++;
        return from;
    }

    private static int lastOwn(List<String> lines, int from) {
        int to = lines.size();
        while (to > from && (Quoted.is(lines.get(to - 1)) || lines.get(to - 1).isBlank())) to--;
        return to;
    }

    /** The quotation that the first own words answer comes along: its last paragraph. */
    private static List<String> lastQuotation(List<String> lines, int from, int to) {
        int begin = from;
        while (begin > 0 && Quoted.without(lines.get(begin - 1)).isBlank()) begin--;
        while (begin > 0
                && Quoted.is(lines.get(begin - 1))
                && !Quoted.without(lines.get(begin - 1)).isBlank()) begin--;
        return lines.subList(begin, to);
    }

    /** Without footers, which are remembered. */
    private List<String> footless(List<String> lines, boolean below) {
        List<String> kept = Footers.without(lines, below);
        int same = 0;
        while (same < kept.size() && kept.get(same).equals(lines.get(same))) same++;
        Set<String> added = Set.copyOf(kept.subList(same, kept.size()));
        for (String line : lines.subList(same, lines.size()))
            if (!Quoted.is(line) && !added.contains(line)) left.add(line);
        return kept;
    }

    /** No more than one empty line at a time, and no rule at the ends. */
    private static String tidy(List<String> lines) {
        StringBuilder text = new StringBuilder();
        boolean gap = false;
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || HeaderBlock.rule(lines.get(end - 1))))
            end--;
        for (String line : lines.subList(0, end)) {
            if (line.isBlank() || (text.isEmpty() && line.strip().equals("--"))) {
                gap = true;
                continue;
            }
            if (!text.isEmpty()) text.append(gap ? "\n\n" : "\n");
            text.append(line.stripTrailing());
            gap = false;
        }
        return text.toString().strip();
    }
}
