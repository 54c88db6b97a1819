package org.commonplace.awareness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Where a page listens while it is open. */
@Controller
class LiveController {
    /** How old a page may be whose news are told. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private final Live live;
    private final News news;
    private final Cards cards;
    private final Clock clock;

    LiveController(Live live, News news, Cards cards, Clock clock) {
        this.clock = clock;
        this.live = live;
        this.news = news;
        this.cards = cards;
    }

    /**
     * {@code about} is the card of the page, "today", or nothing; {@code at} when the page was
     * made, in milliseconds since 1970. 204 tells the page to try no more.
     */
    @GetMapping(path = "/me/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(
            @RequestParam(defaultValue = "") String about,
            @RequestParam(required = false) @Nullable Long at,
            Viewer viewer) {
        Instant now = clock.instant();
        Instant made = at == null ? now : Instant.ofEpochMilli(at);
        if (made.isAfter(now) || made.isBefore(now.minus(LONGEST))) made = now;
        boolean today = about.equals("today");
        long card =
                about.isEmpty() || today
                        ? 0
                        : cards.place(PublicId.parse(about), viewer.required()).id();
        if (today) news.seen(viewer.required().member(), made);
        else if (card != 0) news.seen(viewer.member(), card, made);
        return live.open(viewer.required(), card, made)
                .map(
                        stream ->
                                ResponseEntity.ok()
                                        .cacheControl(CacheControl.noStore())
                                        .header("X-Accel-Buffering", "no")
                                        .body(stream))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
