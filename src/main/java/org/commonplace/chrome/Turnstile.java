package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a few requests in at a time, in the order in which they came. Virtual threads take turns as
 * chance will have it: with more of them at work than there are processors, one in a hundred waited
 * ten times as long as the rest. Uploads, which last as long as somebody's line is slow, do not
 * queue here; the body of a form has been read by then.
 */
final class Turnstile extends OncePerRequestFilter {
    private final Semaphore places;

    Turnstile(int places) {
        this.places = new Semaphore(places, true);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        places.acquireUninterruptibly();
        try {
            chain.doFilter(request, response);
        } finally {
            places.release();
        }
    }
}
