package org.commonplace.communities;

import java.util.List;
import java.util.Objects;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How a community is, for its members, and who looks after it. */
@Controller
class HealthController {
    private final StewardDeeds deeds;
    private final Communities communities;
    private final Stewards stewards;
    private final Members members;
    private final List<Figures> figures;

    HealthController(
            StewardDeeds deeds,
            Communities communities,
            Stewards stewards,
            Members members,
            List<Figures> figures) {
        this.deeds = deeds;
        this.communities = communities;
        this.stewards = stewards;
        this.members = members;
        this.figures = figures;
    }

    /** In a lab nothing is counted. */
    private Community measured(String slug, Viewer viewer) {
        Community community = communities.get(slug, viewer.required());
        if (community.lab()) throw new NotFound();
        if (!community.joined() && !viewer.moderates()) throw new Forbidden("error.join-first");
        return community;
    }

    @GetMapping("/communities/{slug}/health")
    String health(@PathVariable String slug, Viewer viewer, Model model) {
        Community community = measured(slug, viewer);
        model.addAttribute("community", community);
        model.addAttribute("stewards", stewards.of(community.id()).size());
        model.addAttribute(
                "figures",
                figures.stream().flatMap(room -> room.of(community.id()).stream()).toList());
        return "communities/health";
    }

    @GetMapping("/communities/{slug}/health/{key}")
    String behind(@PathVariable String slug, @PathVariable String key, Viewer viewer, Model model) {
        Community community = measured(slug, viewer);
        model.addAttribute("community", community);
        model.addAttribute("key", key);
        model.addAttribute(
                "lines",
                figures.stream()
                        .map(room -> room.behind(key, community.id(), viewer))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(NotFound::new));
        return "communities/behind";
    }

    @GetMapping("/communities/{slug}/stewards")
    String stewards(@PathVariable String slug, Viewer viewer, Model model) {
        return stewards(communities.get(slug, viewer), "", new Refusals(), viewer, model);
    }

    private String stewards(
            Community community, String who, Refusals refusals, Viewer viewer, Model model) {
        model.addAttribute("community", community);
        model.addAttribute("terms", stewards.of(community.id()));
        model.addAttribute("offered", stewards.offered(community.id(), viewer));
        model.addAttribute("appoints", community.steward() || viewer.administers());
        model.addAttribute("who", who);
        model.addAttribute("refusals", refusals);
        return "communities/stewards";
    }

    /** Asks somebody to be a steward: a steward may, and the administrators. */
    @PostMapping("/communities/{slug}/stewards")
    String offer(
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String who,
            Viewer viewer,
            Model model) {
        Community community = communities.get(slug, viewer.required());
        if (!community.steward() && !viewer.administers())
            throw new Forbidden("error.stewards-only");
        MemberId member = members.meant(who).orElse(null);
        if (member == null)
            return stewards(
                    community, who, Refusals.of("who", "communities.nobody"), viewer, model);
        stewards.offer(community, member, viewer);
        return "redirect:" + Paths.done(community.path() + "/stewards", "asked-steward");
    }

    @PostMapping("/communities/{slug}/stewards/me")
    String answer(@PathVariable String slug, @RequestParam String say, Viewer viewer) {
        Community community = communities.any(slug);
        String path =
                switch (say) {
                    case "yes" -> deeds.answer(true).by(community, viewer).path();
                    case "no" -> deeds.answer(false).by(community, viewer).path();
                    case "renew" -> deeds.stay().by(community, viewer).path();
                    case "lay-down" -> {
                        stewards.layDown(community.id(), viewer.required());
                        yield "/communities";
                    }
                    default -> throw new NotFound();
                };
        return "redirect:" + Paths.done(path, "saved");
    }
}
