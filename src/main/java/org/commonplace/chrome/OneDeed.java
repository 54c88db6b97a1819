package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A form that is sent twice, by a double press or a second try on a bad line, is one deed: the
 * second waits for the first, and is answered as the first was. What counts as the same is the
 * form's key together with everything that was typed. Where the first was refused or failed, the
 * key is free again. A form without a key, as programs send it, passes.
 */
final class OneDeed extends OncePerRequestFilter {
    static final String KEY = "_once";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_PAGE = 32_768;

    /** Asked for with the first form: the database need not be there before the web server is. */
    private final Supplier<Sendings> sendings;

    private final Sender sender;

    OneDeed(Supplier<Sendings> sendings, Sender sender) {
        this.sendings = sendings;
        this.sender = sender;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getParameter(KEY) == null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] key = key(request);
        Instant late = Instant.now().plus(PATIENCE);
        while (!sendings.get().take(key, sender.bound(request))) {
            Optional<Sendings.Sending> first = sendings.get().find(key);
            Sendings.Outcome outcome = first.map(Sendings.Sending::outcome).orElse(null);
            if (outcome != null && (outcome.location() != null || outcome.page() != null)) {
                again(outcome, response);
                return;
            }
            if (outcome != null || (first.isPresent() && Instant.now().isAfter(late))) {
                unsure(request, response);
                return;
            }
            Turnstile.stepAside(request);
            pause();
        }
        Turnstile.comeBack(request);
        perform(key, request, response, chain);
    }

    private void perform(
            byte[] key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            chain.doFilter(request, answer);
            done = stands(answer);
            if (done) sendings.get().done(key, outcome(answer));
        } finally {
            if (!done) sendings.get().free(key);
        }
        answer.copyBodyToResponse();
    }

    /**
     * An answer that hands the browser a cookie is not kept: whoever opened a session by it must
     * not lend it out again.
     */
    private static boolean stands(ContentCachingResponseWrapper answer) {
        return answer.getStatus() < 400
                && answer.getStatus() != 204
                && !answer.containsHeader(HttpHeaders.SET_COOKIE);
    }

    private static Sendings.Outcome outcome(ContentCachingResponseWrapper answer) {
        String location = answer.getHeader(HttpHeaders.LOCATION);
        if (location != null) return new Sendings.Outcome(location, null);
        String type = String.valueOf(answer.getContentType());
        boolean page = type.startsWith("text/html") && answer.getContentSize() <= LONGEST_PAGE;
        return new Sendings.Outcome(null, page ? answer.getContentAsByteArray() : null);
    }

    private static void again(Sendings.Outcome outcome, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (outcome.location() != null) response.sendRedirect(outcome.location());
        else if (outcome.page() != null) {
            response.setContentType("text/html;charset=UTF-8");
            response.getOutputStream().write(outcome.page());
        }
    }

    /** The first is at work still, was interrupted, or its answer was too long to keep. */
    private static void unsure(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute("form-action", request.getRequestURI());
        request.setAttribute("form-sent", true);
        request.getRequestDispatcher("/expired-form").forward(request, response);
    }

    private static void pause() {
        try {
            Thread.sleep(60);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private byte[] key(HttpServletRequest request) throws ServletException, IOException {
        MessageDigest digest = Sender.sha256();
        add(digest, sender.of(request));
        add(digest, request.getMethod() + " " + request.getRequestURI());
        for (var field : new TreeMap<>(request.getParameterMap()).entrySet())
            if (!field.getKey().equals("_csrf")) {
                add(digest, field.getKey());
                for (String value : field.getValue()) add(digest, value);
            }
        if (String.valueOf(request.getContentType()).startsWith("multipart/"))
            for (Part part : request.getParts())
                if (part.getSubmittedFileName() != null)
                    add(digest, part.getSubmittedFileName() + " " + part.getSize());
        return digest.digest();
    }

    private static void add(MessageDigest digest, @Nullable String text) {
        byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
