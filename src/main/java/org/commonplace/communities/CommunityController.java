package org.commonplace.communities;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
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
    private final Drafts drafts;

    CommunityController(
            Communities communities,
            Memberships memberships,
            Charters charters,
            Addresses addresses,
            Drafts drafts) {
        this.drafts = drafts;
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
    String blank(HttpServletRequest request, Viewer viewer, Model model) {
        if (!viewer.required().administers()) throw new Forbidden("error.hosts-only");
        Map<String, String> fields =
                new HashMap<>(Map.of("audience", "everyone", "language", "en"));
        fields.putAll(drafts.find(request, "community"));
        return form(model, null, fields, new Refusals());
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
    @Sent(draft = "community", signedIn = true)
    String found(Form form, Viewer viewer, Model model) {
        if (!viewer.required().administers()) throw new Forbidden("error.hosts-only");
        Purpose purpose = Purpose.of(form);
        String slug = org.commonplace.chrome.Slug.of(purpose.name());
        if (!slug.matches("[a-z0-9][a-z0-9-]{1,60}")) form.refuse("name", "communities.name-latin");
        else if (!communities.free(slug)) form.refuse("name", "communities.name-taken");
        String chosen =
                form.choice(
                        "audience", List.of("everyone", "members", "community", "lab"), "everyone");
        if (form.refused()) return form(model, null, form.typed(), form.refusals());
        boolean lab = chosen.equals("lab");
        communities.found(
                new Communities.Draft(
                        slug,
                        purpose.name(),
                        purpose.purpose(),
                        purpose.charter(),
                        lab ? "community" : chosen,
                        form.typed().getOrDefault("language", "en"),
                        lab ? "lab" : "community"),
                viewer.member());
        return "redirect:" + Paths.done("/communities/" + slug, "saved");
    }

    /** What a group is called and is there for. */
    private record Purpose(String name, String purpose, String charter) {
        static Purpose of(Form form) {
            return new Purpose(
                    form.line("name", 80),
                    form.line("purpose", 300),
                    Markdown.cleaned(form.words("charter", 20_000)));
        }
    }

    @GetMapping("/communities/{slug}/edit")
    String edit(@PathVariable String slug, HttpServletRequest request, Viewer viewer, Model model) {
        Community community = stewarded(slug, viewer);
        Map<String, String> fields = new HashMap<>();
        fields.put("name", community.name());
        fields.put("purpose", community.purpose());
        fields.put("charter", community.charter());
        fields.put("audience", community.audienceKind());
        fields.put("language", community.language());
        fields.putAll(drafts.find(request, "community " + slug));
        return form(model, slug, fields, new Refusals());
    }

    @PostMapping("/communities/{slug}")
    @Sent(draft = "community {slug}", signedIn = true)
    String amend(@PathVariable String slug, Form form, Viewer viewer, Model model) {
        Community community = stewarded(slug, viewer);
        Purpose purpose = Purpose.of(form);
        if (form.refused()) return form(model, slug, form.typed(), form.refusals());
        charters.amend(community.id(), purpose.name(), purpose.purpose(), purpose.charter());
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
