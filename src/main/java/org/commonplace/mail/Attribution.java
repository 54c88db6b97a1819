package org.commonplace.mail;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a mail program introduces what is answered: "On Tuesday Ana wrote:", whatever the language
 * calls writing, or by nothing but an address and a time; GroupWise's and old Notes' own ways. Each
 * line is looked at with no more than three before it, and only as far as such a line can reach, so
 * that a text is read in time that grows with its length alone.
 */
final class Attribution {
    private static final int LINES = 4;
    private static final int LONG = 500;

    private static final Set<String> VERBS =
            Set.of(
                    ("wrote writes schrieb schreibt scritto scrive écrit ecrit escribió escribio escribe escreveu"
                                    + " schreef skrev skriver skrifaði napisał napisała napisal napisala napisao napsal"
                                    + " napsala napísal napísala pisze kirjoitti írta irta scris написал написала пишет"
                                    + " пише написав написа έγραψε yazdı كتب كتبت نوشت כתב כתבה rašė rakstīja kirjutas"
                                    + " viết menulis लिखा escrigué idatzi")
                            .split(" "));

    /** Of languages that put no space between words, or that join the verb. */
    private static final List<String> GLUED =
            List.of("写道", "寫道", "のメール", "書きました", "작성", "เขียนว่า");

    private static final Pattern DATE =
            Pattern.compile(
                    "(?<!\\d)(?:19|20)\\d\\d(?!\\d)|\\d{1,2}[./-] ?\\d{1,2}[./-] ?\\d{2,4}");

    private static final Pattern TIME = Pattern.compile("(?<!\\d)\\d{1,2}[:.h]\\d{2}(?!\\d)");

    /** Old Notes: the sender on a line, the time alone on the next. */
    private static final Pattern TIME_ALONE =
            Pattern.compile("\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}[ ,]{1,3}\\d{1,2}[:.]\\d{2}.{0,12}");

    private Attribution() {}

    /** Where a quotation is introduced: from a line, to the first behind; by marks or not. */
    record Introduction(int from, int to, boolean quoted) {}

    /** The one that ends with this line, if one does. */
    static @Nullable Introduction ending(List<String> lines, int at) {
        String line = lines.get(at).strip();
        if (line.isEmpty() || line.length() > LONG) return null;
        if (angles(line)) return new Introduction(at, at + 1, false);
        if (Quoted.is(line)) return null;
        if (at > 0 && TIME_ALONE.matcher(line).matches() && addressed(lines.get(at - 1)))
            return new Introduction(at - 1, at + 1, false);
        int next = Quoted.next(lines, at + 1);
        boolean marked = next < lines.size() && Quoted.is(lines.get(next));
        boolean wrapped = !colon(line) && !marked && next == at + 1;
        if (wrapped || !(colon(line) || verbLast(line) || (marked && verb(line)))) return null;
        int from = from(lines, at, marked);
        return from < 0 ? null : new Introduction(from, at + 1, marked);
    }

    /** GroupWise: ">>> Ana <ana@example.org> 2/5/2026 6:22 PM >>>". */
    private static boolean angles(String line) {
        return line.length() > 8
                && line.startsWith(">>")
                && line.endsWith(" >>>")
                && line.chars().anyMatch(Character::isDigit);
    }

    private static boolean addressed(String line) {
        return line.length() <= LONG && !Quoted.is(line) && address(line);
    }

    /** The latest line from which on it is one: it does not reach up into what somebody said. */
    private static int from(List<String> lines, int at, boolean marked) {
        String text = "";
        for (int from = at; from >= 0 && from > at - LINES; from--) {
            String line = lines.get(from).strip();
            if (line.isEmpty() || Quoted.is(line) || text.length() + line.length() > LONG) break;
            text = (line + " " + text).strip();
            if (introduces(text, marked)) return withItsDate(lines, from, text);
        }
        return -1;
    }

    static boolean introduces(String text, boolean marked) {
        String digits = withDigits(text);
        boolean date = DATE.matcher(digits).find();
        boolean time = TIME.matcher(digits).find();
        boolean verb = verb(text);
        boolean address = address(text);
        boolean ends = colon(text) || verbLast(text);
        if (marked) {
            if (!ends) return verb && address && (date || time);
            if (address && colon(text)) return true;
            return (verb && (date || time || address)) || (address && (date || time));
        }
        return ends
                && ((verb && address && (date || time))
                        || (verb && date && time)
                        || (address && date && time && colon(text)));
    }

    /** Where the line that is wrapped begins with the date, it belongs to it. */
    private static int withItsDate(List<String> lines, int from, String text) {
        String digits = withDigits(text);
        if (DATE.matcher(digits).find() || TIME.matcher(digits).find() || from == 0) return from;
        String above = withDigits(lines.get(from - 1).strip());
        boolean dated = DATE.matcher(above).find() || TIME.matcher(above).find();
        boolean sentence = above.endsWith(".") || above.endsWith("!") || above.endsWith("?");
        return above.length() <= LONG && dated && !sentence && !Quoted.is(above) ? from - 1 : from;
    }

    private static boolean colon(String text) {
        return text.endsWith(":") || text.endsWith("：");
    }

    private static boolean address(String text) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1))
            if (at > 0
                    && at + 1 < text.length()
                    && !Character.isWhitespace(text.charAt(at - 1))
                    && !Character.isWhitespace(text.charAt(at + 1))) return true;
        return false;
    }

    static boolean verb(String text) {
        if (GLUED.stream().anyMatch(text::contains)) return true;
        for (String word : text.split("\\s+")) if (VERBS.contains(letters(word))) return true;
        return false;
    }

    private static boolean verbLast(String text) {
        return VERBS.contains(letters(text.substring(text.lastIndexOf(' ') + 1)));
    }

    /** Of "napsal(a):" the word. */
    private static String letters(String word) {
        int from = 0;
        while (from < word.length() && !Character.isLetter(word.charAt(from))) from++;
        int to = from;
        while (to < word.length() && letter(word.charAt(to))) to++;
        return word.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean letter(char c) {
        int type = Character.getType(c);
        return Character.isLetter(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** With the digits of all scripts as ours. */
    private static String withDigits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits.append(
                    c > 127 && Character.isDigit(c) ? (char) ('0' + Character.digit(c, 10)) : c);
        }
        return digits.toString();
    }
}
