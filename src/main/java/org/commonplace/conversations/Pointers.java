package org.commonplace.conversations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.chrome.PublicId;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.people.Voice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Addresses of things of this house in a text: what points to a thing builds on it, and hears of it
 * when that grows old.
 */
@Component
class Pointers {
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "/(?:questions|practices|workgroups)/([0-9a-z]{11})(?:/[^\\s)>\\]\"#]*)?(?:#([0-9a-z]{11}))?");
    private static final int MOST = 20;
    private final JdbcClient jdbc;
    private final Lineage lineage;

    Pointers(JdbcClient jdbc, Lineage lineage) {
        this.jdbc = jdbc;
        this.lineage = lineage;
    }

    /** Notes what a post points to, other than to its own thread. */
    void note(PostId post, long thread, Voice author, String text) {
        List<Long> named = named(text);
        if (named.isEmpty()) return;
        jdbc.sql(
                        """
                select id from catalogue.shown
                 where id = any(:ids) and id <> :thread and (parent is null or parent <> :thread)
                """)
                .param("ids", named.toArray(new Long[0]))
                .param("thread", thread)
                .query((row, n) -> row.getLong(1))
                .list()
                .forEach(origin -> lineage.derived(post.value(), origin, How.INFLUENCED, author));
    }

    static List<Long> named(String text) {
        List<Long> ids = new ArrayList<>();
        if (!text.contains("/")) return ids;
        Matcher address = ADDRESS.matcher(text);
        while (address.find() && ids.size() < MOST)
            ids.add(PublicId.parse(address.group(2) == null ? address.group(1) : address.group(2)));
        return ids;
    }
}
