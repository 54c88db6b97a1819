package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whose files are taken: a visitor's never, a member's up to what a picture needs, an
 * administrator's as large as an archive is. Looked at before anything reads the form, because
 * reading it writes the files to the disk.
 */
final class Loads extends OncePerRequestFilter {
    private static final long MEMBERS = 30_000_000;
    private final ObjectProvider<Readers> readers;

    Loads(ObjectProvider<Readers> readers) {
        this.readers = readers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("GET") || type == null || !type.startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Reader reader = readers.getObject().reader(request);
        long length = request.getContentLengthLong();
        if (!reader.signedIn()) response.sendError(HttpStatus.FORBIDDEN.value());
        else if (!reader.administers() && (length < 0 || length > MEMBERS))
            response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
        else chain.doFilter(request, response);
    }
}
