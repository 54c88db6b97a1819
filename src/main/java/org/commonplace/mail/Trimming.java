package org.commonplace.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote themselves in a mail: without the quotation of what they answer, without
 * signature and footers. What mail programs put there is known in English, German, Italian, French,
 * Spanish, Portuguese, Dutch, Swedish, Polish and Arabic.
 */
final class Trimming {
    private static final int INTRODUCTION = 4;

    /** "On Tuesday Ana wrote:", one line or a few. */
    private static final Pattern WROTE =
            pattern(
                    "^(on\\b.{3,300}\\bwrote|am\\b.{3,300}\\bschrieb\\b.{0,200}|.{3,300}\\bschrieb am\\b.{3,200}"
                            + "|il\\b.{3,300}\\bha scritto|le\\b.{3,300}\\ba écrit|(el|en)\\b.{3,300}\\bescribi[óo]"
                            + "|(em|no dia|a)\\b.{3,300}\\bescreveu|op\\b.{3,300}\\bschreef\\b.{0,200}"
                            + "|(den|på)\\b.{3,300}\\bskrev\\b.{0,200}|(w dniu|dnia|\\p{L}{2,4}\\.?,? \\d).{3,300}\\b(napisał(a|\\(a\\))?|pisze)"
                            + "|(في|بتاريخ).{3,300}(كتب|كتبت|تمت كتابة).{0,200})\\s*:?\\s*$");

    /** "-----Original Message-----" and its kin. */
    private static final Pattern ORIGINAL =
            pattern(
                    "^[-_* ]{2,}\\s*(.{3,150}\\bwrote:|original message|ursprüngliche nachricht|messaggio originale|message d['’]origine|mail original"
                            + "|mensaje original|mensagem original|oorspronkelijk bericht|ursprungligt meddelande"
                            + "|oryginalna wiadomość|wiadomość oryginalna|الرسالة الأصلية)\\s*[-_* ]{2,}$");

    /** "---------- Forwarded message ---------": what follows is what was meant to be sent. */
    private static final Pattern FORWARDED =
            pattern(
                    "^([-_ ]{2,}\\s*)?(begin )?(forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten nachricht"
                            + "|messaggio inoltrato|inizio messaggio inoltrato|message transféré|début du message transféré"
                            + "|mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|doorgestuurd bericht"
                            + "|begin doorgestuurd bericht|vidarebefordrat meddelande|przekazana wiadomość|رسالة مُ?عاد توجيهها)"
                            + "\\s*:?(\\s*[-_ ]{2,})?$");

    /** The block of headers that Outlook puts above what it quotes. */
    private static final Pattern FROM =
            pattern("^[*_]{0,2}(from|von|da|de|van|från|od|من)\\s*:[*_]{0,2}\\s*\\S.*$");

    private static final Pattern SENT =
            pattern(
                    "^[*_]{0,2}(sent|date|gesendet|datum|inviato|data|envoyé|fecha|enviado( el| em)?|verzonden|skickat"
                            + "|wysłano|to|an|a|à|para|aan|till|do|subject|betreff|oggetto|objet|asunto|assunto|onderwerp"
                            + "|ämne|temat|cc|إلى|الموضوع|تاريخ الإرسال)\\s*:[*_]{0,2}.*$");

    private static final Pattern RULE = Pattern.compile("^\\s*[_-]{8,}\\s*$");

    /** "Sent from my phone". */
    private static final Pattern PHONE =
            pattern(
                    "^[*_]{0,2}(sent from (my |mail for |outlook|yahoo|samsung|proton|gmail|the all.new)|get outlook for"
                            + "|(von|aus) meinem .{1,40}gesendet|gesendet (von|mit) |inviato (da|dal|con) |(scarica|ottieni) outlook"
                            + "|envoyé (de|depuis|à partir) |télécharge[rz] outlook|enviado (desde|do meu|de mi|a partir) "
                            + "|obtener outlook|obter o outlook|(verzonden|verstuurd) (vanaf|met|via) |(download |haal )?outlook voor|skickat från |(hämta|skaffa) outlook"
                            + "|wysłano? z |wysłane z |أُ?رسلت? من |تم الإرسال من ).{0,120}$");

