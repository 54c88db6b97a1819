package org.commonplace.chrome;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * The words of a title as the tail of an address, in plain Latin letters, so that it survives every
 * mail program and header. A title in another script has a dash: the id before it is what counts.
 */
public final class Slug {
    private static final int LONGEST = 70;
    private static final int SHORTEST = 30;
    private static final Map<String, String> LETTERS =
            Map.of(
                    "đ", "d", "ł", "l", "ø", "o", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i", "þ",
                    "th");

    private Slug() {}

    public static String of(String title) {
        String folded =
                Normalizer.normalize(title.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "");
        for (Map.Entry<String, String> letter : LETTERS.entrySet())
            folded = folded.replace(letter.getKey(), letter.getValue());
        String slug = folded.replaceAll("[^a-z0-9]+", "-").replaceAll("(^-+)|(-+$)", "");
        if (slug.length() <= LONGEST) return slug.isEmpty() ? "-" : slug;
        int cut = slug.lastIndexOf('-', LONGEST);
        return slug.substring(0, cut < SHORTEST ? LONGEST : cut);
    }
}
