package org.commonplace.moderation;

import java.util.Map;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
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
    private final Flags flags;
    private final Cards cards;
    private final Members members;

    ModerationController(Moderation moderation, Flags flags, Cards cards, Members members) {
        this.moderation = moderation;
        this.flags = flags;
        this.cards = cards;
        this.members = members;
    }

    @GetMapping("/house/moderation")
    String queue(Viewer viewer, Model model) {
        moderation.mayLook(viewer.required());
        model.addAttribute("waiting", flags.queue(viewer));
        model.addAttribute("appoints", viewer.administers());
        return "moderation/queue";
    }

    /** The administrator names somebody who moderates too. */
    @PostMapping("/house/moderators")
    @Sent(signedIn = true)
    Object appoint(Form form, Viewer viewer) {
        if (!viewer.administers()) throw new Forbidden("error.administrators-only");
        Optional<MemberId> meant = members.meant(form.line("who", 200));
        if (meant.isEmpty()) form.refuse("who", "form.nobody");
        if (form.refused() || meant.isEmpty()) return form.again();
        members.makeModerator(meant.get());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @PostMapping("/house/moderation/held/{card}")
    Object decide(@PathVariable String card, @RequestParam boolean show, Form form, Viewer viewer) {
        long id = PublicId.parse(card);
        moderation.mayDecide(id, viewer.required());
        String because = show ? form.words("because", REASON) : form.text("because", REASON);
        if (form.refused()) return form.again();
        moderation.decide(id, show, because, viewer.member());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @PostMapping("/house/moderation/flagged/{card}")
    Object flagged(
            @PathVariable String card, @RequestParam boolean show, Form form, Viewer viewer) {
        long id = PublicId.parse(card);
        moderation.mayDecide(id, viewer.required());
        String because = show ? form.words("because", REASON) : form.text("because", REASON);
        if (form.refused()) return form.again();
        flags.decide(id, !show, because, viewer.member());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @PostMapping("/house/moderation/appealed/{appeal}")
    Object appealed(
            @PathVariable String appeal, @RequestParam boolean show, Form form, Viewer viewer) {
        moderation.mayLook(viewer.required());
        String because = show ? form.words("because", REASON) : form.text("because", REASON);
        if (form.refused()) return form.again();
        flags.answer(PublicId.parse(appeal), show, because, viewer);
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @GetMapping("/cards/{id}/flag")
    String flag(@PathVariable String id, Viewer viewer, Model model) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/cards/" + id + "/flag");
        return flag(place, Map.of(), new Refusals(), model);
    }

    private static String flag(
            Cards.Place place, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("place", place);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "moderation/flag";
    }

    @PostMapping("/cards/{id}/flag")
    @Sent(signedIn = true, limit = "flag", times = 30)
    String flag(@PathVariable String id, Form form, Viewer viewer, Model model) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        String kind = form.choice("kind", Flags.KINDS);
        String line = form.words("line", 500);
        if (form.refused()) return flag(place, form.typed(), form.refusals(), model);
        flags.flag(place.id(), kind, line, viewer);
        return "redirect:" + Paths.done(place.path().replaceFirst("#.*", ""), "flagged");
    }

    @GetMapping("/cards/{id}/appeal")
    String appeal(@PathVariable String id, Viewer viewer, Model model) {
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/cards/" + id + "/appeal");
        return appeal(flags.against(PublicId.parse(id), viewer), Map.of(), new Refusals(), model);
    }

    private static String appeal(
            Flags.Decided decided, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("decided", decided);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "moderation/appeal";
    }

    @PostMapping("/cards/{id}/appeal")
    @Sent(signedIn = true)
    String appeal(@PathVariable String id, Form form, Viewer viewer, Model model) {
        long card = PublicId.parse(id);
        String words = form.text("words", 2000);
        if (form.refused())
            return appeal(
                    flags.against(card, viewer.required()), form.typed(), form.refusals(), model);
        boolean somebody = flags.appeal(card, words, viewer);
        return "redirect:" + Paths.done("/", somebody ? "appealed" : "appealed-alone");
    }

    /** The public log, with names left out. */
    @GetMapping("/moderation")
    String log(Model model) {
        model.addAttribute("decisions", moderation.log());
        return "moderation/log";
    }

    @PostMapping("/cards/{id}/hiding")
    @Sent(signedIn = true)
    Object hide(@PathVariable String id, Form form, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        moderation.mayDecide(place.id(), viewer);
        String because = form.text("because", REASON);
        if (form.refused()) return form.again();
        moderation.hide(place.id(), because, viewer.member());
        return "redirect:" + Paths.done("/moderation", "hidden");
    }

    @DeleteMapping("/cards/{id}/hiding")
    @Sent(signedIn = true)
    Object show(@PathVariable String id, Form form, Viewer viewer) {
        long card = PublicId.parse(id);
        moderation.mayDecide(card, viewer.required());
        String because = form.words("because", REASON);
        if (form.refused()) return form.again();
        moderation.show(card, because, viewer.member());
        return "redirect:" + Paths.done("/moderation", "saved");
    }
}
