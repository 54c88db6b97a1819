package org.commonplace.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What the mail server in front of us found out about a mail's author (Authentication-Results, RFC
 * 8601). Only the server that we were told to trust is believed.
 */
@Component
class Vouching {
    private static final Pattern DMARC = Pattern.compile("\\bdmarc=pass\\b");
    private static final Pattern REFUTED = Pattern.compile("\\bdmarc=fail\\b");
    private static final Pattern DKIM =
            Pattern.compile("\\bdkim=pass\\b[^;]*?\\bheader\\.(?:d|i)=(?:[^;\\s]*@)?([^;\\s]+)");
    private static final Pattern SPF =
            Pattern.compile("\\bspf=pass\\b[^;]*?\\bsmtp\\.mailfrom=(?:[^;\\s]*@)?([^;\\s]+)");
    private final List<String> trusted;

    Vouching(@Value("${commonplace.mail.authserv-id:}") List<String> trusted) {
        this.trusted = trusted.stream().map(one -> one.strip().toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether it found that the mail is not from its author's domain (RFC 7489). */
    boolean refutes(Mime mail) {
        return mail.headers("Authentication-Results").stream()
                .map(one -> one.toLowerCase(Locale.ROOT))
                .filter(one -> trusted.contains(one.split("[;\\s]", 2)[0]))
                .findFirst()
                .filter(one -> REFUTED.matcher(one).find())
                .isPresent();
    }

    boolean vouches(Mime mail) {
        String domain = mail.from().substring(mail.from().lastIndexOf('@') + 1);
        return !domain.isEmpty()
                && mail.headers("Authentication-Results").stream()
                        .map(one -> one.toLowerCase(Locale.ROOT))
                        .filter(one -> trusted.contains(one.split("[;\\s]", 2)[0]))
                        .findFirst()
                        .filter(one -> passes(one, domain))
                        .isPresent();
    }

    private static boolean passes(String results, String domain) {
        return DMARC.matcher(results).find()
                || aligned(DKIM, results, domain)
                || aligned(SPF, results, domain);
    }

    /** The domain that was checked is the author's, or one that it belongs to. */
    private static boolean aligned(Pattern method, String results, String domain) {
        Matcher pass = method.matcher(results);
        while (pass.find()) {
            String checked = pass.group(1).replaceAll("\"", "");
            if (checked.equals(domain) || domain.endsWith("." + checked)) return true;
        }
        return false;
    }
}
