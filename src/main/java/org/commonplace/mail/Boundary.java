package org.commonplace.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The boundary of a multipart, named as every reader of mails understands it: where it is named in
 * another way (RFC 2231), or not at all; then the first line of the body that looks like one is it.
 */
final class Boundary {
    static final int HEAD = 200_000;
    private static final int LONGEST = 70;

    private Boundary() {}

    static byte[] named(byte[] raw) {
        String text = new String(raw, 0, Math.min(raw.length, HEAD), StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < text.length()) {
            int end = field(text, at);
            String line = text.substring(at, end);
            if (line.isBlank()) return raw;
            if (line.regionMatches(true, 0, "content-type:", 0, 13))
                return named(raw, text, end, line);
            at = end;
        }
        return raw;
    }

    private static byte[] named(byte[] raw, String text, int end, String line) {
        String type = line.substring(13).strip().toLowerCase(Locale.ROOT);
        if (!type.startsWith("multipart/")) return raw;
        boolean plain =
                Parameters.of(line.replaceAll("boundary\\*[\\d*]{0,4}", "x"))
                        .containsKey("boundary");
        if (plain) return raw;
        String boundary = Parameters.of(line).getOrDefault("boundary", "");
        if (boundary.isEmpty()) boundary = guessed(text, end);
        return boundary.isEmpty() ? raw : inserted(raw, end - ending(line), boundary);
    }

    /** Behind the field that begins here, with the lines that it goes on in. */
    private static int field(String text, int from) {
        int end = from;
        do {
            int newline = text.indexOf('\n', end);
            end = newline < 0 ? text.length() : newline + 1;
        } while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t'));
        return end;
    }

    private static int ending(String line) {
        return line.endsWith("\r\n") ? 2 : line.endsWith("\n") ? 1 : 0;
    }

    private static String guessed(String text, int from) {
        int at = from;
        while (at < text.length() && !text.substring(at, field(text, at)).isBlank())
            at = field(text, at);
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            boolean looks = end - at <= LONGEST + 3 && text.startsWith("--", at);
            String line = looks ? text.substring(at + 2, end).strip() : "";
            if (!line.isEmpty() && line.charAt(0) != '-') return line;
            at = end + 1;
        }
        return "";
    }

    private static byte[] inserted(byte[] raw, int at, String boundary) {
        byte[] named =
                (";\r\n boundary=\"" + boundary.replace("\"", "") + "\"")
                        .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream mended = new ByteArrayOutputStream(raw.length + named.length);
        mended.write(raw, 0, at);
        mended.writeBytes(named);
        mended.write(raw, at, raw.length - at);
        return mended.toByteArray();
    }
}
