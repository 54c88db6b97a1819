package org.commonplace.people;

/**
 * Under which name somebody writes in a place. What is written or logged takes a voice and not a
 * person, and only the place gives one to whoever acts there ({@code communities.Voices}): so
 * nobody’s own name can stand where an alias was due.
 */
public final class Voice {
    private final PersonaId persona;

    private Voice(PersonaId persona) {
        this.persona = persona;
    }

    /**
     * Of somebody who stands on record in the place already: the asker, the author, the keeper, as
     * the thing’s own row names them.
     */
    public static Voice onRecord(PersonaId persona) {
        return new Voice(persona);
    }

    /** The own name, for deeds in the open. Only where no place could give another. */
    public static Voice openly(MemberId member) {
        return new Voice(new PersonaId(member.value()));
    }

    public PersonaId persona() {
        return persona;
    }

    /** For SQL. */
    public long id() {
        return persona.value();
    }

    @Override
    public String toString() {
        return persona.toString();
    }
}
