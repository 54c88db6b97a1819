package org.commonplace.mail;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a header, in one pass: in quotation marks or not, in other character sets and
 * in pieces (RFC 2231).
 */
final class Parameters {
    private final String body;
    private int at;

    private Parameters(String body) {
        this.body = body;
        this.at = 0;
    }

    /** By their names in small letters; the first of a name counts. */
    static Map<String, String> of(String header) {
        Parameters parameters = new Parameters(header);
        Map<String, String> found = new HashMap<>();
        Map<String, Map<Integer, String>> pieces = new TreeMap<>();
        parameters.skipTo(';');
        while (parameters.at < header.length()) {
            parameters.at++;
            String name = parameters.word(";=").strip().toLowerCase(Locale.ROOT);
            if (parameters.at >= header.length() || header.charAt(parameters.at) == ';') continue;
            parameters.at++;
            String value = parameters.value();
            int star = name.indexOf('*');
            if (star < 0) found.putIfAbsent(name, value);
            else
                pieces.computeIfAbsent(name.substring(0, star), key -> new TreeMap<>())
                        .putIfAbsent(
                                number(name.substring(star + 1)),
                                (name.endsWith("*") ? "*" : "=") + value);
            parameters.skipTo(';');
        }
        pieces.forEach((name, values) -> found.putIfAbsent(name, joined(values)));
        return found;
    }

    /** Of "0*" or "1" or "". */
    private static int number(String text) {
        String digits = text.replace("*", "");
        return digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? 999
                : digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static String joined(Map<Integer, String> pieces) {
        StringBuilder all = new StringBuilder();
        Charset charset = StandardCharsets.UTF_8;
        for (String piece : pieces.values()) {
            String value = piece.substring(1);
            if (!piece.startsWith("*")) {
                all.append(value);
                continue;
            }
            String[] named = value.split("'", 3);
            if (all.isEmpty() && named.length == 3) {
                charset = charset(named[0]);
                value = named[2];
            }
            all.append(decoded(value, charset));
        }
        return all.toString();
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String decoded(String value, Charset charset) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), charset);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private String value() {
        while (at < body.length() && Character.isWhitespace(body.charAt(at))) at++;
        if (at >= body.length() || body.charAt(at) != '"') return word(";").strip();
        StringBuilder value = new StringBuilder();
        for (at++; at < body.length() && body.charAt(at) != '"'; at++) {
            if (body.charAt(at) == '\\' && at + 1 < body.length()) at++;
            value.append(body.charAt(at));
        }
        return value.toString();
    }

    private String word(String ends) {
        int from = at;
        while (at < body.length() && ends.indexOf(body.charAt(at)) < 0) at++;
        return body.substring(from, at);
    }

    private void skipTo(char c) {
        while (at < body.length() && body.charAt(at) != c) at++;
    }
}
