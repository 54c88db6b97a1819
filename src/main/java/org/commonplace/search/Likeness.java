package org.commonplace.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How near texts are to one another in meaning: the cosine of their vectors, from -1 to 1. */
@Component
public class Likeness {
    private static final int MOST = 6_000;
    private final Embeddings embeddings;

    Likeness(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    /** A text as its vector is kept: what is longer is cut. */
    public static String kept(String text) {
        return text.length() > MOST ? text.substring(0, MOST) : text;
    }

    /** The likeness of each of these texts to one, as far as their vectors are known. */
    public Map<String, Double> to(String text, List<String> others) {
        float[] own = embeddings.ofQuery(text);
        Map<String, Double> likeness = new HashMap<>();
        embeddings.known(others).forEach((other, vector) -> likeness.put(other, dot(own, vector)));
        return likeness;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
