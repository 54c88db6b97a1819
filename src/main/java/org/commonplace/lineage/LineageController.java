package org.commonplace.lineage;

import java.nio.charset.StandardCharsets;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where something came from and what came of it: to read, and as PROV-O. */
@Controller
class LineageController {
    private final Lineage lineage;
    private final Provenance provenance;
    private final Cards cards;

    LineageController(Lineage lineage, Provenance provenance, Cards cards) {
        this.lineage = lineage;
        this.provenance = provenance;
        this.cards = cards;
    }

    @GetMapping("/cards/{id}/lineage")
    String lineage(@PathVariable String id, Viewer viewer, Model model) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        model.addAttribute("place", place);
        model.addAttribute("around", lineage.around(place.id(), viewer));
        model.addAttribute("id", id);
        return "lineage/lineage";
    }

    @GetMapping("/cards/{id}/lineage.ttl")
    ResponseEntity<byte[]> turtle(@PathVariable String id, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        return file("text/turtle", provenance.turtle(lineage.edges(place.id(), viewer)));
    }

    @GetMapping("/cards/{id}/lineage.jsonld")
    ResponseEntity<byte[]> jsonLd(@PathVariable String id, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        return file("application/ld+json", provenance.jsonLd(lineage.edges(place.id(), viewer)));
    }

    private static ResponseEntity<byte[]> file(String type, String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(type + ";charset=UTF-8"))
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
