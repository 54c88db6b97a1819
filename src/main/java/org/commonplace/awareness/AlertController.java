package org.commonplace.awareness;

import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

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
    @Sent(signedIn = true)
    String follow(Form form, Viewer viewer) {
        alerts.follow(viewer.member(), form.given("kind"), form.given("what"));
        return "redirect:" + Paths.done("/me/alerts", "watching");
    }

    @PostMapping("/me/alerts/{id}")
    @Sent(signedIn = true)
    Object level(@PathVariable String id, Form form, Viewer viewer) {
        String level = form.choice("level", Alerts.LEVELS.stream().map(Level::key).toList());
        if (form.refused()) return form.again();
        Level chosen = Level.said(level).orElseThrow();
        alerts.level(viewer.member(), PublicId.parse(id), chosen);
        return "redirect:" + Paths.done("/me/alerts", chosen == Level.OFF ? "unwatched" : "saved");
    }
}
