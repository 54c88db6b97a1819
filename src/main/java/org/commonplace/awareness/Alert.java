package org.commonplace.awareness;

import java.time.Instant;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.MemberId;

/**
 * Something followed that is no card: a person, a library's shelf, a saved search.
 *
 * @param kind which {@link AlertSource} finds what is new in it
 * @param target the person's or the library's id; 0 for a search
 * @param words of a search; empty otherwise
 * @param title what it is called
 * @param since nothing older is told
 */
public record Alert(
        long id,
        MemberId member,
        String kind,
        long target,
        String words,
        String title,
        String path,
        Level level,
        Instant since) {

    public String key() {
        return PublicId.text(id);
    }

    Alert since(Instant other) {
        return new Alert(
                id,
                member,
                kind,
                target,
                words,
                title,
                path,
                level,
                other.isAfter(since) ? other : since);
    }
}
