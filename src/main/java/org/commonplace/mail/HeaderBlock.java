package org.commonplace.mail;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines that mail programs put above what they quote or forward, each a label and what it says
 * ("From: …", "Gesendet: …"), and the line of dashes round some words above those.
 */
final class HeaderBlock {
    private static final int LONG = 500;
    private static final int LABEL = 40;
    private static final int CONTINUED = 3;
    private static final int LINES = 24;

    private enum Label {
        FROM,
        DATE,
        TO,
        SUBJECT
    }

    private static final Map<String, Label> LABELS = labels();

    private static Map<String, Label> labels() {
        Map<String, Label> labels = new HashMap<>();
        put(
                labels,
                Label.FROM,
                "from|von|da|de|van|från|fra|od|lähettäjä|feladó|от|от кого|від|από|kimden|发件人|寄件者|寄件人"
                        + "|差出人|보낸 사람|보낸사람|מאת|من|de la|šalje|pošiljatelj|saatja|siuntėjas|no|expéditeur|mittente"
                        + "|remitente|remetente|avsändare|afsender|avsender|nadawca|odesílatel|odosielateľ|از|từ|dari");
        put(
                labels,
                Label.DATE,
                "sent|date|gesendet|datum|inviato|data|envoyé|envoyé le|fecha|enviado|enviado el|enviado em"
                        + "|enviada em|verzonden|skickat|wysłano|sendt|dato|lähetetty|päivämäärä|odesláno|odoslané"
                        + "|dátum|elküldve|küldve|отправлено|дата|надіслано|στάλθηκε|ημερομηνία|gönderildi|gönderilme"
                        + "|tarih|发送时间|日期|傳送日期|寄件日期|送信日時|日付|보낸 날짜|날짜|נשלח|תאריך|تم الإرسال"
                        + "|تاريخ الإرسال|التاريخ|trimis|poslano|poslané|izsūtīts|išsiųsta|saadetud|enviat|تاریخ|ngày"
                        + "|tanggal|dikirim|đã gửi");
        put(
                labels,
                Label.TO,
                "to|an|a|à|para|aan|till|til|do|dla|komu|címzett|vastaanottaja|кому|до|προς|kime|收件人|宛先"
                        + "|받는 사람|받는사람|אל|إلى|către|prima|za|per a|kam|kellele|cc|bcc|copie à|copie|kopie"
                        + "|kopia|kopio|kopi|másolat|копия|копія|抄送|副本|참조|به|đến|kepada");
        put(
                labels,
                Label.SUBJECT,
                "subject|betreff|betrifft|oggetto|objet|asunto|assunto|onderwerp|ämne|emne|temat|předmět"
                        + "|predmet|tárgy|aihe|тема|θέμα|konu|主题|主旨|件名|제목|נושא|الموضوع|subiect|teema|tēma"
                        + "|tema|assumpte|موضوع|chủ đề|subjek");
        return labels;
    }

    private static void put(Map<String, Label> labels, Label label, String words) {
        for (String word : words.split("\\|")) labels.put(word, label);
    }

    private static final Set<String> ORIGINAL =
            Set.of(
                    ("original message|ursprüngliche nachricht|originalnachricht|messaggio originale|message d'origine"
                                    + "|message original|mail original|mensaje original|mensagem original|oorspronkelijk bericht"
                                    + "|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti"
                                    + "|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|pôvodná správa|eredeti üzenet"
                                    + "|исходное сообщение|оригінальне повідомлення|αρχικό μήνυμα|orijinal mesaj|özgün ileti"
                                    + "|原始邮件|原始郵件|元のメッセージ|원본 메시지|הודעה מקורית|الرسالة الأصلية|mesaj original"
                                    + "|izvorna poruka|izvirno sporočilo|missatge original")
                            .split("\\|"));

    private static final Set<String> FORWARDED =
            Set.of(
                    ("forwarded message|begin forwarded message|weitergeleitete nachricht|anfang der weitergeleiteten nachricht"
                                    + "|messaggio inoltrato|inizio messaggio inoltrato|message transféré|début du message transféré"
                                    + "|mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|doorgestuurd bericht"
                                    + "|begin doorgestuurd bericht|vidarebefordrat meddelande|videresendt meddelelse|videresendt melding"
                                    + "|välitetty viesti|przekazana wiadomość|přeposlaná zpráva|preposlaná správa|továbbított üzenet"
                                    + "|пересылаемое сообщение|переслане повідомлення|προωθημένο μήνυμα|iletilen ileti|转发的邮件"
                                    + "|轉寄的郵件|転送されたメッセージ|전달된 메일|הודעה שהועברה|رسالة معاد توجيهها|رسالة مُعاد توجيهها"
                                    + "|mesaj redirecționat|proslijeđena poruka|posredovano sporočilo|missatge reenviat")
                            .split("\\|"));

