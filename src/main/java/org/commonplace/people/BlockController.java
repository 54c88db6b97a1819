package org.commonplace.people;

import org.commonplace.chrome.Paths;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Whom a member has blocked. */
@Controller
class BlockController {
    private static final String HOME = "/me/blocked";
    private final Blocks blocks;

    BlockController(Blocks blocks) {
        this.blocks = blocks;
    }

    @GetMapping(HOME)
    String blocked(Viewer viewer, Model model) {
        model.addAttribute("blocked", blocks.of(viewer.member()));
        return "people/blocked";
    }

    @PostMapping("/people/{id}/block")
    String block(@PathVariable MemberId id, Viewer viewer) {
        blocks.block(viewer.required().member(), id);
        return "redirect:" + Paths.done(HOME, "blocked");
    }

    @DeleteMapping("/people/{id}/block")
    String unblock(@PathVariable MemberId id, Viewer viewer) {
        blocks.unblock(viewer.required().member(), id);
        return "redirect:" + Paths.done(HOME, "saved");
    }
}
