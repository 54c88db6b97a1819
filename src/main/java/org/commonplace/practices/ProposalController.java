package org.commonplace.practices;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.WordDiff;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Edits that others propose, and what the keeper says to them. */
@Controller
class ProposalController {
    private final Practices practices;
    private final Proposals proposals;
    private final Drafts drafts;
    private final RateLimits limits;

    ProposalController(Practices practices, Proposals proposals, Drafts drafts, RateLimits limits) {
        this.practices = practices;
        this.proposals = proposals;
        this.drafts = drafts;
        this.limits = limits;
    }

    @GetMapping("/practices/{id}/proposals")
    String all(@PathVariable PracticeId id, Viewer viewer, Model model) {
        model.addAttribute("practice", practices.get(id, viewer));
        model.addAttribute("proposals", proposals.of(id));
        return "practices/proposals";
    }

    @PostMapping("/practices/{id}/proposals")
    @Prose({"title", "body", "summary"})
    Object propose(
            @PathVariable PracticeId id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Practice practice = practices.get(id, viewer.required());
        Refusals refusals = PracticeForm.refusals(fields);
        if (fields.getOrDefault("summary", "").isBlank()) refusals.add("summary", "form.required");
        boolean same =
                fields.getOrDefault("body", "")
                                .replace("\r\n", "\n")
                                .strip()
                                .equals(practice.body().strip())
                        && fields.getOrDefault("title", "").strip().equals(practice.title());
        if (same) refusals.add("body", "form.nothing-changed");
        if (refusals.any()) {
            model.addAttribute("practice", practice);
            model.addAttribute("proposes", true);
            model.addAttribute("fields", fields);
            model.addAttribute("merge", null);
            model.addAttribute("refusals", refusals);
            ModelAndView page = new ModelAndView("practices/edit", model.asMap());
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        limits.take("proposal", viewer.member().toString(), 30, Duration.ofHours(1));
        long proposal = proposals.propose(id, PracticeController.changed(fields), viewer);
        drafts.drop(request, "edit " + id);
        return "redirect:"
                + Paths.done(
                        "/practices/" + id + "/proposals/" + PublicId.text(proposal), "proposed");
    }

    @GetMapping("/practices/{id}/proposals/{proposal}")
    String one(
            @PathVariable PracticeId id,
            @PathVariable String proposal,
            Viewer viewer,
            Model model) {
        return one(practices.get(id, viewer), PublicId.parse(proposal), null, viewer, model);
    }

    private String one(
            Practice practice, long id, @Nullable Merge both, Viewer viewer, Model model) {
        Proposals.Proposal proposal = proposals.get(practice.id(), id);
        Merge merge = both == null ? proposals.merged(practice, proposal) : both;
        model.addAttribute("practice", practice);
        model.addAttribute("proposal", proposal);
        model.addAttribute("merge", merge);
        model.addAttribute(
                "title",
                proposal.title().equals(practice.title())
                        ? List.of()
                        : WordDiff.between(practice.title(), proposal.title()));
        model.addAttribute(
                "changes",
                proposal.open() ? WordDiff.between(practice.body(), merge.text()) : List.of());
        model.addAttribute(
                "decides", proposal.open() && proposals.decides(practice, proposal, viewer));
        model.addAttribute("own", proposal.open() && viewer.mine(proposal.proposer()));
        return "practices/proposal";
    }

    @PostMapping("/practices/{id}/proposals/{proposal}/acceptance")
    Object accept(
            @PathVariable PracticeId id,
            @PathVariable String proposal,
            @RequestParam(required = false) @Nullable String settled,
            Viewer viewer,
            Model model) {
        long key = PublicId.parse(proposal);
        Optional<Merge> both = proposals.accept(id, key, settled, viewer.required());
        if (both.isEmpty()) return PracticeController.back(id, "saved");
        ModelAndView page =
                new ModelAndView(
                        one(practices.get(id, viewer), key, both.get(), viewer, model),
                        model.asMap());
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @DeleteMapping("/practices/{id}/proposals/{proposal}")
    String decline(
            @PathVariable PracticeId id,
            @PathVariable String proposal,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        String reason = because.strip();
        proposals.decline(
                id,
                PublicId.parse(proposal),
                reason.substring(0, Math.min(500, reason.length())),
                viewer.required());
        return PracticeController.back(id, "saved");
    }
}
