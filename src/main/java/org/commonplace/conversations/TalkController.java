package org.commonplace.conversations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Saying something about a thing, and what one can do to one's own words. */
@Controller
class TalkController {
    private final Talks talks;
    private final Posts posts;
    private final Cards cards;
    private final Drafts drafts;

    TalkController(Talks talks, Posts posts, Cards cards, Drafts drafts) {
        this.talks = talks;
        this.posts = posts;
        this.cards = cards;
        this.drafts = drafts;
    }

    /** The form for a reply, or for a dissent where {@code kind} says so. */
    @GetMapping("/talk/{card}/new")
    String blank(
            @PathVariable String card,
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Cards.Place place = cards.place(PublicId.parse(card), viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/talk/" + card + "/new");
        Map<String, String> kept = drafts.find(request, "talk " + card);
        return form(place, kept.isEmpty() ? given : kept, new Refusals(), viewer, model);
    }

    private String form(
            Cards.Place place,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        String to = fields.getOrDefault("to", "");
        model.addAttribute("place", place);
        model.addAttribute("fields", fields);
        model.addAttribute("quoted", to.isEmpty() ? null : posts.get(PostId.of(to), viewer));
        model.addAttribute("refusals", refusals);
        return "conversations/say";
    }

    @PostMapping("/talk/{card}")
    @Sent(draft = "talk {card}", at = "/talk/{card}/new", signedIn = true, limit = "comment")
    @Prose("text")
    String say(@PathVariable String card, Form form, Locale locale, Viewer viewer, Model model) {
        Cards.Place place = cards.place(PublicId.parse(card), viewer.required());
        String text = form.text("text", Post.LONGEST);
        String kind = form.choice("kind", List.of("comment", "dissent"), "comment");
        String to = form.given("to");
        if (form.refused()) return form(place, form.typed(), form.refusals(), viewer, model);
        PostId post =
                talks.say(
                        place.id(),
                        to.isEmpty() ? null : PostId.of(to),
                        kind,
                        text,
                        locale.getLanguage(),
                        viewer);
        return "redirect:"
                + Paths.done(
                        place.path() + "#" + post, kind.equals("dissent") ? "dissented" : "said");
    }
}
