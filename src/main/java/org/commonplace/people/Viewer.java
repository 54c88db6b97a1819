package org.commonplace.people;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Whoever looks or acts: a visitor (0) or a member, with the audiences that the session's statement
 * brought along.
 */
public record Viewer(
        long id,
        @Nullable String name,
        Role role,
        @Nullable Locale language,
        ZoneId zone,
        List<Long> audiences,
        List<Long> personas,
        long session,
        boolean trusted)
        implements Reader {

    public static final long EVERYONE = 1;
    public static final long MEMBERS = 2;
    public static final Viewer VISITOR =
            new Viewer(
                    0,
                    null,
                    Role.MEMBER,
                    null,
                    ZoneId.of("UTC"),
                    List.of(EVERYONE),
                    List.of(),
                    0,
                    false);

    public MemberId member() {
        return new MemberId(id);
    }

    @Override
    public boolean signedIn() {
        return id != 0;
    }

    @Override
    public String home() {
        return "/people/" + member();
    }

    @Override
    public boolean moderates() {
        return role != Role.MEMBER;
    }

    @Override
    public boolean administers() {
        return role == Role.HOST;
    }

    /**
     * The audiences this viewer belongs to, for SQL: {@code c.audience = any(:audiences)}. They are
     * read from {@code people.visible_to}, the one rule of access, as the request begins.
     */
    public Long[] audienceIds() {
        return audiences.toArray(Long[]::new);
    }

    /**
     * Whether a persona is the viewer's own: the name, an alias, or a name claimed from an old
     * site.
     */
    public boolean mine(@Nullable PersonaId persona) {
        return persona != null && personas.contains(persona.value());
    }

    /** Throws {@link Forbidden} unless signed in. */
    public Viewer required() {
        if (!signedIn()) throw new Forbidden("error.sign-in-first");
        return this;
    }
}
