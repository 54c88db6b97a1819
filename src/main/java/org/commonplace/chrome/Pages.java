package org.commonplace.chrome;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Renders the precompiled jte templates: view {@code questions/question} is the template of that
 * path.
 */
@Component
public class Pages implements ViewResolver, Ordered {
    private static final String THEME = "theme";
    private static final String LANGUAGE = "language";
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.commonplace");
    private final Texts texts;
    private final Site site;
    private final Clock clock;
    private final Readers readers;
    private final Rooms rooms;

    Pages(Texts texts, Site site, Clock clock, Readers readers, Rooms rooms) {
        this.texts = texts;
        this.site = site;
        this.clock = clock;
        this.readers = readers;
        this.rooms = rooms;
        engine.setTrimControlStructures(true);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable View resolveViewName(String name, Locale locale) {
        if (name.startsWith("redirect:") || name.startsWith("forward:")) return null;
        return (model, request, response) -> render(name + ".jte", model, request, response);
    }

    private void render(
            String template,
            @Nullable Map<String, ?> model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Map<String, Object> values = new HashMap<>();
        if (model != null) values.putAll(model);
        values.keySet().removeIf(key -> key.startsWith("org.springframework"));
        values.put("page", page(request));
        Utf8ByteOutput output = new Utf8ByteOutput();
        engine.render(template, values, output);
        if (response.getContentType() == null) response.setContentType("text/html;charset=UTF-8");
        if (!response.containsHeader("Cache-Control"))
            response.setHeader("Cache-Control", own(request) ? "no-store" : "no-cache, private");
        // In one piece: each piece would pass through every filter's wrapper.
        byte[] bytes = output.toByteArray();
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /**
     * Whether the page holds what is somebody's own: Back after signing out shows nothing of it.
     */
    private boolean own(HttpServletRequest request) {
        return readers.reader(request).signedIn()
                || !request.getMethod().equals("GET")
                || request.getAttribute(Drafts.SHOWN) != null;
    }

    /** A template's text outside a request, as for a mail. */
    public String render(String template, Map<String, Object> values) {
        gg.jte.output.StringOutput output = new gg.jte.output.StringOutput();
        engine.render(template + ".jte", values, output);
        return output.toString();
    }

    private Page page(HttpServletRequest request) {
        Reader reader = readers.reader(request);
        return new Page(
                texts,
                site,
                clock,
                language(request, reader, site),
                reader,
                request.getRequestURI(),
                request.getQueryString(),
                cookie(request, THEME, "auto"),
                (CsrfToken) request.getAttribute(CsrfToken.class.getName()),
                request.getParameter("done"),
                () -> rooms.of(request, reader).orElse(null));
    }

    /**
     * The language that somebody chose, has in the profile, or whose browser asks for it; the
     * installation's own where the browser asks for none that is spoken here.
     */
    public static Locale language(HttpServletRequest request, @Nullable Reader reader, Site site) {
        String chosen = cookie(request, LANGUAGE, "");
        if (!chosen.isEmpty()) return Texts.supported(Locale.of(chosen));
        Locale own = reader == null ? null : reader.language();
        if (own != null) return Texts.supported(own);
        if (request.getHeader("Accept-Language") != null)
            for (Locale asked : Collections.list(request.getLocales()))
                if (Texts.speaks(asked)) return Texts.supported(asked);
        return Texts.supported(Locale.of(site.language()));
    }

    static String cookie(HttpServletRequest request, String name, String otherwise) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null)
            for (Cookie cookie : cookies)
                if (cookie.getName().equals(name)) return cookie.getValue();
        return otherwise;
    }
}
