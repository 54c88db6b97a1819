package org.commonplace.practices;

import java.util.Locale;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.NotFound;
import org.commonplace.people.Viewer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Links to an old wiki's pages lead on to what they became, as that wiki wrote them. */
@Controller
class FormerNames {
    private final JdbcClient jdbc;
    private final Cards cards;

    FormerNames(JdbcClient jdbc, Cards cards) {
        this.jdbc = jdbc;
        this.cards = cards;
    }

    @GetMapping({"/wiki/{*name}", "/index.php/{*name}", "/w/index.php/{*name}"})
    ResponseEntity<Void> page(@PathVariable String name, Viewer viewer) {
        return leadOn(name.replaceFirst("^/", ""), viewer);
    }

    @GetMapping(
            value = {"/index.php", "/w/index.php"},
            params = "title")
    ResponseEntity<Void> titled(@RequestParam String title, Viewer viewer) {
        return leadOn(title, viewer);
    }

    private ResponseEntity<Void> leadOn(String name, Viewer viewer) {
        long practice =
                jdbc.sql("select practice from practices.former_name where name = :name")
                        .param("name", plain(name))
                        .query((row, n) -> row.getLong(1))
                        .optional()
                        .orElseThrow(NotFound::new);
        return ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                .header(HttpHeaders.LOCATION, cards.place(practice, viewer).path())
                .build();
    }

    /** As the wiki calls the page: spaces for underscores, and a capital first. */
    static String plain(String name) {
        String spaced = name.replace('_', ' ').strip();
        if (spaced.isEmpty()) return spaced;
        int first = spaced.offsetByCodePoints(0, 1);
        return spaced.substring(0, first).toUpperCase(Locale.ROOT) + spaced.substring(first);
    }
}
