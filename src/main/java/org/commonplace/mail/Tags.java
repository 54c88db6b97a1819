package org.commonplace.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/** The tags of HTML that is too much for a tree: counted, and left out. */
final class Tags {
    private static final int NAME = 12;
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "br",
                    "tr",
                    "li",
                    "table",
                    "blockquote",
                    "h1",
                    "h2",
                    "h3",
                    "hr",
                    "ul",
                    "ol",
                    "pre");

    private static final Set<String> UNREAD = Set.of("style", "script", "head", "title");

    private Tags() {}

    static int count(String html) {
        int count = 0;
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) count++;
        return count;
    }

    /** The text alone; a block is a line. */
    static String without(String html) {
        StringBuilder text = new StringBuilder();
        Set<String> open = new HashSet<>();
        int at = 0;
        while (at < html.length()) {
            int tag = html.indexOf('<', at);
            if (tag < 0) tag = html.length();
            text.append(html, at, tag);
            if (tag == html.length()) break;
            String name = name(html, tag + 1);
            int end = html.indexOf('>', tag);
            if (end < 0) break;
            if (BLOCKS.contains(name)) text.append('\n');
            at = end + 1;
            if (UNREAD.contains(name) && !open.contains(name)) {
                int closed = html.indexOf("</" + name, at);
                if (closed < 0) open.add(name);
                else at = closed;
            }
        }
        return Parser.unescapeEntities(text.toString(), false);
    }

    /** Of the tag whose name begins here, in small letters. */
    private static String name(String html, int from) {
        int begin = from < html.length() && html.charAt(from) == '/' ? from + 1 : from;
        int end = begin;
        while (end < html.length()
                && end < begin + NAME
                && Character.isLetterOrDigit(html.charAt(end))) end++;
        return begin > from ? "" : html.substring(begin, end).toLowerCase(Locale.ROOT);
    }
}
