package org.commonplace.installation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.Email;

/** The fields of the mail server's form. */
final class MailSettings {
    private static final List<String> FIELDS =
            List.of("mail.host", "mail.port", "mail.user", "mail.password", "mail.from");

    private MailSettings() {}

    static Map<String, String> of(Map<String, String> fields) {
        Map<String, String> settings = new HashMap<>();
        for (String field : FIELDS) {
            String value = fields.getOrDefault(field, "").strip();
            if (!value.isEmpty()) settings.put(field, value);
        }
        return settings;
    }

    static Refusals refusals(Map<String, String> fields, Refusals refusals) {
        String port = fields.getOrDefault("mail.port", "").strip();
        if (!port.isEmpty() && !port.matches("[1-9]\\d{0,4}"))
            refusals.add("mail.port", "form.port");
        String from = fields.getOrDefault("mail.from", "").strip();
        if (!from.isEmpty() && Email.of(from).isEmpty()) refusals.add("mail.from", "form.email");
        String host = fields.getOrDefault("mail.host", "").strip();
        if (!host.isEmpty() && !host.matches("[\\w.:-]{1,200}"))
            refusals.add("mail.host", "form.host");
        if (!host.isEmpty() && from.isEmpty()) refusals.add("mail.from", "form.required");
        return refusals;
    }
}
