package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a few requests in at a time, in the order in which they came. Virtual threads take turns as
 * chance will have it: with more of them at work than there are processors, one in a hundred waited
 * ten times as long as the rest.
 *
 * <p>A place is held while an answer is made, never while something comes from the network or goes
 * to it: {@link Intake} has read what the request brought, and the {@link Answer} is sent by {@link
 * PlainAnswers} when the place is free again. Whose turn does not come in time hears so.
 */
final class Turnstile extends OncePerRequestFilter {
    private static final String PLACE = Turnstile.class.getName();
    private final Semaphore places;

    Turnstile(int places) {
        this.places = new Semaphore(places, true);
    }

    /** What is at hand needs no place; and health is told whoever waits. */
    static boolean freely(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/assets/") || path.startsWith("/actuator/health");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return freely(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Place place = new Place(places);
        place.take();
        request.setAttribute(PLACE, place);
        if (response instanceof Answer answer) answer.beforeTheNetwork(place::leave);
        try {
            chain.doFilter(request, response);
        } finally {
            place.leave();
        }
    }

    /** Whoever waits for somebody else waits without a place … */
    static void stepAside(HttpServletRequest request) {
        if (request.getAttribute(PLACE) instanceof Place place) place.leave();
    }

    /** … and takes one again to go on. */
    static void comeBack(HttpServletRequest request) {
        if (request.getAttribute(PLACE) instanceof Place place) place.take();
    }

    /** A request's place. */
    private static final class Place {
        private final Semaphore places;
        private final AtomicBoolean held = new AtomicBoolean();

        Place(Semaphore places) {
            this.places = places;
        }

        void take() {
            if (held.get()) return;
            if (!Intake.acquired(places, 1)) throw Intake.busy();
            held.set(true);
        }

        void leave() {
            if (held.compareAndSet(true, false)) places.release();
        }
    }
}
