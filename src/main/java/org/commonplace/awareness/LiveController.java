package org.commonplace.awareness;

import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
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
    private final Live live;
    private final News news;
    private final Cards cards;

    LiveController(Live live, News news, Cards cards) {
        this.live = live;
        this.news = news;
        this.cards = cards;
    }

    /**
     * {@code about} is the card of the page, "today", or nothing. 204 tells the page to try no
     * more.
     */
    @GetMapping(path = "/me/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(@RequestParam(defaultValue = "") String about, Viewer viewer) {
        boolean today = about.equals("today");
        long card =
                about.isEmpty() || today
                        ? 0
                        : cards.place(PublicId.parse(about), viewer.required()).id();
        if (today) news.seen(viewer.required().member());
        else if (card != 0) news.seen(viewer.member(), card);
        return live.open(viewer.required(), card, () -> !today && news.any(viewer))
                .map(
                        stream ->
                                ResponseEntity.ok()
                                        .cacheControl(CacheControl.noStore())
                                        .header("X-Accel-Buffering", "no")
                                        .body(stream))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
