package org.commonplace.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A letter's text, cut so that its addresses can be opened from the page that shows it. */
final class MailLinks {
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

    private MailLinks() {}

    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text);
        int from = 0;
        while (address.find()) {
            parts.add(text.substring(from, address.start()));
            parts.add(address.group());
            from = address.end();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
