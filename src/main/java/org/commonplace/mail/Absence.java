package org.commonplace.mail;

import java.util.List;
import java.util.Locale;

/** How programs of absent people answer, where no header says so: by their subjects and words. */
final class Absence {
    private static final int HEAD = 60;
    private static final int SHORT = 600;
    private static final int FIRST = 120;

    /** How their subjects begin. */
    private static final List<String> SUBJECTS =
            List.of(
                    ("automatic reply|automatic response|auto reply|auto-reply|autoreply|auto response|auto-response|autoresponse"
                                    + "|out of office|out of the office|away from my mail|vacation reply|abwesenheit|abwesend|automatische antwort"
                                    + "|automatische abwesenheit|außer haus|ausser haus|risposta automatica|fuori sede|fuori ufficio|assente"
                                    + "|réponse automatique|reponse automatique|absence du bureau|absent du bureau|message d'absence"
                                    + "|respuesta automática|respuesta automatica|fuera de la oficina|resposta automática|resposta automàtica"
                                    + "|fora do escritório|ausência|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|frånvaro"
                                    + "|fravær|ikke til stede|automaattinen vastaus|poissa|autoodpowiedź|automatyczna odpowiedź|nieobecność"
                                    + "|automatická odpověď|automatická odpoveď|nepřítomnost|automatikus válasz|távollét|автоматический ответ"
                                    + "|автоответ|автоматична відповідь|автовідповідь|автоматичен отговор|αυτόματη απάντηση|otomatik yanıt"
                                    + "|ofis dışında|自动回复|自動回覆|自動回复|自动答复|自動応答|自動返信|不在|자동 회신|자동 응답|부재중|תשובה אוטומטית"
                                    + "|מענה אוטומטי|răspuns automat|raspuns automat|automatski odgovor|samodejni odgovor|automaatvastus"
                                    + "|automatinis atsakymas|automātiska atbilde|رد تلقائي|الرد التلقائي|خارج المكتب|پاسخ خودکار"
                                    + "|balasan otomatis|trả lời tự động|स्वचालित उत्तर|erantzun automatikoa|ตอบกลับอัตโนมัติ|sjálfvirkt svar")
                            .split("\\|"));

    /** What they say in their first words, and people hardly ever. */
    private static final List<String> WORDS =
            List.of(
                    ("out of the office|out of office|on annual leave|on vacation until|on holiday until|away from my desk|on leave until"
                                    + "|no access to email|this is an automatic|this is an automated|nicht im büro|nicht im haus|außer haus"
                                    + "|ausser haus|abwesend|bin im urlaub|nicht im dienst|fuori ufficio|fuori sede|sono assente|sarò assente"
                                    + "|sono in ferie|absent du bureau|absente du bureau|je suis absent|je serai absent|suis en congé|fuera de la oficina"
                                    + "|estoy de vacaciones|ausente hasta|estaré ausente|fora do escritório|estou de férias|ausente até"
                                    + "|niet op kantoor|ben afwezig|met vakantie|har semester|är på semester|inte på kontoret|holder ferie"
                                    + "|er på ferie|ikke på kontoret|olen lomalla|en ole paikalla|na urlopie|poza biurem|jestem nieobecn"
                                    + "|mimo kancelář|na dovolené|na dovolenke|szabadságon vagyok|nem vagyok az irodában|в отпуске до|я в отпуске"
                                    + "|у відпустці|в отпуск съм|απουσιάζω|εκτός γραφείου|izindeyim|ofis dışında|sunt în concediu|na godišnjem"
                                    + "|izvan ureda|na dopustu|olen puhkusel|atostogauju|atvaļinājumā|sóc de vacances|fora de l'oficina"
                                    + "|خارج المكتب|في إجازة|در مرخصی|אני בחופשה|מחוץ למשרד|正在休假|不在办公室|休假中|不在辦公室|休暇をいただ"
                                    + "|不在にして|휴가입니다|부재중|sedang cuti|di luar kantor|đang nghỉ phép")
                            .split("\\|"));

    private Absence() {}

    /** Whether a subject is a program's: its words, and a colon or nothing behind them. */
    static boolean surely(String subject) {
        String head = head(subject);
        return SUBJECTS.stream()
                .anyMatch(one -> head.startsWith(one) && head.indexOf(' ', one.length()) < 0);
    }

    /** Whether it begins as a program's does; a person may ask about just that. */
    static boolean perhaps(String subject) {
        return SUBJECTS.stream().anyMatch(head(subject)::startsWith);
    }

    /** Up to the colon, without a "Re" before it. */
    private static String head(String subject) {
        String small =
                subject.strip().toLowerCase(Locale.ROOT).replace('’', '\'').replace('：', ':');
        int colon = small.indexOf(':');
        String head = colon < 0 || colon > HEAD ? small : small.substring(0, colon).strip();
        return head.endsWith(" re") ? head.substring(0, head.length() - 3).strip() : head;
    }

    static boolean says(String words) {
        if (words.length() > SHORT) return false;
        String first =
                words.substring(0, Math.min(FIRST, words.length()))
                        .toLowerCase(Locale.ROOT)
                        .replace('’', '\'');
        return WORDS.stream().anyMatch(first::contains);
    }
}
