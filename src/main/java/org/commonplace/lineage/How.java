package org.commonplace.lineage;

import java.util.Locale;

/** How one thing came from another; PROV-O, section 3.1 and 3.2. */
public enum How {
    /** prov:wasDerivedFrom: made out of it. */
    DERIVED("wasDerivedFrom"),
    /** prov:wasQuotedFrom: repeats a part of it. */
    QUOTED("wasQuotedFrom"),
    /** prov:wasRevisionOf: takes its place. */
    REVISED("wasRevisionOf"),
    /** prov:wasInfluencedBy: builds on it in some other way, as a text that points to it. */
    INFLUENCED("wasInfluencedBy");

    private final String property;

    How(String property) {
        this.property = property;
    }

    static How of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The property's name in the PROV-O namespace. */
    public String property() {
        return property;
    }
}
