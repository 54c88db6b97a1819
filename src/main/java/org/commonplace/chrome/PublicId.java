package org.commonplace.chrome;

import java.security.SecureRandom;

/**
 * Public ids: 55 random bits, written as 11 letters and digits of Crockford's base 32. They say
 * nothing of order or number; the primary key refuses the rare twin.
 */
public final class PublicId {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 11;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PublicId() {}

    public static long next() {
        return (RANDOM.nextLong() >>> 9) | 1L << 40;
    }

    public static String text(long id) {
        char[] text = new char[LENGTH];
        long rest = id;
        for (int i = LENGTH - 1; i >= 0; i--, rest >>>= 5) text[i] = DIGITS[(int) (rest & 31)];
        return new String(text);
    }

    /**
     * The id that a text stands for; I, L and O are read as 1, 1 and 0. Throws {@link NotFound}
     * where there is none.
     */
    public static long parse(String text) {
        if (text.length() != LENGTH) throw new NotFound();
        long id = 0;
        for (int i = 0; i < LENGTH; i++)
            id = id << 5 | digit(Character.toLowerCase(text.charAt(i)));
        return id;
    }

    private static int digit(char c) {
        char read = c == 'i' || c == 'l' ? '1' : c == 'o' ? '0' : c;
        for (int i = 0; i < DIGITS.length; i++) if (DIGITS[i] == read) return i;
        throw new NotFound();
    }
}
