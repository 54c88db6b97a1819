package org.commonplace.awareness;

import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** People, shelves and searches that a member follows. */
@Controller
class AlertController {
    private final Alerts alerts;

    AlertController(Alerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping("/me/alerts")
    String alerts(Viewer viewer, Model model) {
        model.addAttribute("alerts", alerts.of(viewer.member()));
        return "awareness/alerts";
    }

    @PostMapping("/me/alerts")
    String follow(@RequestParam String kind, @RequestParam String what, Viewer viewer) {
        alerts.follow(viewer.required().member(), kind, what);
        return "redirect:" + Paths.done("/me/alerts", "watching");
    }

    @PostMapping("/me/alerts/{id}")
    String level(@PathVariable String id, @RequestParam String level, Viewer viewer) {
        Level chosen = Level.said(level).filter(Alerts.LEVELS::contains).orElse(Level.DAILY);
        alerts.level(viewer.required().member(), PublicId.parse(id), chosen);
        return "redirect:" + Paths.done("/me/alerts", chosen == Level.OFF ? "unwatched" : "saved");
    }
}
