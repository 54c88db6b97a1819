package org.commonplace.awareness;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.HtmlUtils;

/**
 * How machines find what everybody may read: a sitemap of sitemaps (sitemaps.org 0.9), robots.txt
 * (RFC 9309) and an OpenSearch 1.1 description.
 */
@Controller
class FindingController {
    private static final int MOST = 20_000;
    private static final String KINDS =
            "('question', 'practice', 'community', 'topic', 'workgroup')";
    private final JdbcClient jdbc;
    private final Site site;

    FindingController(JdbcClient jdbc, Site site) {
        this.jdbc = jdbc;
        this.site = site;
    }

    @GetMapping("/robots.txt")
    ResponseEntity<byte[]> robots() {
        return text(
                "text/plain;charset=UTF-8",
                """
                User-agent: *
                Disallow: /me
                Disallow: /house
                Disallow: /sign-in
                Disallow: /search
                Disallow: /signed/
                Disallow: /letters/
                Disallow: /feeds/own/
                Disallow: /calendars/

                Sitemap: %s/sitemap.xml
                """
                        .formatted(site.url()));
    }

    private static ResponseEntity<byte[]> text(String type, String body) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(type))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private record Place(long id, String path, Instant at) {}

    /** Each part begins behind the last of the one before. */
    @GetMapping("/sitemap.xml")
    ResponseEntity<byte[]> sitemaps() {
        List<Long> starts =
                jdbc.sql(
                                """
                        select id from (
                            select id, row_number() over (order by id) as n from catalogue.shown
                             where audience = 1 and state <> 'same' and kind in %s) every
                         where n %% %d = 1 order by id
                        """
                                        .formatted(KINDS, MOST))
                        .query((row, n) -> row.getLong(1))
                        .list();
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                        .append(
                                "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (long start : starts)
            xml.append("<sitemap><loc>")
                    .append(site.url())
                    .append("/sitemaps/")
                    .append(PublicId.text(start))
                    .append(".xml</loc></sitemap>\n");
        return text("application/xml;charset=UTF-8", xml.append("</sitemapindex>\n").toString());
    }

    @GetMapping("/sitemaps/{start}.xml")
    ResponseEntity<byte[]> sitemap(@PathVariable String start) {
        List<Place> places =
                jdbc.sql(
                                """
                        select id, path, moved_at from catalogue.shown
                         where audience = 1 and state <> 'same' and kind in %s and id >= :start order by id limit %d
                        """
                                        .formatted(KINDS, MOST))
                        .param("start", PublicId.parse(start))
                        .query(
                                (row, n) ->
                                        new Place(
                                                row.getLong("id"),
                                                row.getString("path"),
                                                Rows.instant(row, "moved_at")))
                        .list();
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                        .append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (Place place : places)
            xml.append("<url><loc>")
                    .append(HtmlUtils.htmlEscape(site.url() + place.path()))
                    .append("</loc><lastmod>")
                    .append(place.at().toString(), 0, 10)
                    .append("</lastmod></url>\n");
        return text("application/xml;charset=UTF-8", xml.append("</urlset>\n").toString());
    }

    @GetMapping("/opensearch.xml")
    ResponseEntity<byte[]> search() {
        String name = HtmlUtils.htmlEscape(site.name());
        return text(
                "application/opensearchdescription+xml;charset=UTF-8",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
                <ShortName>%s</ShortName>
                <Description>%s</Description>
                <InputEncoding>UTF-8</InputEncoding>
                <Url type="text/html" template="%s/search?q={searchTerms}"/>
                </OpenSearchDescription>
                """
                        .formatted(
                                name.substring(0, Math.min(16, name.length())), name, site.url()));
    }
}
