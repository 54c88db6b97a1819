package org.commonplace.moderation;

import java.time.Duration;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
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
    private final RateLimits limits;

    ModerationController(
            Moderation moderation, Flags flags, Cards cards, Members members, RateLimits limits) {
        this.moderation = moderation;
        this.flags = flags;
        this.cards = cards;
        this.members = members;
        this.limits = limits;
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
    String appoint(@RequestParam(defaultValue = "") String who, Viewer viewer) {
        if (!viewer.administers()) throw new Forbidden("error.administrators-only");
        Optional<MemberId> meant = members.meant(who);
        if (meant.isEmpty()) return "redirect:" + Paths.done("/house/moderation", "no-such-person");
        members.makeModerator(meant.get());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @PostMapping("/house/moderation/held/{card}")
    String decide(
            @PathVariable String card,
            @RequestParam boolean show,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        long id = PublicId.parse(card);
        moderation.mayDecide(id, viewer.required());
        moderation.decide(id, show, reason(because), viewer.member());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @PostMapping("/house/moderation/flagged/{card}")
    String flagged(
            @PathVariable String card,
            @RequestParam boolean show,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        long id = PublicId.parse(card);
        moderation.mayDecide(id, viewer.required());
        flags.decide(id, !show, reason(because), viewer.member());
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @PostMapping("/house/moderation/appealed/{appeal}")
    String appealed(
            @PathVariable String appeal,
            @RequestParam boolean show,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        moderation.mayLook(viewer.required());
        flags.answer(PublicId.parse(appeal), show, reason(because), viewer);
        return "redirect:" + Paths.done("/house/moderation", "saved");
    }

    @GetMapping("/cards/{id}/flag")
    String flag(@PathVariable String id, Viewer viewer, Model model) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/cards/" + id + "/flag");
        return flag(place, new Refusals(), model);
    }

    private static String flag(Cards.Place place, Refusals refusals, Model model) {
        model.addAttribute("place", place);
        model.addAttribute("refusals", refusals);
        return "moderation/flag";
    }

    @PostMapping("/cards/{id}/flag")
    String flag(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String line,
            Viewer viewer,
            Model model) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        Refusals refusals = new Refusals().limit("line", line, 500);
        if (!Flags.KINDS.contains(kind)) refusals.add("kind", "form.required");
        if (refusals.any()) return flag(place, refusals, model);
        limits.take("flag", viewer.member().toString(), 30, Duration.ofHours(1));
        flags.flag(place.id(), kind, line.strip(), viewer);
        return "redirect:" + Paths.done(place.path().replaceFirst("#.*", ""), "flagged");
    }

    @GetMapping("/cards/{id}/appeal")
    String appeal(@PathVariable String id, Viewer viewer, Model model) {
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/cards/" + id + "/appeal");
        return appeal(flags.against(PublicId.parse(id), viewer), new Refusals(), model);
    }

    private static String appeal(Flags.Decided decided, Refusals refusals, Model model) {
        model.addAttribute("decided", decided);
        model.addAttribute("refusals", refusals);
        return "moderation/appeal";
    }

    @PostMapping("/cards/{id}/appeal")
    String appeal(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String words,
            Viewer viewer,
            Model model) {
        long card = PublicId.parse(id);
        Refusals refusals = new Refusals().text("words", words, 2000);
        if (refusals.any()) return appeal(flags.against(card, viewer.required()), refusals, model);
        boolean somebody = flags.appeal(card, words.strip(), viewer);
        return "redirect:" + Paths.done("/", somebody ? "appealed" : "appealed-alone");
    }

    /** The public log, with names left out. */
    @GetMapping("/moderation")
    String log(Model model) {
        model.addAttribute("decisions", moderation.log());
        return "moderation/log";
    }

    @PostMapping("/cards/{id}/hiding")
    String hide(@PathVariable String id, @RequestParam String because, Viewer viewer) {
        Cards.Place place = cards.place(PublicId.parse(id), viewer.required());
        moderation.mayDecide(place.id(), viewer);
        moderation.hide(place.id(), reason(because), viewer.member());
        return "redirect:" + Paths.done("/moderation", "hidden");
    }

    @DeleteMapping("/cards/{id}/hiding")
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        long card = PublicId.parse(id);
        moderation.mayDecide(card, viewer.required());
        moderation.show(card, reason(because), viewer.member());
        return "redirect:" + Paths.done("/moderation", "saved");
    }

    private static String reason(String typed) {
        String reason = typed.strip();
        return reason.substring(0, Math.min(REASON, reason.length()));
    }
}