    private static final Pattern LEGAL =
            pattern(
                    "^[*_]{0,2}(this (e-?mail|message)( and any| is (confidential|intended)| may contain| contains)|confidentiality notice|aviso legal|avviso legale|avvertenza|clause de confidentialité|vertraulichkeitshinweis|de informatie verzonden met|de inhoud van dit"
                            + "|disclaimer|diese (e-?mail|nachricht) (enthält|ist vertraulich|kann)|(questo|il presente) messaggio (è|e|può|contiene)"
                            + "|le informazioni contenute|ai sensi del|ce message (est|et|peut)|este (mensaje|correo)( electrónico)? (es|y|puede|contiene)"
                            + "|esta mensagem (é|e|pode|contém)|dit (e-?mail)?bericht (is|en|kan)|detta (mejl|meddelande) (är|kan)"
                            + "|niniejsza wiadomość).*$");

    /** What stands in a text for a picture. */
    private static final Pattern PICTURE =
            pattern("^\\[(image|cid|bild|immagine|imagen|imagem|afbeelding|obraz)\\s*:[^\\]]*\\]$");

    private static final Pattern ARMOUR =
            Pattern.compile(
                    "-----BEGIN PGP SIGNED MESSAGE-----\\R(?:[A-Za-z]+: .*\\R)*\\s*\\R([\\s\\S]*?)-----BEGIN PGP SIGNATURE-----");

    private static final Pattern CONTACT =
            pattern(
                    "^(tel|phone|telephone|mobile?|fax|tél|téléphone|telefon|telefono|teléfono|tfno|telefone|mail|e-?mail|web|www)\\b"
                            + "|\\+?\\d[\\d ()/.-]{6,}\\d|\\S+@\\S+\\.\\p{L}{2,}|^<?https?://|^www\\.");

    private static final int BLOCK = 9;

    /** Marks of reading direction, which stand in Arabic and Hebrew attributions. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\u200e\u200f\u202a-\u202e]");

    /** GroupWise: ">>> Ana <ana@example.org> 2/5/2026 6:22 PM >>>". */
    private static final Pattern BETWEEN_ANGLES = Pattern.compile("^>{2,3} .*\\d.* >{2,3}$");

    private static final Pattern ADDRESS = Pattern.compile("[<(\\[]\\S+@\\S+[>)\\]]");

    /** Old Notes: the sender on a line, the time alone on the next. */
    private static final Pattern TIME_ALONE =
            Pattern.compile("^\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}[ ,]+\\d{1,2}[:.]\\d{2}.{0,12}$");

    private static final Pattern GREETING_RULE = Pattern.compile("^\\s*-- ?\\s*$");

    private Trimming() {}

