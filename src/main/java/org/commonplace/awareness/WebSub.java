package org.commonplace.awareness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Outside;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
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
                        hub, Map.of("hub.mode", "publish", "hub.url", site.url() + feed + format));
    }

    private record Card(
            String kind,
            @Nullable Long parent,
            @Nullable Long community,
            List<Long> topics,
            @Nullable Long person) {}

    /** The public feeds that a card stands in. */
    private Set<String> feeds(long card) {
        Set<String> feeds = new LinkedHashSet<>();
        jdbc.sql(
                        """
                select c.kind, c.parent, c.community,
                       (select coalesce(array_agg(t.concept), '{}') from topics.about t where t.card = c.id) as topics,
                       (select b.person from people.byline b where b.persona = c.byline and not b.alias) as person
                  from catalogue.shown c where c.id = :id and c.audience = 1
                """)
                .param("id", card)
                .query((row, n) -> card(row))
                .optional()
                .ifPresent(
                        one -> {
                            boolean begins =
                                    one.kind().equals("question") || one.kind().equals("practice");
                            if (begins) feeds.add("/feeds/" + one.kind() + "s");
                            if (begins && one.community() != null) feeds.add(of(one.community()));
                            if (begins) one.topics().forEach(topic -> feeds.add(of(topic)));
                            if (one.parent() != null) feeds.add(of(one.parent()));
                            if (one.person() != null && (begins || one.kind().equals("answer")))
                                feeds.add("/feeds/people/" + PublicId.text(one.person()));
                        });
        return feeds;
    }

    private static Card card(ResultSet row) throws SQLException {
        return new Card(
                row.getString("kind"),
                Rows.longOrNull(row, "parent"),
                Rows.longOrNull(row, "community"),
                List.of((Long[]) row.getArray("topics").getArray()),
                Rows.longOrNull(row, "person"));
    }

    private static String of(long card) {
        return "/feeds/cards/" + PublicId.text(card);
    }
}
