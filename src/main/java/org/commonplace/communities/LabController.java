package org.commonplace.communities;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
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

/** Who is let into a closed community, and who is asked for behind an alias. */
@Controller
class LabController {
    /** The last of the ids in a link that somebody copied. */
    private static final Pattern ID = Pattern.compile("[0-9a-z]{11}(?=[^0-9a-z]*$)");

    private static final Pattern FIRST = Pattern.compile("/[a-z]+/([0-9a-z]{11})");
    private final Communities communities;
    private final Unmaskings unmaskings;
    private final Members members;
    private final Memberships memberships;

    LabController(
            Communities communities,
            Unmaskings unmaskings,
            Members members,
            Memberships memberships) {
        this.communities = communities;
        this.unmaskings = unmaskings;
        this.members = members;
        this.memberships = memberships;
    }

    private Community stewarded(String slug, Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        if (!community.steward()) throw new Forbidden("error.stewards-only");
        return community;
    }

    @GetMapping("/communities/{slug}/members")
    String members(@PathVariable String slug, Viewer viewer, Model model) {
        return members(stewarded(slug, viewer), "", new Refusals(), model);
    }

    private String members(Community community, String who, Refusals refusals, Model model) {
        model.addAttribute("community", community);
        model.addAttribute("members", memberships.members(community.id()));
        model.addAttribute("who", who);
        model.addAttribute("refusals", refusals);
        return "communities/members";
    }

    /** Lets somebody in, by profile or by a name that only one has; they are told by mail. */
    @PostMapping("/communities/{slug}/members")
    @Sent(signedIn = true)
    String admit(@PathVariable String slug, Form form, Viewer viewer, Model model) {
        Community community = stewarded(slug, viewer);
        MemberId member = members.meant(form.line("who", 200)).orElse(null);
        if (member == null) form.refuse("who", "communities.nobody");
        if (form.refused() || member == null)
            return members(community, form.given("who"), form.refusals(), model);
        memberships.admit(community, member, viewer);
        return "redirect:" + Paths.done(community.path() + "/members", "saved");
    }

    @DeleteMapping("/communities/{slug}/members/{id}")
    String dismiss(@PathVariable String slug, @PathVariable MemberId id, Viewer viewer) {
        Community community = stewarded(slug, viewer);
        if (id.value() == viewer.id()) throw new Forbidden("error.leave-instead");
        memberships.leave(community.id(), id);
        return "redirect:" + Paths.done(community.path() + "/members", "saved");
    }

    @GetMapping("/communities/{slug}/unmasking")
    String unmasking(@PathVariable String slug, Viewer viewer, Model model) {
        return unmasking(lab(slug, viewer), Map.of(), new Refusals(), viewer, model);
    }

    private Community lab(String slug, Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        if (!community.lab()) throw new NotFound();
        return community;
    }

    private String unmasking(
            Community lab,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        model.addAttribute("community", lab);
        model.addAttribute("unmaskings", unmaskings.of(lab, viewer));
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "communities/unmasking";
    }

    @PostMapping("/communities/{slug}/unmasking")
    @Sent(signedIn = true)
    String ask(@PathVariable String slug, Form form, Viewer viewer, Model model) {
        Community lab = lab(slug, viewer);
        if (!lab.steward()) throw new Forbidden("error.stewards-only");
        String link = form.line("link", 500);
        String because = form.text("because", 1000);
        Matcher anchor = ID.matcher(link.contains("#") ? link : "");
        Matcher path = FIRST.matcher(link);
        String id = anchor.find() ? anchor.group() : path.find() ? path.group(1) : "";
        if (!form.refusals().any() && id.isEmpty()) form.refuse("link", "communities.no-link");
        if (form.refused()) return unmasking(lab, form.typed(), form.refusals(), viewer, model);
        unmaskings.ask(lab, PublicId.parse(id), because, viewer);
        return "redirect:" + Paths.done(lab.path() + "/unmasking", "saved");
    }

    @PostMapping("/communities/{slug}/unmasking/{id}")
    String agree(@PathVariable String slug, @PathVariable String id, Viewer viewer) {
        Community lab = lab(slug, viewer);
        if (!lab.steward()) throw new Forbidden("error.stewards-only");
        unmaskings.agree(lab, PublicId.parse(id), viewer);
        return "redirect:" + Paths.done(lab.path() + "/unmasking", "saved");
    }
}
