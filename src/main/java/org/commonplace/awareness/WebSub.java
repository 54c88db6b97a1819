package org.commonplace.awareness;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Outside;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells a WebSub hub which public feeds have something new; without a hub in the settings nothing
 * is sent anywhere.
 */
@Component
class WebSub implements ActivityReader {
    private final JdbcClient jdbc;
    private final Outside outside;
    private final Site site;
    private final String hub;

    WebSub(
            JdbcClient jdbc,
            Outside outside,
            Site site,
            @Value("${commonplace.websub.hub:}") String hub) {
        this.jdbc = jdbc;
        this.outside = outside;
        this.site = site;
        this.hub = hub;
    }

    @Override
    public String name() {
        return "websub";
    }

    @Override
    public void read(List<Entry> entries) {
        if (hub.isEmpty()) return;
        Set<String> feeds = new LinkedHashSet<>();
        for (Entry entry : entries) feeds.addAll(feeds(entry.card()));
        for (String feed : feeds)
            for (String format : List.of(".atom", ".json"))
                outside.post(
                        hub,
                        java.util.Map.of(
                                "hub.mode", "publish", "hub.url", site.url() + feed + format));
    }

    /** The public feeds that a card stands in. */
    private List<String> feeds(long card) {
        record Card(String kind, @Nullable Long parent, @Nullable Long community) {}
        return jdbc
                .sql(
                        "select kind, parent, community from catalogue.shown where id = :id and audience = 1")
                .param("id", card)
                .query(
                        (row, n) ->
                                new Card(
                                        row.getString("kind"),
                                        row.getObject("parent", Long.class),
                                        row.getObject("community", Long.class)))
                .list()
                .stream()
                .flatMap(
                        one -> {
                            Set<String> feeds = new LinkedHashSet<>();
                            if (one.kind().equals("question") || one.kind().equals("practice")) {
                                feeds.add("/feeds/" + one.kind() + "s");
                                if (one.community() != null)
                                    feeds.add("/feeds/cards/" + PublicId.text(one.community()));
                            }
                            if (one.parent() != null)
                                feeds.add("/feeds/cards/" + PublicId.text(one.parent()));
                            return feeds.stream();
                        })
                .toList();
    }
}
