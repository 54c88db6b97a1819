package org.commonplace.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Mails that no person wrote to us: answers of machines (RFC 3834), and our own coming back. */
final class Loops {
    /** Names the house that sent a letter. */
    static final String MARK = "X-Commonplace";

    private static final int HOPS = 30;
    private static final List<String> MACHINES =
            List.of("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "donotreply@");

    /**
     * How subjects of absence notices begin where the mail program sets no header: English, German,
     * Italian, French, Spanish, Portuguese, Dutch, Swedish, Polish.
     */
    private static final Pattern ABSENT =
            Pattern.compile(
                    "^(automatic reply|auto(matic)?[ -]?re(ply|sponse)|out of (the )?office|away from my mail"
                            + "|automatische antwort|abwesenheit|risposta automatica|fuori sede|assente"
                            + "|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina"
                            + "|resposta automática|ausência|automatisch antwoord|afwezig|autosvar|frånvaro"
                            + "|autoodpowiedź|automatyczna odpowiedź)\\b.*",
                    Pattern.CASE_INSENSITIVE
                            | Pattern.UNICODE_CASE
                            | Pattern.UNICODE_CHARACTER_CLASS);

    private Loops() {}

    /** Whether a mail is an answer of an absent person's program, not a report on a letter. */
    static boolean absence(Mime mail) {
        boolean machine = MACHINES.stream().anyMatch(mail.from()::startsWith);
        String automatic = mail.header("Auto-Submitted").toLowerCase(Locale.ROOT);
        return (automatic.startsWith("auto-replied") && !machine)
                || ABSENT.matcher(mail.subject().strip()).matches();
    }

    /** Why a mail is passed over; empty where a person may have written it. */
    static String reason(Mime mail, String envelopeFrom, String host) {
        if (mail.header(MARK).equalsIgnoreCase(host)) return "our own letter came back";
        if (mail.headers("Received").size() > HOPS) return "too many hops";
        String automatic = mail.header("Auto-Submitted").toLowerCase(Locale.ROOT).strip();
        if (!automatic.isEmpty() && !automatic.startsWith("no"))
            return "Auto-Submitted: " + automatic;
        if (envelopeFrom.isEmpty()) return "empty return path";
        for (String name : List.of("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From"))
            if (!mail.header(name).isEmpty()) return name;
        String precedence = mail.header("Precedence").toLowerCase(Locale.ROOT).strip();
        if (List.of("bulk", "junk", "auto_reply").contains(precedence))
            return "Precedence: " + precedence;
        String from = mail.from();
        if (MACHINES.stream().anyMatch(from::startsWith)) return "from " + from;
        if (mail.header("Content-Type")
                .toLowerCase(Locale.ROOT)
                .contains("disposition-notification")) return "a read receipt";
        if (mail.calendarReply()) return "a calendar's answer";
        if (ABSENT.matcher(mail.subject().strip()).matches()) return "an absence notice";
        return "";
    }
}
