package org.commonplace.chrome;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes those proxies that the settings name, and nobody else, about where a request came from
 * and whether it came by TLS. What the house is called it knows itself.
 */
final class Proxies extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);
    private static final String FOR = "X-Forwarded-For";
    private final List<IpAddressMatcher> named;
    private final AtomicBoolean said = new AtomicBoolean();

    /** Addresses, and networks such as 10.0.3.0/24. */
    Proxies(List<String> named) {
        this.named =
                named.stream()
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .map(IpAddressMatcher::new)
                        .toList();
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!named(request.getRemoteAddr())) {
            if (request.getHeader(FOR) != null && !said.getAndSet(true))
                LOG.warn(
                        "{} of {} is not believed; if that is your proxy, name it in COMMONPLACE_PROXIES",
                        FOR,
                        request.getRemoteAddr());
            chain.doFilter(request, response);
            return;
        }
        String from = from(request);
        boolean secure =
                String.valueOf(request.getHeader("X-Forwarded-Proto"))
                        .toLowerCase(Locale.ROOT)
                        .equals("https");
        chain.doFilter(new Forwarded(request, from, secure), response);
    }

    private boolean named(String address) {
        return named.stream().anyMatch(one -> matches(one, address));
    }

    private static boolean matches(IpAddressMatcher one, String address) {
        try {
            return one.matches(address);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The nearest hop that is none of our proxies: what stands before it anybody can write. */
    private String from(HttpServletRequest request) {
        String from = request.getRemoteAddr();
        String header = request.getHeader(FOR);
        if (header == null) return from;
        List<String> hops = Arrays.asList(header.split(","));
        for (String hop : hops.reversed()) {
            String address = hop.strip();
            if (!address.matches("[0-9a-fA-F.:]{2,45}")) return from;
            from = address;
            if (!named(address)) return from;
        }
        return from;
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String from;
        private final boolean secure;

        Forwarded(HttpServletRequest request, @Nullable String from, boolean secure) {
            super(request);
            this.from = from == null ? request.getRemoteAddr() : from;
            this.secure = secure;
        }

        @Override
        public String getRemoteAddr() {
            return from;
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public String getScheme() {
            return secure ? "https" : "http";
        }
    }
}
