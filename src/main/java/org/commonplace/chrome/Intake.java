package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes in what a request brings before anybody works for it: however slowly it comes, it holds up
 * only itself, and whatever its size it takes little memory. A large form waits in the spool until
 * it is whole; of those that are whole together eight megabytes are in memory at once.
 */
final class Intake extends OncePerRequestFilter {
    private static final int SMALL = 64 * 1024;
    private static final int LARGEST_FORM = 8 * 1024 * 1024;
    private static final long LARGEST_UPLOAD = 25L * 1024 * 1024;
    private static final long PATIENCE = 10;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /** Deeds that are small, and that an administrator needs to see what is the matter. */
    private static final Set<String> ALWAYS = Set.of("/me/session", "/language", "/theme");

    private final ObjectProvider<Readers> readers;
    private final Spool spool;
    private final Disk disk;
    private final Semaphore coming = new Semaphore(64);
    private final Semaphore uploads = new Semaphore(16);
    private final Semaphore kilobytes = new Semaphore(LARGEST_FORM / 1024, true);

    Intake(ObjectProvider<Readers> readers, Spool spool, Disk disk) {
        this.readers = readers;
        this.spool = spool;
        this.disk = disk;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        boolean form = type.startsWith("application/x-www-form-urlencoded");
        boolean body = request.getContentLengthLong() > 0 || chunked(request);
        if (!body) pass(request, response, chain);
        else if (type.startsWith("multipart/")) upload(request, response, chain);
        else if (request.getContentLengthLong() > SMALL || chunked(request))
            large(form, request, response, chain);
        else if (!form || !posted(request)) pass(Body.of(request, SMALL), response, chain);
        else pass(request, response, chain);
    }

    private static boolean posted(HttpServletRequest request) {
        return request.getMethod().equals("POST");
    }

    private static boolean chunked(HttpServletRequest request) {
        return request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        parameters(request);
        request.setAttribute(PlainAnswers.FORM, request);
        if (!READS.contains(request.getMethod()) && !always(request) && disk.full())
            throw new NotNow(HttpStatus.INSUFFICIENT_STORAGE, Away.DISK);
        chain.doFilter(request, response);
    }

    private static boolean always(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ALWAYS.contains(path) || path.startsWith("/sign-in");
    }

    /** Reads them all, and so the body of a small form: what is no text is a bad request. */
    static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return request.getParameterMap();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new NotNow(HttpStatus.BAD_REQUEST, "error.bad-request");
        }
    }

    private void large(
            boolean form,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        if (!form || request.getContentLengthLong() > LARGEST_FORM) throw tooLarge();
        if (!coming.tryAcquire()) throw busy();
        try (Spool.Piece piece = spool.take(Body.paced(request.getInputStream()), LARGEST_FORM)) {
            if (piece.size() > LARGEST_FORM) throw tooLarge();
            int size = (int) (piece.size() / 1024);
            if (!acquired(kilobytes, size)) throw busy();
            try {
                pass(Body.of(request, piece), response, chain);
            } finally {
                kilobytes.release(size);
            }
        } finally {
            coming.release();
        }
    }

    /** Files come from people who are signed in; large ones from the administrator. */
    private void upload(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Reader reader = readers.getObject().reader(request);
        if (!reader.signedIn()) throw new NotNow(HttpStatus.FORBIDDEN, "error.sign-in-first");
        long size = request.getContentLengthLong();
        if (!reader.administers() && (size < 0 || size > LARGEST_UPLOAD)) throw tooLarge();
        if (!uploads.tryAcquire()) throw busy();
        try {
            pass(request, response, chain);
        } finally {
            uploads.release();
        }
    }

    static boolean acquired(Semaphore places, int number) {
        try {
            return places.tryAcquire(number, PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static NotNow busy() {
        return new NotNow(HttpStatus.SERVICE_UNAVAILABLE, "away.busy");
    }

    private static NotNow tooLarge() {
        return new NotNow(HttpStatus.CONTENT_TOO_LARGE, "away.too-large");
    }
}
