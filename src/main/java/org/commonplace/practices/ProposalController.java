package org.commonplace.practices;

import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Sent;
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

    ProposalController(Practices practices, Proposals proposals) {
        this.practices = practices;
        this.proposals = proposals;
    }

    @GetMapping("/practices/{id}/proposals")
    String all(@PathVariable PracticeId id, Viewer viewer, Model model) {
        model.addAttribute("practice", practices.get(id, viewer));
        model.addAttribute("proposals", proposals.of(id));
        return "practices/proposals";
    }

    @PostMapping("/practices/{id}/proposals")
    @Sent(draft = "edit {id}", signedIn = true, limit = "proposal", times = 30)
    @Prose({"title", "body", "summary"})
    String propose(@PathVariable PracticeId id, Form form, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer.required());
        Revisions.Change change = PracticeForm.change(form);
        if (change.summary().isEmpty()) form.refuse("summary", "form.required");
        if (change.body().strip().equals(practice.body().strip())
                && change.title().equals(practice.title()))
            form.refuse("body", "form.nothing-changed");
        if (form.refused()) {
            model.addAttribute("practice", practice);
            model.addAttribute("proposes", true);
            model.addAttribute("fields", form.typed());
            model.addAttribute("merge", null);
            model.addAttribute("refusals", form.refusals());
            return "practices/edit";
        }
        long proposal = proposals.propose(id, change, viewer);
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
    @Sent(signedIn = true)
    Object decline(
            @PathVariable PracticeId id, @PathVariable String proposal, Form form, Viewer viewer) {
        String because = form.words("because", 500);
        if (form.refused()) return form.again();
        proposals.decline(id, PublicId.parse(proposal), because, viewer.required());
        return PracticeController.back(id, "saved");
    }
}
