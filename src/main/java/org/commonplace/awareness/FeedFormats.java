package org.commonplace.awareness;

import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Generator;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Site;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A feed as Atom (RFC 4287), and as JSON Feed 1.1. */
@Component
class FeedFormats {
    private final Site site;
    private final JsonMapper json;
    private final String hub;

    FeedFormats(Site site, JsonMapper json, @Value("${commonplace.websub.hub:}") String hub) {
        this.site = site;
        this.json = json;
        this.hub = hub;
    }

    byte[] atom(Feed feed) {
        com.rometools.rome.feed.atom.Feed atom = new com.rometools.rome.feed.atom.Feed("atom_1.0");
        atom.setEncoding("UTF-8");
        atom.setId(feed.open() ? site.url() + feed.own() : site.url() + feed.path());
        atom.setTitle(title(feed));
        atom.setUpdated(Date.from(feed.updated()));
        Generator generator = new Generator();
        generator.setValue("Commonplace");
        atom.setGenerator(generator);
        List<Link> links = new ArrayList<>();
        links.add(link("self", "application/atom+xml", feed.address("atom")));
        links.add(link("alternate", "text/html", feed.path()));
        if (feed.published() && !hub.isEmpty()) {
            Link rendezvous = new Link();
            rendezvous.setRel("hub");
            rendezvous.setHref(hub);
            links.add(rendezvous);
        }
        atom.setAlternateLinks(List.of(links.get(1)));
        atom.setOtherLinks(
                links.stream().filter(one -> !one.getRel().equals("alternate")).toList());
        atom.setAuthors(List.of(author(site.name())));
        atom.setEntries(feed.entries().stream().map(this::entry).toList());
        try {
            return new WireFeedOutput().outputString(atom).getBytes(StandardCharsets.UTF_8);
        } catch (FeedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String title(Feed feed) {
        return feed.title() + " · " + site.name();
    }

    private Link link(String rel, String type, String path) {
        Link link = new Link();
        link.setRel(rel);
        link.setType(type);
        link.setHref(site.url() + path);
        return link;
    }

    private static SyndPerson author(String name) {
        Person person = new Person();
        person.setName(name);
        return person;
    }

    private Entry entry(Feed.Entry one) {
        Entry entry = new Entry();
        entry.setId(id(one));
        entry.setTitle(clean(one.title()));
        entry.setPublished(Date.from(one.at()));
        entry.setUpdated(Date.from(later(one)));
        entry.setAlternateLinks(List.of(link("alternate", "text/html", one.path())));
        Content summary = new Content();
        summary.setType("text");
        summary.setValue(clean(one.gist()));
        entry.setSummary(summary);
        if (one.name() != null) entry.setAuthors(List.of(author(clean(one.name()))));
        return entry;
    }

    /** XML 1.0 knows no control characters but tab and line ends. */
    private static String clean(String text) {
        return text.codePoints()
                .filter(
                        c ->
                                c == 9
                                        || c == 10
                                        || c == 13
                                        || (c >= 0x20 && c <= 0xD7FF)
                                        || (c >= 0xE000 && c <= 0xFFFD)
                                        || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Instant later(Feed.Entry one) {
        return one.movedAt().isAfter(one.at()) ? one.movedAt() : one.at();
    }

    private String id(Feed.Entry one) {
        return site.url() + "/cards/" + PublicId.text(one.id());
    }

    byte[] json(Feed feed) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("version", "https://jsonfeed.org/version/1.1");
        whole.put("title", title(feed));
        whole.put("home_page_url", site.url() + feed.path());
        whole.put("feed_url", site.url() + feed.address("json"));
        if (feed.published() && !hub.isEmpty())
            whole.put("hubs", List.of(Map.of("type", "WebSub", "url", hub)));
        whole.put("items", feed.entries().stream().map(this::item).toList());
        return json.writeValueAsBytes(whole);
    }

    private Map<String, Object> item(Feed.Entry one) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", id(one));
        item.put("url", site.url() + one.path());
        item.put("title", one.title());
        item.put("content_text", one.gist());
        item.put("date_published", one.at().toString());
        item.put("date_modified", later(one).toString());
        if (one.name() != null) item.put("authors", List.of(Map.of("name", one.name())));
        if (one.language() != null) item.put("language", one.language());
        return item;
    }
}