    private static Pattern pattern(String text) {
        return Pattern.compile(
                text,
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** The own words, and whether anything was left out. */
    record Trimmed(String text, boolean shorter) {}

    static Trimmed trim(String plain) {
        return trim(plain, false);
    }

    /** {@code forward}: the subject says that what follows was written to be sent on. */
    static Trimmed trim(String plain, boolean forward) {
        List<String> lines =
                new ArrayList<>(
                        Arrays.asList(
                                unsigned(DIRECTIONS.matcher(plain).replaceAll(""))
                                        .replace("\r\n", "\n")
                                        .replace('\r', '\n')
                                        .replace('\u00a0', ' ')
                                        .split("\n", -1)));
        lines.removeIf(line -> PICTURE.matcher(line.strip()).matches());
        int forwarded = first(lines, FORWARDED, forward);
        if (forwarded < 0 && forward) {
            Introduction at = introduction(lines);
            if (at != null) forwarded = at.from();
        }
        List<String> kept =
                forwarded >= 0
                        ? forwarded(lines, forwarded)
                        : withoutContacts(withoutSignature(withoutQuotation(lines)));
        String text = tidy(kept);
        return new Trimmed(text, !squeezed(text).equals(squeezed(plain)));
    }

    /** The text of a clear-signed message (RFC 9580, 7), without its armour. */
    private static String unsigned(String text) {
        Matcher armour = ARMOUR.matcher(text);
        return armour.find() ? armour.group(1).replaceAll("(?m)^- ", "") : text;
    }

    /**
     * The last paragraph, where it is nothing but who somebody is and how to reach them: two lines
     * of it at least are telephones, addresses or links.
     */
    private static List<String> withoutContacts(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) end--;
        int begin = end;
        while (begin > 0 && !lines.get(begin - 1).isBlank()) begin--;
        long contacts =
                lines.subList(begin, end).stream()
                        .filter(line -> CONTACT.matcher(line.strip()).find())
                        .count();
        for (int i = begin; i < end; i++) if (RULE.matcher(lines.get(i)).matches()) begin = i;
        boolean block = contacts >= 2 && end - begin <= BLOCK && begin > 0;
        return block ? lines.subList(0, begin) : lines;
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static int first(List<String> lines, Pattern pattern, boolean quotedToo) {
        for (int i = 0; i < lines.size(); i++) {
            String line = quotedToo ? unquoted(lines.get(i)) : lines.get(i);
            if (pattern.matcher(line.strip()).matches()) return i;
        }
        return -1;
    }

    /** A forwarded mail is meant to be read: only the lines of its headers are left out. */
    private static List<String> forwarded(List<String> lines, int at) {
        List<String> kept = new ArrayList<>(withoutSignature(lines.subList(0, at)));
        kept.add("");
        int i = at + 1;
        while (i < lines.size()
                && (unquoted(lines.get(i)).isBlank()
                        || FROM.matcher(unquoted(lines.get(i)).strip()).matches()
                        || SENT.matcher(unquoted(lines.get(i)).strip()).matches())) i++;
        for (; i < lines.size(); i++) kept.add("> " + unquoted(lines.get(i)));
        return kept;
    }

    private static String unquoted(String line) {
        return line.replaceFirst("^(\\s*>)+ ?", "");
    }

    private static List<String> withoutQuotation(List<String> lines) {
        Introduction at = introduction(lines);
        if (at == null) return interleaved(lines);
        List<String> above = lines.subList(0, at.from());
        if (blank(above) || !at.quoted()) {
            if (!blank(above)) return above;
            return interleaved(lines.subList(at.to(), lines.size()));
        }
        List<String> below = lines.subList(at.to(), lines.size());
        return own(withoutSignature(below)) ? joined(above, answering(below)) : above;
    }

    private static boolean blank(List<String> lines) {
        return lines.stream().allMatch(String::isBlank);
    }

    private static boolean own(List<String> lines) {
        return lines.stream().anyMatch(line -> !line.isBlank() && !quoted(line));
    }

    private static List<String> joined(List<String> above, List<String> below) {
        List<String> all = new ArrayList<>(above);
        all.add("");
        all.addAll(below);
        return all;
    }

    private static boolean quoted(String line) {
        return line.stripLeading().startsWith(">");
    }

    /**
     * Quotations between own words stay, because the words answer them; before and behind all own
     * words they go.
     */
    private static List<String> interleaved(List<String> lines) {
        List<String> rest = withoutSignature(lines);
        int from = 0;
        int to = rest.size();
        while (from < to && (quoted(rest.get(from)) || rest.get(from).isBlank())) from++;
        while (to > from && (quoted(rest.get(to - 1)) || rest.get(to - 1).isBlank())) to--;
        boolean between =
                rest.subList(from, to).stream().anyMatch(Trimming::quoted)
                        && from > 0
                        && !blank(rest.subList(0, from));
        return between ? lastQuotation(rest, from, to) : rest.subList(from, to);
    }

    /** Below a greeting the quotation stays that the own words answer. */
    private static List<String> answering(List<String> lines) {
        List<String> rest = withoutSignature(lines);
        int from = 0;
        int to = rest.size();
        while (from < to && (quoted(rest.get(from)) || rest.get(from).isBlank())) from++;
        while (to > from && (quoted(rest.get(to - 1)) || rest.get(to - 1).isBlank())) to--;
        return lastQuotation(rest, from, to);
    }

    /** The quotation that the first own words answer comes along: its last paragraph. */
    private static List<String> lastQuotation(List<String> lines, int from, int to) {
        int begin = from;
        while (begin > 0 && unquoted(lines.get(begin - 1)).isBlank()) begin--;
        while (begin > 0
                && quoted(lines.get(begin - 1))
                && !unquoted(lines.get(begin - 1)).isBlank()) begin--;
        return lines.subList(begin, to);
    }

    /** Where a quotation is introduced: from a line, to the first behind; by marks or not. */
    private record Introduction(int from, int to, boolean quoted) {}

    private static @Nullable Introduction introduction(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (BETWEEN_ANGLES.matcher(line).matches()) return new Introduction(i, i + 1, false);
            if (line.isEmpty() || quoted(line)) continue;
            if (ADDRESS.matcher(line).find()
                    && i + 1 < lines.size()
                    && TIME_ALONE.matcher(lines.get(i + 1).strip()).matches())
                return new Introduction(i, i + 2, false);
            int addressed = addressed(lines, i);
            if (addressed > 0) return new Introduction(i, addressed, true);
            if (ORIGINAL.matcher(line).matches())
                return new Introduction(i, afterHeaders(lines, i + 1), false);
            if (RULE.matcher(line).matches() && headers(lines, next(lines, i + 1)))
                return new Introduction(i, afterHeaders(lines, i + 1), false);
            if (headers(lines, i)) return new Introduction(i, afterHeaders(lines, i), false);
            int to = wrote(lines, i);
            if (to > 0) {
                int next = next(lines, to);
                boolean marked = next < lines.size() && quoted(lines.get(next));
                if (marked || next >= lines.size() || !own(lines.subList(i + 1, to)))
                    return new Introduction(i, to, marked);
            }
        }
        return null;
    }

    private static int next(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).isBlank()) i++;
        return i;
    }

    /** At least three lines of headers, the first says from whom. */
    private static boolean headers(List<String> lines, int at) {
        if (at >= lines.size() || !FROM.matcher(lines.get(at).strip()).matches()) return false;
        int found = 1;
        for (int i = at + 1; i < Math.min(lines.size(), at + 7); i++)
            if (SENT.matcher(lines.get(i).strip()).matches()) found++;
        return found >= 3;
    }

    private static int afterHeaders(List<String> lines, int at) {
        int i = at;
        while (i < lines.size()
                && (lines.get(i).isBlank()
                        || FROM.matcher(lines.get(i).strip()).matches()
                        || SENT.matcher(lines.get(i).strip()).matches())) i++;
        return i;
    }

    /**
     * The line behind "on … wrote:" that begins here, over four lines at most; 0 where none does.
     */
    private static int wrote(List<String> lines, int at) {
        StringBuilder text = new StringBuilder();
        int without = 0;
        for (int i = at; i < Math.min(lines.size(), at + INTRODUCTION); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || quoted(line)) break;
            text.append(text.isEmpty() ? "" : " ").append(line);
            if (!WROTE.matcher(text).matches() || !mentionsTimeOrAddress(text)) continue;
            if (line.endsWith(":")) return i + 1;
            if (without == 0) without = i + 1;
        }
        return without;
    }

    /**
     * In whatever language: up to three lines with a mail address, that end with a colon before a
     * quotation. The line behind them; 0 where there is none.
     */
    private static int addressed(List<String> lines, int at) {
        boolean address = false;
        for (int i = at; i < Math.min(lines.size(), at + INTRODUCTION - 1); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || quoted(line)) return 0;
            address |= ADDRESS.matcher(line).find();
            int next = next(lines, i + 1);
            if (address && line.endsWith(":") && next < lines.size() && quoted(lines.get(next)))
                return i + 1;
            if (!address && i == at && !line.matches(".*\\d.*|.*\\p{L}+ \\S+$")) return 0;
        }
        return 0;
    }

    private static boolean mentionsTimeOrAddress(CharSequence text) {
        return Pattern.compile("\\d|@").matcher(text).find();
    }

    private static List<String> withoutSignature(List<String> lines) {
        int end = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (quoted(line)) continue;
            boolean rule = GREETING_RULE.matcher(line).matches();
            if (rule
                    || PHONE.matcher(line.strip()).matches()
                    || LEGAL.matcher(line.strip()).matches()) {
                if (own(lines.subList(i + 1, lines.size())) && !rule && reads(lines, i)) continue;
                end = i;
                break;
            }
        }
        while (end > 0
                && end < lines.size()
                && (lines.get(end - 1).isBlank() || RULE.matcher(lines.get(end - 1)).matches()))
            end--;
        return lines.subList(0, end);
    }

    /** Whether what follows is more than a footer: a sentence that is no legal note. */
    private static boolean reads(List<String> lines, int at) {
        boolean legal = LEGAL.matcher(lines.get(at).strip()).matches();
        return !legal
                && lines.subList(at + 1, lines.size()).stream()
                                .filter(line -> !line.isBlank() && !quoted(line))
                                .filter(line -> !LEGAL.matcher(line.strip()).matches())
                                .count()
                        > 2;
    }

    private static String tidy(List<String> lines) {
        return String.join("\n", lines.stream().map(String::stripTrailing).toList())
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }
}
