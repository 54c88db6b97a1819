package org.commonplace.chrome;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody is writing, kept on the server until it is sent. An owner is a cookie's token,
 * member or not.
 */
@Component
public class Drafts {
    private static final String COOKIE = "drafts";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Site site;

    Drafts(JdbcClient jdbc, JsonMapper json, Clock clock, Site site) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.site = site;
    }

    public void keep(
            HttpServletRequest request,
            HttpServletResponse response,
            String form,
            Map<String, String> fields) {
        jdbc.sql(
                        """
                insert into chrome.draft (owner, form, fields, saved_at)
                values (:owner, :form, cast(:fields as jsonb), :at)
                on conflict (owner, form) do update set fields = excluded.fields, saved_at = excluded.saved_at
                """)
                .param("owner", owner(request, response))
                .param("form", form)
                .param("fields", json.writeValueAsString(fields).replace("\\u0000", ""))
                .param("at", Rows.sql(clock.instant()))
                .update();
    }

    /**
     * The fields of a draft; empty where none was kept. No statement is run for somebody who never
     * kept one.
     */
    public Map<String, String> find(HttpServletRequest request, String form) {
        String owner = Pages.cookie(request, COOKIE, "");
        if (owner.isEmpty()) return Map.of();
        return jdbc.sql("select fields from chrome.draft where owner = :owner and form = :form")
                .param("owner", owner)
                .param("form", form)
                .query((row, n) -> json.readValue(row.getString(1), FIELDS))
                .optional()
                .orElse(Map.of());
    }

    public void drop(HttpServletRequest request, String form) {
        String owner = Pages.cookie(request, COOKIE, "");
        if (owner.isEmpty()) return;
        jdbc.sql("delete from chrome.draft where owner = :owner and form = :form")
                .param("owner", owner)
                .param("form", form)
                .update();
    }

    /** Forgets drafts that nobody came back to for sixty days. */
    public int forget() {
        Instant before = clock.instant().minus(Duration.ofDays(60));
        return jdbc.sql("delete from chrome.draft where saved_at < :before")
                .param("before", Rows.sql(before))
                .update();
    }

    static Map<String, String> fieldsOf(HttpServletRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (!name.startsWith("_") && !name.equals("password"))
                                fields.put(name, values[0]);
                        });
        return fields;
    }

    /** Whose drafts this browser's are; empty where it never kept one. */
    public String owner(HttpServletRequest request) {
        return Pages.cookie(request, COOKIE, "");
    }

    private String owner(HttpServletRequest request, HttpServletResponse response) {
        String owner = owner(request);
        if (!owner.isEmpty()) return owner;
        byte[] token = new byte[18];
        RANDOM.nextBytes(token);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        Cookie cookie = new Cookie(COOKIE, fresh);
        cookie.setHttpOnly(true);
        cookie.setSecure(site.secure());
        cookie.setPath("/");
        cookie.setMaxAge((int) Duration.ofDays(60).toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
        return fresh;
    }
}
