package org.commonplace.chrome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a form got wrong, in the order of its fields. */
public final class Refusals implements Iterable<Refusal> {
    private final List<Refusal> list = new ArrayList<>();
    private @Nullable Duration wait;

    public static Refusals of(String field, String key, Object... arguments) {
        return new Refusals().add(field, key, arguments);
    }

    public Refusals add(String field, String key, Object... arguments) {
        list.add(Refusal.of(field, key, arguments));
        return this;
    }

    Refusals add(Refusal refusal) {
        list.add(refusal);
        return this;
    }

    /** Requires a text of some length; the limit is in code points, as people count. */
    public Refusals text(String field, @Nullable String value, int limit) {
        if (value == null || value.isBlank()) add(field, "form.required");
        else limit(field, value, limit);
        return this;
    }

    public Refusals limit(String field, @Nullable String value, int limit) {
        if (value == null || value.length() <= limit) return this;
        int length = value.codePointCount(0, value.length());
        if (length > limit) add(field, "form.too-long", limit, length);
        return this;
    }

    /** Nothing is wrong with the form but that it is one too many. */
    void tooMany(Duration wait) {
        this.wait = wait;
        add("", "error.too-many");
    }

    @Nullable Duration pause() {
        return wait;
    }

    public boolean any() {
        return !list.isEmpty();
    }

    public @Nullable Refusal at(String field) {
        for (Refusal refusal : list) if (refusal.field().equals(field)) return refusal;
        return null;
    }

    @Override
    public Iterator<Refusal> iterator() {
        return list.iterator();
    }
}
