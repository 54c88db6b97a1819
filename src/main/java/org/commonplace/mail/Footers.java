package org.commonplace.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What stands below somebody's words and is none of them: a signature, a telephone's line, a legal
 * note, a list's footer. Only the end of a text is looked at, and only what is surely such a thing
 * is left out: in doubt it stays.
 */
final class Footers {
    private static final int LINE = 100;
    private static final int LINES = 16;
    private static final int BLOCK = 9;
    private static final int PARAGRAPHS = 8;
    private static final int LEGAL = 2_000;
    private static final int NAME = 40;

    private static final Pattern CONTACT =
            Pattern.compile(
                    "(?iU)^(?:tel|phone|telephone|mobile?|fax|tél|téléphone|telefon|telefono|teléfono|tfno|telefone|mail|e-?mail|web|www)\\b"
                            + "|\\+?\\d[\\d ()/.-]{6,40}\\d|^<?https?://|^www\\.");

    private static final int LOOKED = 60;
    private static final Pattern POSTSCRIPT = Pattern.compile("(?i)(?:p\\.?\\s?){1,3}s\\b.{4,}");

    private static final List<String> SENT =
            List.of(
                    ("sent from |sent with |sent via |get outlook for|gesendet von |gesendet mit |von meinem |aus meinem "
                                    + "|inviato da |inviato dal |inviato con |scarica outlook|ottieni outlook|envoyé de |envoyé depuis "
                                    + "|envoyé à partir |envoyé avec |télécharger outlook|téléchargez outlook|enviado desde |enviado do "
                                    + "|enviado de |enviado a partir |enviado con |obtener outlook|obter o outlook|verzonden vanaf "
                                    + "|verzonden met |verzonden via |verstuurd vanaf |verstuurd met |verstuurd via |outlook voor "
                                    + "|download outlook|haal outlook|skickat från |hämta outlook|skaffa outlook|wysłano z |wysłane z "
                                    + "|wysłano ze |sendt fra |sendt med |lähetetty |odesláno z |odesláno ze |odeslané z |odoslané z "
                                    + "|elküldve |отправлено с |отправлено из |надіслано з |στάλθηκε από |trimis de pe |trimis de la "
                                    + "|poslano s |poslano sa |poslano iz |poslano z |saadetud |išsiųsta iš |nosūtīts no |enviat des "
                                    + "|发自我的|發自我的|從我的|نُشر من|أرسلت من|أُرسلت من|تم الإرسال من|נשלח מה|ارسال شده از|gửi từ |dikirim dari ")
                            .split("\\|"));

    /** Where the device comes first. */
    private static final List<String> SENT_BEHIND =
            List.of("gönderildi", "から送信", "에서 보냄", "gesendet", "gesendet.");

    private static final List<String> DEVICES =
            List.of(
                    ("iphone|ipad|android|outlook|samsung|galaxy|huawei|xiaomi|redmi|nokia|gmail|yahoo|proton|mail|phone|handy"
                                    + "|telefon|teléfono|téléphone|telefono|móvil|movil|celular|mobil|blackberry|windows|gerät|appareil"
                                    + "|enhed|laite|tablet|fairemail|gmx|web.de|smartfon|جهاز|هاتف|آیفون|email|cellulare|dispositivo|puhelin")
                            .split("\\|"));

    /** A note that speaks of the mail that it stands in. */
    private static final List<String> ITSELF =
            List.of(
                    ("this e-mail|this email|this message|this communication|e-mail and any|email and any|diese e-mail|diese mail|diese nachricht"
                                    + "|questo messaggio|presente messaggio|questa e-mail|questa mail|contenute in questo|ce message|cet e-mail|cet email"
                                    + "|ce courriel|este mensaje|este correo|este e-mail|esta mensagem|dit bericht|dit e-mail|deze e-mail|de inhoud van dit"
                                    + "|detta meddelande|detta mejl|denne e-mail|denne meddelelse|denne e-posten|tämä viesti|niniejsza wiadomość"
                                    + "|tato zpráva|tento e-mail|данное сообщение|это сообщение|هذه الرسالة|confidentiality notice|disclaimer"
                                    + "|avviso di riservatezza|avvertenza|aviso legal|avviso legale|vertraulichkeitshinweis|clause de confidentialité")
                            .split("\\|"));

    private static final List<String> CAUTION =
            List.of(
                    ("confidential|privileged|intended|in error|notify the sender|disclos|virus|recipient|unauthori|vertraulich"
                                    + "|irrtümlich|empfänger|adressat|unbefugt|vernichten|riservat|esclusiv|destinatari|per errore|2016/679|confidentiel"
                                    + "|destinataire|par erreur|confidencial|por error|uso exclusivo|destinatári|por engano|por erro|vertrouwelijk"
                                    + "|geadresseerde|ten onrechte|bestemd voor|konfidentiell|avsed|av misstag|fortrolig|ved en fe|luottamuksel"
                                    + "|erehdyks|poufn|adresat|przez pomyłkę|omylem|důvěrn|конфиденциальн|ошибочно|по ошибке|سرية")
                            .split("\\|"));

    private static final List<String> TREES =
            List.of(
                    ("consider the environment|think before you print|antes de imprimir|prima di stampare|avant d’imprimer"
                                    + "|avant d'imprimer|denken sie an die umwelt|umwelt zuliebe|denk aan het milieu|tänk på miljön")
                            .split("\\|"));

    private static final List<String> LISTS =
            List.of(
                    "mailing list",
                    "listinfo",
                    "unsubscribe",
                    "mailingliste",
                    "@lists.",
                    "//lists.");

