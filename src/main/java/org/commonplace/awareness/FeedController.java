package org.commonplace.awareness;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Feeds, with conditional GET: who has the newest gets 304 and no body. */
@Controller
class FeedController {
    private static final MediaType ATOM = MediaType.valueOf("application/atom+xml;charset=UTF-8");
    private static final MediaType JSON = MediaType.valueOf("application/feed+json;charset=UTF-8");
    private final Feeds feeds;
    private final FeedFormats formats;
    private final OwnCalendar calendar;
    private final Texts texts;
    private final Site site;
    private final RateLimits limits;

    FeedController(
            Feeds feeds,
            FeedFormats formats,
            OwnCalendar calendar,
            Texts texts,
            Site site,
            RateLimits limits) {
        this.feeds = feeds;
        this.formats = formats;
        this.calendar = calendar;
        this.texts = texts;
        this.site = site;
        this.limits = limits;
    }

    @GetMapping("/feeds/{kind:questions|practices}.{format:atom|json}")
    @Nullable ResponseEntity<byte[]> kind(
            @PathVariable String kind, @PathVariable String format, WebRequest request) {
        Locale language = Locale.of(site.language());
        return answer(
                feeds.kind(
                        kind.substring(0, kind.length() - 1), texts.text(language, "door." + kind)),
                format,
                request);
    }

    @GetMapping("/feeds/cards/{id}.{format:atom|json}")
    @Nullable ResponseEntity<byte[]> card(
            @PathVariable String id, @PathVariable String format, WebRequest request) {
        return answer(feeds.card(PublicId.parse(id)), format, request);
    }

    @GetMapping("/feeds/people/{id}.{format:atom|json}")
    @Nullable ResponseEntity<byte[]> person(
            @PathVariable String id, @PathVariable String format, WebRequest request) {
        return answer(feeds.person(MemberId.of(id)), format, request);
    }

    @GetMapping("/feeds/libraries/{id}.{format:atom|json}")
    @Nullable ResponseEntity<byte[]> library(
            @PathVariable String id, @PathVariable String format, WebRequest request) {
        return answer(feeds.alert("library", id), format, request);
    }

    /** What everybody may see and has the words. */
    @GetMapping("/feeds/search.{format:atom|json}")
    @Nullable ResponseEntity<byte[]> search(
            @RequestParam(defaultValue = "") String q,
            @PathVariable String format,
            HttpServletRequest asked,
            WebRequest request) {
        limits.take("search", asked.getRemoteAddr(), 120, Duration.ofMinutes(1));
        return answer(feeds.alert("search", q), format, request);
    }

    /** A member's own: whoever has the address reads it, so the address can be made anew. */
    @GetMapping("/feeds/own/{token}.{format:atom|json}")
    @Nullable ResponseEntity<byte[]> own(
            @PathVariable String token, @PathVariable String format, WebRequest request) {
        Viewer reader = feeds.reader(token);
        limits.take("own-feed", reader.member().toString(), 120, Duration.ofHours(1));
        Locale language = reader.language() == null ? Locale.ENGLISH : reader.language();
        return answer(
                feeds.own(reader, texts.text(language, "nav.watches"), token), format, request);
    }

    @GetMapping("/calendars/{token}.ics")
    ResponseEntity<byte[]> calendar(@PathVariable String token) {
        Viewer reader = feeds.reader(token);
        limits.take("own-feed", reader.member().toString(), 120, Duration.ofHours(1));
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/calendar;charset=UTF-8"))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(calendar.of(reader).getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable ResponseEntity<byte[]> answer(Feed feed, String format, WebRequest request) {
        byte[] body =
                switch (format) {
                    case "atom" -> formats.atom(feed);
                    case "json" -> formats.json(feed);
                    default -> throw new NotFound();
                };
        String etag = "\"" + DigestUtils.md5DigestAsHex(body) + "\"";
        if (request.checkNotModified(etag, feed.updated().toEpochMilli())) return null;
        CacheControl cache =
                feed.open()
                        ? CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic()
                        : CacheControl.noCache().cachePrivate();
        return ResponseEntity.ok()
                .contentType(format.equals("atom") ? ATOM : JSON)
                .cacheControl(cache)
                .eTag(etag)
                .lastModified(feed.updated())
                .body(body);
    }

    @GetMapping("/me/feeds")
    String page(@RequestParam(defaultValue = "") String token, Viewer viewer, Model model) {
        model.addAttribute("has", feeds.has(viewer.member()));
        model.addAttribute("token", token.matches("[A-Za-z0-9_-]{32}") ? token : "");
        return "awareness/feeds";
    }

    /** The addresses are shown once, on the page that this leads to. */
    @PostMapping("/me/feeds")
    String make(Viewer viewer, RedirectAttributes attributes) {
        attributes.addAttribute("token", feeds.token(viewer.required().member()));
        return "redirect:/me/feeds";
    }

    @DeleteMapping("/me/feeds")
    String revoke(Viewer viewer) {
        feeds.revoke(viewer.required().member());
        return "redirect:" + Paths.done("/me/feeds", "saved");
    }
}
