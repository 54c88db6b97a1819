package org.commonplace.chrome;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Light or dark, and the language, kept in cookies of the browser. */
@Controller
class Preferences {
    private final Site site;

    Preferences(Site site) {
        this.site = site;
    }

    @PostMapping("/theme")
    String theme(
            @RequestParam String theme,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        if (List.of("light", "dark", "auto").contains(theme)) remember(response, "theme", theme);
        return "redirect:" + Paths.local(back);
    }

    @PostMapping("/language")
    String language(
            @RequestParam String language,
            @RequestParam(defaultValue = "/") String back,
            HttpServletResponse response) {
        if (Texts.LANGUAGES.stream().anyMatch(known -> known.getLanguage().equals(language)))
            remember(response, "language", language);
        return "redirect:" + Paths.local(back);
    }

    private void remember(HttpServletResponse response, String name, String value) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge((int) Duration.ofDays(400).toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(site.secure());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
    }
}
