package org.commonplace.awareness;

import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.TopicCards;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

@Controller
class AwarenessController {
    private final Watches watches;
    private final Cards cards;
    private final TopicCards topics;
    private final Digests digests;
    private final WatchDeeds deeds;

    AwarenessController(
            Watches watches, Cards cards, TopicCards topics, Digests digests, WatchDeeds deeds) {
        this.deeds = deeds;
        this.digests = digests;
        this.watches = watches;
        this.cards = cards;
        this.topics = topics;
    }

    @GetMapping("/me/watches")
    String watches(Viewer viewer, Model model) {
        model.addAttribute("watched", watches.watched(viewer, 200));
        model.addAttribute("settings", digests.settings(viewer.member()));
        return "awareness/watches";
    }

    @PostMapping("/me/watches")
    @Sent(signedIn = true)
    Object choose(Form form, Viewer viewer) {
        return deeds.digest()
                .by(viewer, form, viewer)
                .<Object>map(done -> "redirect:" + Paths.done(done.path(), "saved"))
                .orElseGet(form::again);
    }

    /** What the next digest would hold. */
    @GetMapping("/me/digest")
    String digest(Viewer viewer, Model model) {
        model.addAttribute("items", digests.preview(viewer.member()));
        model.addAttribute("next", digests.standing(viewer.member()).next());
        return "awareness/digest";
    }

    /** Where a member says how to hear of one thing. */
    @GetMapping("/cards/{id}/follow")
    String follow(@PathVariable String id, Viewer viewer, Model model) {
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/cards/" + id + "/follow");
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        model.addAttribute("card", id);
        model.addAttribute("kind", place.kind());
        model.addAttribute("title", place.title());
        model.addAttribute("path", place.path());
        model.addAttribute(
                "level", watches.level(viewer.member(), place.id()).map(Level::key).orElse(null));
        return "awareness/follow";
    }

    /** How to hear of one thing. */
    @PostMapping("/cards/{id}/level")
    Object level(@PathVariable String id, Form form, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        return deeds.watch()
                .by(place, form, viewer)
                .<Object>map(done -> "redirect:" + Paths.done(back(place, form), "saved"))
                .orElseGet(form::again);
    }

    /** Where the form was, or the thing itself. */
    private static String back(Cards.Place place, Form form) {
        String back = form.given("back");
        return back.isEmpty() ? place.path() : Paths.local(back);
    }

    /** A card's own page, as letters and feeds name it. */
    @GetMapping("/cards/{id}")
    String card(@PathVariable String id, Viewer viewer) {
        return "redirect:" + cards.place(PublicId.parse(id), viewer).path();
    }

    @PostMapping("/cards/{id}/watch")
    String watch(@PathVariable String id, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        deeds.watch().by(place, Form.kept(Map.of("level", Level.DAILY.key())), viewer);
        return "redirect:" + Paths.done(place.path(), "watching");
    }

    /** Follows a topic: what is asked about it and waits reaches its followers. */
    @PostMapping("/topics/{id}/watch")
    String watchTopic(@PathVariable ConceptId id, Viewer viewer) {
        topics.file(id);
        watches.level(viewer.required().member(), id.value(), Level.DAILY);
        return "redirect:" + Paths.done("/cards/" + id + "/follow", "watching");
    }

    @DeleteMapping("/cards/{id}/watch")
    String unwatch(@PathVariable String id, Form form, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        deeds.unwatch().by(place, viewer);
        return "redirect:" + Paths.done(back(place, form), "unwatched");
    }

    @DeleteMapping("/me/requests/{id}")
    String notNow(@PathVariable String id, Viewer viewer) {
        deeds.notNow().by(PublicId.parse(id), viewer);
        return "redirect:" + Paths.done("/", "not-now");
    }
}
