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
        if (!Intake.acquired(places, 1)) throw Intake.busy();
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable leave =
                () -> {
                    if (held.compareAndSet(true, false)) places.release();
                };
        if (response instanceof Answer answer) answer.beforeTheNetwork(leave);
        try {
            chain.doFilter(request, response);
        } finally {
            leave.run();
        }
    }
}