    private Footers() {}

    /**
     * The lines above all that is surely no word of the author's own; {@code below}, they stand
     * below such words.
     */
    static List<String> without(List<String> lines, boolean below) {
        int end = beforeSignature(lines, last(lines, lines.size()), below);
        for (int i = 0; i < PARAGRAPHS && end > 0; i++) {
            int shorter = last(lines, beforeFooter(lines, end));
            if (shorter == end) break;
            end = shorter;
        }
        end = beforeContacts(lines, end);
        List<String> postscript = postscript(lines, end);
        if (postscript.isEmpty()) return lines.subList(0, end);
        List<String> kept = new ArrayList<>(lines.subList(0, end));
        kept.add("");
        kept.addAll(postscript);
        return kept;
    }

    private static int last(List<String> lines, int from) {
        int end = from;
        while (end > 0 && (lines.get(end - 1).isBlank() || HeaderBlock.rule(lines.get(end - 1))))
            end--;
        return end;
    }

    /** Below the line of two dashes (RFC 3676, 4.3) a few short lines say who it was. */
    private static int beforeSignature(List<String> lines, int end, boolean below) {
        int cut = end;
        int count = 0;
        boolean sentence = false;
        for (int i = end - 1; i >= 0 && count <= LINES; i--) {
            String line = lines.get(i).strip();
            if (line.startsWith("```")) break;
            if (line.equals("--")) {
                count++;
                boolean above = below || Quoted.ownIn(lines.subList(0, i));
                if (above || !sentence) cut = i;
                continue;
            }
            if (line.isEmpty() || Quoted.is(line)) continue;
            if (line.length() > LINE && !note(line)) break;
            sentence |= sentence(line);
            count++;
        }
        return cut == end ? end : last(lines, cut);
    }

    private static boolean sentence(String line) {
        return line.split("\\s+", 7).length > 6
                && (line.endsWith(".") || line.endsWith("?") || line.endsWith("!"));
    }

    /** Without the last paragraph, or its last line, where that is a footer. */
    private static int beforeFooter(List<String> lines, int end) {
        if (end == 0) return 0;
        if (phone(lines.get(end - 1))) return end - 1;
        int begin = end;
        while (begin > 0
                && !lines.get(begin - 1).isBlank()
                && !HeaderBlock.rule(lines.get(begin - 1))) begin--;
        String paragraph = String.join(" ", lines.subList(begin, end));
        boolean ruled = begin > 0 && HeaderBlock.rule(lines.get(begin - 1));
        boolean list =
                ruled && end - begin <= BLOCK && any(LISTS, paragraph.toLowerCase(Locale.ROOT));
        return list || note(paragraph) ? begin : end;
    }

    private static boolean phone(String line) {
        String text = plain(line);
        if (text.length() > 150 || text.isEmpty()) return false;
        boolean sent =
                SENT.stream().anyMatch(text::startsWith)
                        || SENT_BEHIND.stream().anyMatch(text::endsWith);
        return sent && any(DEVICES, text);
    }

    private static String plain(String line) {
        String text = line.length() > 400 ? "" : line.strip().toLowerCase(Locale.ROOT);
        int from = 0;
        while (from < text.length() && "*_[<\\".indexOf(text.charAt(from)) >= 0) from++;
        return text.substring(from);
    }

    /** A legal note says of itself what it is, and what is to be done with it. */
    private static boolean note(String paragraph) {
        String text =
                paragraph
                        .substring(0, Math.min(LEGAL, paragraph.length()))
                        .toLowerCase(Locale.ROOT);
        if (text.length() < 300 && any(TREES, text)) return true;
        long cautions = CAUTION.stream().filter(text::contains).count();
        return text.length() > 60 && any(ITSELF, text) && cautions >= 2;
    }

    private static boolean any(List<String> words, String text) {
        return words.stream().anyMatch(text::contains);
    }

    /**
     * The last paragraph, where it stands below a name and is nothing but who that is and how to
     * reach them.
     */
    private static int beforeContacts(List<String> lines, int end) {
        int begin = end;
        while (begin > 0 && end - begin <= BLOCK && !lines.get(begin - 1).isBlank()) begin--;
        int above = last(lines, begin);
        if (above == 0 || end - begin > BLOCK || !named(lines.get(above - 1))) return end;
        long contacts =
                lines.subList(begin, end).stream()
                        .filter(line -> line.length() < 300)
                        .filter(line -> CONTACT.matcher(line.strip()).find() || line.contains("@"))
                        .count();
        return contacts >= 2 ? above : end;
    }

    /** A line that is a name or a closing: short, and no sentence. */
    private static boolean named(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.length() > NAME || Quoted.is(text)) return false;
        if (text.endsWith(",")) return true;
        String[] words = text.split(" ");
        return words.length <= 4
                && Character.isLetter(text.charAt(text.length() - 1))
                && Arrays.stream(words)
                        .allMatch(
                                word ->
                                        word.length() <= 3
                                                || !Character.isLowerCase(word.charAt(0)));
    }

    /** What was added below the signature. */
    private static List<String> postscript(List<String> lines, int from) {
        for (int i = from; i < Math.min(lines.size(), from + LOOKED); i++) {
            String line = lines.get(i).strip();
            boolean apart = i > 0 && lines.get(i - 1).isBlank();
            if (apart && line.length() < 4_000 && POSTSCRIPT.matcher(line).matches())
                return lines.subList(
                        i, Math.max(i + 1, beforeFooter(lines, last(lines, lines.size()))));
        }
        return List.of();
    }
}
