package org.commonplace.awareness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a member follows and how they hear of it, for the export and the departure. */
@Component
class Followed implements Belongings {
    private final Watches watches;
    private final Digests digests;
    private final Alerts alerts;
    private final News news;
    private final Feeds feeds;
    private final Members members;
    private final JsonMapper json;

    Followed(
            Watches watches,
            Digests digests,
            Alerts alerts,
            News news,
            Feeds feeds,
            Members members,
            JsonMapper json) {
        this.watches = watches;
        this.digests = digests;
        this.alerts = alerts;
        this.news = news;
        this.feeds = feeds;
        this.members = members;
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    /** A line of the export. */
    private record Line(String kind, String title, String path, String level) {}

    @Override
    public Map<String, String> export(MemberId member) {
        List<Line> things =
                watches.watched(members.viewer(member), 10_000).stream()
                        .map(
                                one ->
                                        new Line(
                                                one.card().kind(),
                                                one.card().title(),
                                                one.card().path(),
                                                one.level().key()))
                        .toList();
        List<Line> others =
                alerts.of(member).stream()
                        .map(
                                one ->
                                        new Line(
                                                one.kind(),
                                                one.title(),
                                                one.path(),
                                                one.level().key()))
                        .toList();
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("digest", digests.settings(member));
        whole.put("followed", things);
        whole.put("alerts", others);
        return Map.of("followed.json", json.writeValueAsString(whole));
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        watches.forget(member);
        digests.forget(member);
        news.forget(member);
        alerts.forget(member);
        feeds.revoke(member);
    }
}