    private HeaderBlock() {}

    private static @Nullable Label label(String line) {
        String text = line.strip();
        int end = 0;
        while (end < text.length()
                && end <= LABEL
                && text.charAt(end) != ':'
                && text.charAt(end) != '：') end++;
        if (end == 0 || end > LABEL || end >= text.length()) return null;
        String label =
                text.substring(0, end)
                        .replace('*', ' ')
                        .replace('_', ' ')
                        .replace('\u00a0', ' ')
                        .strip();
        return LABELS.get(label.toLowerCase(Locale.ROOT));
    }

    /**
     * The line behind a block that begins here; 0 where none does: from whom, when or what about.
     */
    static int end(List<String> lines, int at) {
        Set<Label> found = java.util.EnumSet.noneOf(Label.class);
        int count = 0;
        int other = 0;
        int end = at;
        int i = at;
        for (; i < lines.size() && i < at + LINES; i++) {
            @Nullable Label label = label(lines.get(i));
            if (Quoted.is(lines.get(i)) || (label == null && !goesOn(lines, i, at))) break;
            if (label == null && !lines.get(i).isBlank() && ++other > CONTINUED) break;
            if (label == null) continue;
            found.add(label);
            count++;
            other = 0;
            end = i + 1;
        }
        boolean block =
                count >= 3
                        && found.contains(Label.FROM)
                        && (found.contains(Label.DATE) || found.contains(Label.SUBJECT));
        return block ? end : 0;
    }

    /** A header goes on in the next line; HTML may leave an empty one before the next. */
    private static boolean goesOn(List<String> lines, int i, int at) {
        if (i == at) return false;
        if (!lines.get(i).isBlank()) return !lines.get(i - 1).isBlank();
        int next = Quoted.next(lines, i);
        return next < lines.size() && next <= i + CONTINUED && label(lines.get(next)) != null;
    }

    /** Whether a line is a header above what is forwarded. */
    static boolean header(String line) {
        return line.length() <= 4 * LONG && label(line) != null;
    }

    /** "-----Original Message-----" and its kin, or such a line round "… wrote". */
    static boolean original(String line) {
        String words = between(line);
        return ORIGINAL.contains(words)
                || (words.contains("@") && Attribution.verb(words))
                || (!words.isEmpty() && Attribution.introduces(words + ":", false));
    }

    /** "Message du 03/02/26 09:10", above a block of headers. */
    static boolean announces(List<String> lines, int at) {
        String line = lines.get(at).strip().toLowerCase(Locale.ROOT);
        int next = Quoted.next(lines, at + 1);
        boolean rule = rule(line);
        return (rule || line.startsWith("message du "))
                && line.length() < LONG
                && next < lines.size()
                && end(lines, next) > 0;
    }

    static boolean rule(String line) {
        String text = line.strip();
        return text.length() >= 8
                && text.chars().allMatch(c -> c == '_' || c == '-' || c == '*' || c == ' ');
    }

    /** "---------- Forwarded message ---------": what follows is what was meant to be sent. */
    static boolean forwarded(String line) {
        if (line.length() > LONG) return false;
        String text = line.strip();
        String words = between(text);
        if (words.isEmpty()) words = text.toLowerCase(Locale.ROOT);
        return FORWARDED.contains(
                words.endsWith(":") ? words.substring(0, words.length() - 1).strip() : words);
    }

    /** What stands between two dashes at least, in small letters; empty where there are none. */
    private static String between(String line) {
        String text = line.strip();
        if (text.length() > LONG) return "";
        int from = 0;
        while (from < text.length() && "-_* ".indexOf(text.charAt(from)) >= 0) from++;
        int to = text.length();
        while (to > from && "-_* ".indexOf(text.charAt(to - 1)) >= 0) to--;
        if (from < 2 || from >= to) return "";
        return text.substring(from, to).toLowerCase(Locale.ROOT).replace('’', '\'').strip();
    }
}
