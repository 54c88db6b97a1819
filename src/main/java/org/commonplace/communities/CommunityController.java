package org.commonplace.communities;

import java.util.Map;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Refusals;
import org.commonplace.mail.Addresses;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class CommunityController implements Belongings {
    private final Addresses addresses;
    private final Communities communities;
    private final Memberships memberships;
    private final Charters charters;

    CommunityController(
            Communities communities,
            Memberships memberships,
            Charters charters,
            Addresses addresses) {
        this.addresses = addresses;
        this.communities = communities;
        this.memberships = memberships;
        this.charters = charters;
    }

    @GetMapping("/communities")
    String all(Viewer viewer, Model model) {
        model.addAttribute("communities", communities.all(viewer));
        return "communities/communities";
    }

    @GetMapping("/communities/{slug}")
    String one(@PathVariable String slug, Viewer viewer, Model model) {
        Community community = communities.get(slug, viewer);
        model.addAttribute("community", community);
        model.addAttribute("questions", communities.questions(community.id(), viewer));
        model.addAttribute("signedIn", viewer.signedIn());
        model.addAttribute(
                "address",
                addresses.open()
                        ? addresses.community(
                                community.id().value(),
                                slug,
                                community.audienceKind().equals("everyone") && !community.lab())
                        : "");
        return "communities/community";
    }

    @GetMapping("/communities/{slug}/charter")
    String charter(@PathVariable String slug, Viewer viewer, Model model) {
        Community community = communities.get(slug, viewer);
        model.addAttribute("community", community);
        model.addAttribute("charters", charters.charters(community.id()));
        return "communities/charter";
    }

    @PostMapping("/communities/{slug}/membership")
    String join(@PathVariable String slug, Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        memberships.join(community.id(), viewer.member());
        return "redirect:" + Paths.done(community.path(), "joined");
    }

    /** Agrees to a lab's charter, when one has joined or when it has changed. */
    @PostMapping("/communities/{slug}/consent")
    String consent(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String agreed,
            Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        if (!agreed.equals("yes"))
            return "redirect:" + Paths.done(community.path(), "consent-missing");
        charters.consent(community.id(), viewer.member());
        return "redirect:" + Paths.done(community.path(), "consented");
    }

    @DeleteMapping("/communities/{slug}/membership")
    String leave(@PathVariable String slug, Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        memberships.leave(community.id(), viewer.member());
        return "redirect:" + Paths.done("/communities", "left-group");
    }

    @GetMapping("/communities/new")
    String blank(Viewer viewer, Model model) {
        if (!viewer.required().administers()) throw new Forbidden("error.hosts-only");
        return form(model, null, Map.of("audience", "everyone", "language", "en"), new Refusals());
    }

    private static String form(
            Model model,
            @org.jspecify.annotations.Nullable String slug,
            Map<String, String> fields,
            Refusals refusals) {
        model.addAttribute("slug", slug);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "communities/form";
    }

    @PostMapping("/communities")
    String found(@RequestParam Map<String, String> fields, Viewer viewer, Model model) {
        if (!viewer.required().administers()) throw new Forbidden("error.hosts-only");
        String slug = org.commonplace.chrome.Slug.of(fields.getOrDefault("name", ""));
        Refusals refusals = refusals(fields);
        if (!slug.matches("[a-z0-9][a-z0-9-]{1,60}"))
            refusals.add("name", "communities.name-latin");
        else if (!communities.free(slug)) refusals.add("name", "communities.name-taken");
        if (refusals.any()) return form(model, null, fields, refusals);
        String chosen = fields.getOrDefault("audience", "everyone");
        boolean lab = chosen.equals("lab");
        String audience = lab ? "community" : chosen;
        communities.found(
                new Communities.Draft(
                        slug,
                        fields.getOrDefault("name", "").strip(),
                        fields.getOrDefault("purpose", "").strip(),
                        Markdown.cleaned(fields.getOrDefault("charter", "")),
                        audience.matches("everyone|members|community") ? audience : "everyone",
                        fields.getOrDefault("language", "en"),
                        lab ? "lab" : "community"),
                viewer.member());
        return "redirect:" + Paths.done("/communities/" + slug, "saved");
    }

    private static Refusals refusals(Map<String, String> fields) {
        return new Refusals()
                .text("name", fields.get("name"), 80)
                .text("purpose", fields.get("purpose"), 300)
                .limit("charter", fields.get("charter"), 20_000);
    }

    @GetMapping("/communities/{slug}/edit")
    String edit(@PathVariable String slug, Viewer viewer, Model model) {
        Community community = stewarded(slug, viewer);
        return form(
                model,
                slug,
                Map.of(
                        "name",
                        community.name(),
                        "purpose",
                        community.purpose(),
                        "charter",
                        community.charter(),
                        "audience",
                        community.audienceKind(),
                        "language",
                        community.language()),
                new Refusals());
    }

    @PostMapping("/communities/{slug}")
    String amend(
            @PathVariable String slug,
            @RequestParam Map<String, String> fields,
            Viewer viewer,
            Model model) {
        Community community = stewarded(slug, viewer);
        Refusals refusals = refusals(fields);
        if (refusals.any()) return form(model, slug, fields, refusals);
        charters.amend(
                community.id(),
                fields.getOrDefault("name", "").strip(),
                fields.getOrDefault("purpose", "").strip(),
                Markdown.cleaned(fields.getOrDefault("charter", "")));
        return "redirect:" + Paths.done(community.path(), "saved");
    }

    private Community stewarded(String slug, Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        if (!community.steward() && !viewer.moderates()) throw new Forbidden("error.stewards-only");
        return community;
    }

    @Override
    public Map<String, String> export(MemberId member) {
        return Map.of();
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        memberships.of(member).forEach(community -> memberships.leave(community, member));
    }
}
