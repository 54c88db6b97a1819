package org.commonplace.mail;

/** HTML without the pictures that stand in it as text ("data:"), which may be its greatest part. */
final class WithoutPictures {
    private static final int SHORT = 1_000;

    private WithoutPictures() {}

    static String of(String html) {
        int data = html.indexOf("data:");
        if (data < 0 || html.length() < SHORT) return html;
        StringBuilder without = new StringBuilder(html.length());
        int at = 0;
        while (data >= 0) {
            int end = data + 5;
            while (end < html.length() && "\"'<>) ".indexOf(html.charAt(end)) < 0) end++;
            if (end - data > SHORT) {
                without.append(html, at, data);
                at = end;
            }
            data = html.indexOf("data:", end);
        }
        return without.append(html, at, html.length()).toString();
    }
}
