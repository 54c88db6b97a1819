package org.commonplace.people;

import java.util.List;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Public profiles, and the claim to a name from an old site. */
@Controller
class PeopleController {
    private final Members members;
    private final Claims claims;
    private final List<Panel> panels;

    PeopleController(Members members, Claims claims, List<Panel> panels) {
        this.members = members;
        this.claims = claims;
        this.panels = panels;
    }

    /** A panel's heading and its lines. */
    public record Piece(String heading, List<Panel.Line> lines) {}

    @GetMapping("/people/{id}")
    String profile(
            @PathVariable MemberId id,
            @RequestParam(required = false) @Nullable String after,
            Viewer viewer,
            Model model) {
        Profile profile = members.profile(id).orElseThrow(NotFound::new);
        if (profile.claimedBy() != null) return "redirect:/people/" + profile.claimedBy();
        model.addAttribute("profile", profile);
        model.addAttribute("viewer", viewer);
        model.addAttribute("refusals", new Refusals());
        model.addAttribute(
                "pieces",
                panels.stream()
                        .map(panel -> new Piece(panel.heading(), panel.lines(id, viewer, after)))
                        .toList());
        return "people/profile";
    }

    @PostMapping("/people/{id}/claim")
    @Sent(signedIn = true)
    Object claim(@PathVariable MemberId id, Form form, Viewer viewer) {
        viewer.required();
        String statement = form.text("statement", 2000);
        if (form.refused()) return form.again();
        claims.make(id, viewer.member(), statement);
        return claims.proves(id, viewer.member())
                ? "redirect:" + Paths.done("/people/" + viewer.member(), "claim-proved")
                : "redirect:" + Paths.done("/people/" + id, "claimed");
    }

    /** The administrator takes a name back, or whoever was given it gives it back. */
    @DeleteMapping("/people/{id}/claim")
    String release(@PathVariable MemberId id, Viewer viewer) {
        claims.release(id, viewer.required());
        return "redirect:"
                + Paths.done(viewer.administers() ? "/house/claims" : "/people/" + id, "saved");
    }

    @GetMapping("/house/claims")
    String claims(Model model) {
        model.addAttribute("claims", claims.open());
        model.addAttribute("granted", claims.granted());
        return "people/claims";
    }

    @PostMapping("/house/claims/{id}")
    String decide(@PathVariable String id, @RequestParam boolean granted, Viewer viewer) {
        claims.decide(org.commonplace.chrome.PublicId.parse(id), granted, viewer.member());
        return "redirect:" + Paths.done("/house/claims", "saved");
    }
}
