package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends each answer when it is whole and nothing that its making took is held any more. Where the
 * house cannot answer as usual, it says so on a page that needs neither the database nor a session,
 * and what somebody typed stands there, to be sent once more.
 */
final class PlainAnswers extends OncePerRequestFilter {
    /** The request whose fields have been read; where there is none, none shall be read now. */
    static final String FORM = PlainAnswers.class.getName();

    private static final Logger LOG = LoggerFactory.getLogger(PlainAnswers.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int SHORT = 60;
    private final ObjectProvider<Pages> pages;
    private final Texts texts;
    private final Site site;
    private final Spool spool;
    private final AtomicLong said = new AtomicLong();

    PlainAnswers(ObjectProvider<Pages> pages, Texts texts, Site site, Spool spool) {
        this.spool = spool;
        this.pages = pages;
        this.texts = texts;
        this.site = site;
    }

    /** One field of a form that comes back. */
    public record Field(String name, String value) {
        /** Whether it is something that somebody wrote. */
        public boolean typed() {
            return value.length() > SHORT || name.equals("text") || value.indexOf('\n') >= 0;
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Turnstile.freely(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Answer answer = new Answer(response, spool)) {
            made(request, answer, chain);
            answer.send();
        }
    }

    private void made(HttpServletRequest request, Answer response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) response.open();
        } catch (NotNow e) {
            if (response.isCommitted()) return;
            if (e.status().is4xxClientError())
                LOG.info(
                        "{} at {} {}",
                        e.status().value(),
                        request.getMethod(),
                        request.getRequestURI());
            answer(e.status(), e.key(), request, response);
        } catch (ServletException | IOException | RuntimeException e) {
            Optional<String> reason = Away.reason(e);
            if (reason.isEmpty() || response.isCommitted()) throw e;
            sometimes(reason.get(), e);
            HttpStatus status =
                    reason.get().equals(Away.DISK)
                            ? HttpStatus.INSUFFICIENT_STORAGE
                            : HttpStatus.SERVICE_UNAVAILABLE;
            answer(status, reason.get(), request, response);
        }
    }

    /** Once in ten seconds: the same thing goes wrong for everybody. */
    private void sometimes(String reason, Throwable e) {
        long now = System.nanoTime();
        long before = said.get();
        if ((before == 0 || now - before > AGAIN.toNanos()) && said.compareAndSet(before, now)) {
            Throwable root = e;
            while (root.getCause() != null) root = root.getCause();
            LOG.warn("{}: {}", reason, root.toString());
        }
    }

    private void answer(
            HttpStatus status, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale language = Pages.language(request, null, site);
        List<Field> fields = status == HttpStatus.BAD_REQUEST ? List.of() : fields(request);
        Map<String, Object> values = new HashMap<>();
        values.put("texts", texts);
        values.put("language", language);
        values.put("site", site);
        values.put("key", key);
        values.put("action", action(request));
        values.put("fields", fields);
        byte[] page =
                pages.getObject().render("chrome/plain", values).getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(status.value());
        if (status.is5xxServerError())
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(AGAIN.toSeconds()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String action(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** What was sent by a form, but for a password and what stands in its address. */
    private static List<Field> fields(HttpServletRequest request) {
        List<Field> fields = new ArrayList<>();
        if (!request.getMethod().equals("POST")
                || !(request.getAttribute(FORM) instanceof HttpServletRequest form)) return fields;
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        form.getParameterMap()
                .forEach(
                        (name, values) -> {
                            boolean kept =
                                    !name.equals("password")
                                            && !("&" + query).contains("&" + name + "=");
                            if (kept)
                                for (String value : values) fields.add(new Field(name, value));
                        });
        return fields;
    }
}
