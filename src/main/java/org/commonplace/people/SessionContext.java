package org.commonplace.people;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Reader;
import org.commonplace.chrome.Readers;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Between Spring Security and our session rows: loaded at most once a request, and not at all for a
 * visitor.
 */
@Component
public class SessionContext implements SecurityContextRepository, Readers {
    private static final String VIEWER = Viewer.class.getName();
    private final Sessions sessions;
    private final Site site;
    private final Drafts drafts;

    SessionContext(Sessions sessions, Site site, Drafts drafts) {
        this.drafts = drafts;
        this.sessions = sessions;
        this.site = site;
    }

    @Override
    public Reader reader(HttpServletRequest request) {
        return viewer(request);
    }

    /** Who makes this request. */
    public Viewer viewer(HttpServletRequest request) {
        if (request.getAttribute(VIEWER) instanceof Viewer known) return known;
        Viewer viewer = token(request).flatMap(sessions::find).orElse(Viewer.VISITOR);
        request.setAttribute(VIEWER, viewer);
        return viewer;
    }

    /** Opens a session for a member and hands the browser its token. */
    public void open(MemberId member, HttpServletRequest request, HttpServletResponse response) {
        String agent = Optional.ofNullable(request.getHeader("User-Agent")).orElse("");
        String token = sessions.open(member, agent, request.getRemoteAddr());
        response.addCookie(cookie(token, (int) Sessions.LIFE.toSeconds()));
        drafts.adopt(request, member.value());
        sessions.find(token).ifPresent(viewer -> request.setAttribute(VIEWER, viewer));
    }

    void close(HttpServletRequest request, HttpServletResponse response) {
        Viewer viewer = viewer(request);
        if (viewer.signedIn()) sessions.end(viewer.member(), viewer.session());
        response.addCookie(cookie("", 0));
    }

    private Cookie cookie(String token, int age) {
        Cookie cookie = new Cookie(name(), token);
        cookie.setHttpOnly(true);
        cookie.setSecure(site.secure());
        cookie.setPath("/");
        cookie.setMaxAge(age);
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }

    private String name() {
        return site.secure() ? "__Host-session" : "session";
    }

    private Optional<String> token(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null)
            for (Cookie cookie : cookies)
                if (cookie.getName().equals(name()) && !cookie.getValue().isEmpty())
                    return Optional.of(cookie.getValue());
        return Optional.empty();
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new DeferredSecurityContext() {
            private @Nullable SecurityContext context;

            @Override
            public SecurityContext get() {
                if (context == null) {
                    Viewer viewer = viewer(request);
                    context =
                            viewer.signedIn()
                                    ? new SecurityContextImpl(new SignedIn(viewer))
                                    : new SecurityContextImpl();
                }
                return context;
            }

            @Override
            public boolean isGenerated() {
                return get().getAuthentication() == null;
            }
        };
    }

    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // Sessions are opened by open(); nothing is kept of a context itself.
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return token(request).isPresent();
    }
}
