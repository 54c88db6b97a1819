package org.commonplace.moderation;

import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class ModerationController {
    private static final int REASON = 1000;
    private final Moderation moderation;
    private final Cards cards;

    ModerationController(Moderation moderation, Cards cards) {
        this.moderation = moderation;
        this.cards = cards;
    }

    @GetMapping("/house/moderation")
    String queue(Model model) {
        model.addAttribute("held", moderation.held());
        return "moderation/queue";
    }

    @PostMapping("/house/moderation/{card}")
    String decide(
            @PathVariable String card,
            @RequestParam boolean show,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        moderation.decide(PublicId.parse(card), show, reason(because), viewer.member());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    /** The public log, with names left out. */
    @GetMapping("/moderation")
    String log(Model model) {
        model.addAttribute("decisions", moderation.log());
        return "moderation/log";
    }

    @PostMapping("/cards/{id}/hiding")
    String hide(@PathVariable String id, @RequestParam String because, Viewer viewer) {
        if (!viewer.required().moderates()) throw new Forbidden("error.moderators-only");
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        moderation.hide(place.id(), reason(because), viewer.member());
        return "redirect:" + Paths.done("/moderation", "hidden");
    }

    @DeleteMapping("/cards/{id}/hiding")
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        if (!viewer.required().moderates()) throw new Forbidden("error.moderators-only");
        moderation.show(PublicId.parse(id), reason(because), viewer.member());
        return "redirect:" + Paths.done("/moderation", "saved");
    }

    private static String reason(String typed) {
        String reason = typed.strip();
        return reason.substring(0, Math.min(REASON, reason.length()));
    }
}
