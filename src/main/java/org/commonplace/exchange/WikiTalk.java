package org.commonplace.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A discussion page as remarks. A remark ends with a signature, with a heading, or where somebody
 * else's unsigned line begins; whose an unsigned line is, and when each was written, the revisions
 * tell.
 */
final class WikiTalk {
    private static final Pattern HEADING = Pattern.compile("(={2,6})\\s*(.+?)\\s*\\1\\s*");
    private static final Pattern INDENT = Pattern.compile("^[:*#]+\\s*");
    private static final Pattern LINK = Pattern.compile("\\[\\[([^\\]|]+)(\\|[^\\]]*)?\\]\\]");

    /** A time as wikis write it, whatever their language: a clock, a year, a zone in brackets. */
    private static final Pattern TIME =
            Pattern.compile("(?=.*\\d\\d?[:.]\\d\\d)(?=.*(19|20)\\d\\d).*\\([A-Z]{2,5}\\)\\W*");

    private static final Pattern UNSIGNED =
            Pattern.compile("(?i)unsigned( comment)?( added)?( by)?");
    private static final Pattern SIGNING =
            Pattern.compile(
                    "(?i)(<small>|--+|—|–|preceding|unsigned comment|added by|unsigned|[\\s(])+$");

    private final WikiTitles titles;
    private final Map<String, Line> lines = new HashMap<>();
    private String text = "";

    WikiTalk(WikiTitles titles) {
        this.titles = titles;
    }

    /** Who first wrote a line, and when. */
    private record Line(@Nullable String author, Instant at) {}

    /** {@code author} is null where it was nobody with an account; {@code source} is wikitext. */
    record Remark(
            @Nullable String author, Instant at, String heading, boolean reply, String source) {}

    /** Takes the page's revisions, from the oldest on. */
    void revision(WikiExport.Revision revision) {
        String now = revision.text();
        if (now == null) return;
        text = now;
        text.lines()
                .forEach(
                        line ->
                                lines.putIfAbsent(
                                        bare(line),
                                        new Line(revision.contributor(), revision.at())));
    }

    private static String bare(String line) {
        return INDENT.matcher(line.strip()).replaceFirst("").strip();
    }

    List<Remark> remarks() {
        Splitting splitting = new Splitting();
        text.lines().forEach(splitting::take);
        splitting.end();
        return splitting.remarks;
    }

    private final class Splitting {
        private final List<Remark> remarks = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private String heading = "";
        private boolean begun;
        private int tables;

        void take(String line) {
            Matcher headed = HEADING.matcher(line);
            if (headed.matches()) {
                end();
                heading = headed.group(2);
                begun = false;
                return;
            }
            if (tables == 0 && !open.isEmpty() && somebodyElse(line)) end();
            if (line.isBlank() && open.isEmpty()) return;
            open.add(line);
            if (line.strip().startsWith("{|")) tables++;
            if (line.strip().startsWith("|}")) tables = Math.max(0, tables - 1);
            if (tables == 0 && signed(line)) end();
        }

        private boolean somebodyElse(String line) {
            if (bare(line).isEmpty() || UNSIGNED.matcher(line).find() || signed(line)) return false;
            Line first = lines.get(bare(open.getFirst()));
            Line other = lines.get(bare(line));
            return first != null
                    && other != null
                    && !String.valueOf(first.author()).equals(String.valueOf(other.author()));
        }

        void end() {
            String words = String.join("\n", open);
            Line first = open.isEmpty() ? null : lines.get(bare(open.getFirst()));
            String last = open.isEmpty() ? "" : open.getLast();
            boolean reply = begun && (!heading.isEmpty() || INDENT.matcher(indented(open)).find());
            open.clear();
            tables = 0;
            if (first == null) return;
            Signature signature = signature(last);
            String author = first.author();
            if (signature != null) {
                author = signature.author();
                words = words.substring(0, words.length() - last.length()) + signature.before();
            }
            String source = outdented(words).strip();
            if (source.isEmpty()) return;
            remarks.add(new Remark(author, first.at(), begun ? "" : heading, reply, source));
            begun = true;
        }

        private static String indented(List<String> lines) {
            return lines.isEmpty() ? "" : lines.getFirst();
        }
    }

    private boolean signed(String line) {
        return signature(line) != null
                && (TIME.matcher(afterLinks(line)).find() || UNSIGNED.matcher(line).find());
    }

    private static String afterLinks(String line) {
        return line.substring(line.lastIndexOf("]]") + 2);
    }

    /** Who signed a line, null for an address of the network; and what stands before it. */
    private record Signature(@Nullable String author, String before) {}

    private @Nullable Signature signature(String line) {
        if (!line.contains("]]")) return null;
        int from = -1;
        int end = -1;
        String author = null;
        boolean named = false;
        Matcher link = LINK.matcher(line);
        while (link.find()) {
            String target = link.group(1);
            int namespace = titles.namespace(target.replaceFirst("^:", ""));
            boolean person = namespace == 2 || namespace == 3 || namespace == -1;
            if (!person) {
                from = -1;
                continue;
            }
            if (from < 0 || !line.substring(end, link.start()).matches("[\\s()|·•,]*")) {
                from = link.start();
                named = false;
            }
            if (!named) {
                author = account(target, namespace);
                named = true;
            }
            end = link.end();
        }
        if (from < 0) return null;
        String rest = line.substring(end);
        if (!TIME.matcher(rest).find() && !UNSIGNED.matcher(line.substring(0, from)).find())
            return null;
        return new Signature(author, SIGNING.matcher(line.substring(0, from)).replaceFirst(""));
    }

    private @Nullable String account(String target, int namespace) {
        String own = titles.own(target.replaceFirst("^:", "")).replaceFirst("#.*", "");
        String name = namespace == -1 ? own.substring(own.indexOf('/') + 1) : own;
        boolean address = name.matches("[0-9.]{7,15}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]+");
        return address ? null : name.replaceFirst("/.*", "").replace('_', ' ').strip();
    }

    /** Without the indentation that all its lines have. */
    private static String outdented(String words) {
        int least =
                words.lines()
                        .filter(line -> !line.isBlank())
                        .mapToInt(
                                line -> {
                                    Matcher indent = Pattern.compile("^:*").matcher(line);
                                    return indent.find() ? indent.end() : 0;
                                })
                        .min()
                        .orElse(0);
        List<String> lines =
                words.lines().map(line -> line.isBlank() ? "" : line.substring(least)).toList();
        // A list's mark before a single line is only how one replies.
        return lines.size() == 1
                ? INDENT.matcher(lines.getFirst()).replaceFirst("")
                : String.join("\n", lines);
    }
}
