package org.commonplace.awareness;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.catalogue.ActivityTail;
import org.commonplace.chrome.Connections;
import org.commonplace.chrome.Hand;
import org.commonplace.chrome.Hands;
import org.commonplace.chrome.Texts;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Open pages that are told when something is new, as server-sent events: "bell" that something is
 * new in what their reader follows, "post" that it is on the page itself. No event says what was
 * written, or by whom; a page says that, to whom it may.
 */
@Component
class Live implements SmartLifecycle {
    /** At most half of all lines: pages must come through beside them. */
    private static final int MOST = Math.min(2_000, Connections.most() / 2);

    private static final int OF_ONE = 6;
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(25);
    private static final Set<String> POSTS = Set.of("answered", "commented", "said", "released");
    private final JdbcClient jdbc;
    private final ActivityTail tail;
    private final Texts texts;
    private final News news;
    private final List<Open> open = new CopyOnWriteArrayList<>();
    private final List<Hand> hands = new CopyOnWriteArrayList<>();
    private ActivityTail.@Nullable Position place;
    private Instant sounded = Instant.EPOCH;

    Live(JdbcClient jdbc, ActivityTail tail, Texts texts, News news) {
        this.news = news;
        this.jdbc = jdbc;
        this.tail = tail;
        this.texts = texts;
    }

    /** A page that is open; {@code about} is its card, 0 where it has none. */
    private record Open(SseEmitter stream, Viewer viewer, long about) {}

    /**
     * A stream for a page as it was at a time; none where there are too many, or the house closes.
     * What is new since then is asked once it listens, so that nothing falls between.
     */
    Optional<SseEmitter> open(Viewer viewer, long about, Instant at) {
        if (hands.isEmpty() || open.size() >= MOST) return Optional.empty();
        List<Open> own = open.stream().filter(one -> one.viewer().id() == viewer.id()).toList();
        if (own.size() >= OF_ONE) end(own.getFirst());
        Open one = new Open(new SseEmitter(LIFE.toMillis()), viewer, about);
        one.stream().onCompletion(() -> open.remove(one));
        one.stream().onTimeout(() -> end(one));
        one.stream().onError(error -> open.remove(one));
        begin(one);
        send(one, SseEmitter.event().comment("open").reconnectTime(5_000));
        if (about != 0)
            news.post(viewer, about, at).ifPresent(post -> tell(one, post.kind(), post.path()));
        if (news.any(viewer)) bell(one);
        return Optional.of(one.stream());
    }

    /** Whoever begins to listen hears what comes after this moment. */
    private synchronized void begin(Open one) {
        if (open.isEmpty()) place = tail.end();
        open.add(one);
    }

    private void end(Open one) {
        open.remove(one);
        one.stream().complete();
    }

    private void bell(Open one) {
        send(one, SseEmitter.event().name("bell").data("new"));
    }

    /** On a thread of its own: a line that is stuck holds up nobody else's. */
    private void send(Open one, SseEmitter.SseEventBuilder event) {
        Hands.once(
                "live line",
                () -> {
                    try {
                        one.stream().send(event);
                    } catch (IOException | IllegalStateException e) {
                        open.remove(one);
                    }
                });
    }

    @Override
    public void start() {
        hands.add(Hand.start("live", tail.bell(), this::next));
    }

    @Override
    public void stop() {
        Hand.end(hands);
        hands.clear();
        open.forEach(this::end);
    }

    @Override
    public boolean isRunning() {
        return !hands.isEmpty();
    }

    /** Tells what happened since the last look; nothing is asked while no page is open. */
    private boolean next() {
        ActivityTail.Position from = from();
        if (from == null) return false;
        sound();
        List<ActivityTail.Entry> entries = tail.after(from);
        if (entries.isEmpty()) return false;
        advance(from, entries.getLast().at());
        entries.stream().filter(one -> POSTS.contains(one.verb())).forEach(this::tell);
        return true;
    }

    private synchronized ActivityTail.@Nullable Position from() {
        return open.isEmpty() ? null : place;
    }

    /** Unless everybody went meanwhile and somebody else has begun to listen. */
    private synchronized void advance(ActivityTail.Position from, ActivityTail.Position to) {
        if (from.equals(place)) place = to;
    }

    /** So that a proxy keeps the line open, and that pages that were closed are noticed. */
    private void sound() {
        Instant now = Instant.now();
        if (sounded.plus(QUIET).isAfter(now)) return;
        sounded = now;
        for (Open one : open) send(one, SseEmitter.event().comment("still here"));
    }

    private void tell(ActivityTail.Entry entry) {
        List<Open> others =
                open.stream()
                        .filter(
                                one ->
                                        entry.actor() == null
                                                || !one.viewer().personas().contains(entry.actor()))
                        .toList();
        Map<Long, Boolean> readers = readers(entry, others);
        for (Open one : others) {
            Boolean follows = readers.get(one.viewer().id());
            if (follows == null) continue;
            if (one.about() == entry.thread()) tell(one, entry.kind(), entry.path());
            else if (follows) bell(one);
        }
    }

    private void tell(Open one, String kind, String path) {
        Locale language =
                one.viewer().language() == null ? Locale.ENGLISH : one.viewer().language();
        Map<String, String> post =
                Map.of(
                        "path", path,
                        "words",
                                texts.text(
                                        language,
                                        "live." + (kind.equals("answer") ? "answer" : "post")),
                        "show", texts.text(language, "live.show"),
                        "close", texts.text(language, "live.close"));
        send(one, SseEmitter.event().name("post").data(post, MediaType.APPLICATION_JSON));
    }

    /** Who of those may see it now, and whether they follow what it stands below. */
    private Map<Long, Boolean> readers(ActivityTail.Entry entry, List<Open> others) {
        Map<Long, Boolean> readers = new HashMap<>();
        if (others.isEmpty()) return readers;
        jdbc.sql(
                        """
                select v.viewer, exists (select from awareness.watch w
                                          where w.member = v.viewer and w.card = :thread and w.level <> 'off') as follows
                  from people.visible_to v
                 where v.audience = :audience and v.viewer = any(:members)
                """)
                .param("thread", entry.thread())
                .param("audience", entry.audience())
                .param(
                        "members",
                        others.stream()
                                .map(one -> one.viewer().id())
                                .distinct()
                                .toArray(Long[]::new))
                .query(
                        row -> {
                            readers.put(row.getLong("viewer"), row.getBoolean("follows"));
                        });
        return readers;
    }
}
