package org.commonplace.mail;

import java.util.List;
import java.util.Locale;

/** Mails that no person wrote to us: answers of machines (RFC 3834), and our own coming back. */
final class Loops {
    /** Names the house that sent a letter. */
    static final String MARK = "X-Commonplace";

    private static final int HOPS = 30;
    private static final List<String> MACHINES =
            List.of("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "donotreply@");

    private static final List<String> HEADERS =
            List.of(
                    "X-Autoreply",
                    "X-Autorespond",
                    "X-Auto-Reply-From",
                    "X-Mail-Autoreply",
                    "X-Vacation");

    private static final List<String> PRECEDENCES =
            List.of("bulk", "junk", "auto_reply", "auto-reply");

    private Loops() {}

    /** Whether a mail is an answer of an absent person's program, not a report on a letter. */
    static boolean absence(Mime mail) {
        boolean machine = MACHINES.stream().anyMatch(mail.from()::startsWith);
        return (automatic(mail).startsWith("auto-replied") && !machine)
                || Absence.surely(mail.subject());
    }

    private static String automatic(Mime mail) {
        return mail.header("Auto-Submitted").toLowerCase(Locale.ROOT).strip();
    }

    /** Why a mail is passed over; empty where a person may have written it. */
    static String reason(Mime mail, String envelopeFrom, String host) {
        if (mail.header(MARK).equalsIgnoreCase(host)) return "our own letter came back";
        if (mail.headers("Received").size() > HOPS) return "too many hops";
        String automatic = automatic(mail);
        if (!automatic.isEmpty() && !automatic.startsWith("no"))
            return "Auto-Submitted: " + automatic;
        if (envelopeFrom.isEmpty()) return "empty return path";
        for (String name : HEADERS) if (!mail.header(name).isEmpty()) return name;
        String precedence = mail.header("Precedence").toLowerCase(Locale.ROOT).strip();
        if (PRECEDENCES.contains(precedence)) return "Precedence: " + precedence;
        String from = mail.from();
        if (MACHINES.stream().anyMatch(from::startsWith)) return "from " + from;
        if (mail.header("Content-Type")
                .toLowerCase(Locale.ROOT)
                .contains("disposition-notification")) return "a read receipt";
        if (mail.calendarReply()) return "a calendar's answer";
        if (Absence.surely(mail.subject())) return "an absence notice";
        return "";
    }

    /** Why a mail may be a machine's that a person seems to have written; its author is asked. */
    static String doubt(Mime mail, String words) {
        String suppressed = mail.header("X-Auto-Response-Suppress").toLowerCase(Locale.ROOT);
        if (suppressed.contains("all")) return "X-Auto-Response-Suppress: " + suppressed;
        if (Absence.perhaps(mail.subject())) return "its subject";
        return Absence.says(words) && !quotes(mail) ? "its first words" : "";
    }

    /** Programs of absent people do not quote what they answer; people mostly do. */
    private static boolean quotes(Mime mail) {
        return mail.html().contains("<blockquote") || mail.plain().lines().anyMatch(Quoted::is);
    }
}
