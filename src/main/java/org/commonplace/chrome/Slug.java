package org.commonplace.chrome;

import java.text.Normalizer;
import java.util.Locale;

/** The words of a title as the tail of an address. */
public final class Slug {
    private Slug() {}

    public static String of(String title) {
        String folded =
                Normalizer.normalize(title, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", "-")
                        .replaceAll("(^-+)|(-+$)", "");
        if (folded.length() <= 70) return folded.isEmpty() ? "-" : folded;
        int cut = folded.lastIndexOf('-', 70);
        return folded.substring(0, cut < 30 ? 70 : cut);
    }
}
