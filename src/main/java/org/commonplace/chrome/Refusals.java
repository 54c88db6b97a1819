package org.commonplace.chrome;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a form got wrong, in the order of its fields. */
public final class Refusals implements Iterable<Refusal> {
    private final List<Refusal> list = new ArrayList<>();

    public static Refusals of(String field, String key, Object... arguments) {
        return new Refusals().add(field, key, arguments);
    }

    public Refusals add(String field, String key, Object... arguments) {
        list.add(Refusal.of(field, key, arguments));
        return this;
    }

    /** Requires a text of some length; the limit is in characters. */
    public Refusals text(String field, @Nullable String value, int limit) {
        if (value == null || value.isBlank()) add(field, "form.required");
        else limit(field, value, limit);
        return this;
    }

    public Refusals limit(String field, @Nullable String value, int limit) {
        if (value != null && value.length() > limit)
            add(field, "form.too-long", limit, value.length());
        return this;
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
