package org.commonplace.practices;

import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Sent;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Asking colleagues to look a draft over, and answering them. */
@Controller
class ReviewController {
    private static final int LINE = 500;
    private final Reviews reviews;
    private final Members members;
    private final PracticeDeeds deeds;

    ReviewController(Reviews reviews, Members members, PracticeDeeds deeds) {
        this.deeds = deeds;
        this.reviews = reviews;
        this.members = members;
    }

    @PostMapping("/practices/{id}/reviews")
    @Sent(signedIn = true, limit = "review", times = 20)
    @Prose("line")
    Object ask(@PathVariable PracticeId id, Form form, Viewer viewer) {
        Optional<MemberId> reviewer = members.meant(form.line("to", 200));
        String line = form.words("line", LINE);
        if (reviewer.isEmpty()) form.refuse("to", "form.nobody");
        if (form.refused()) return form.again();
        reviews.ask(id, reviewer.get(), line, viewer.required());
        return PracticeController.back(id, "asked-to-look");
    }

    @PostMapping("/practices/{id}/review")
    @Sent(signedIn = true)
    @Prose("words")
    Object say(@PathVariable PracticeId id, Form form, Viewer viewer) {
        boolean ready = form.choice("ready", List.of("true", "false")).equals("true");
        return deeds.look(ready)
                .by(id, form, viewer)
                .<Object>map(done -> PracticeController.back(id, "looked-over"))
                .orElseGet(form::again);
    }

    @DeleteMapping("/practices/{id}/reviews/{member}")
    String end(@PathVariable PracticeId id, @PathVariable MemberId member, Viewer viewer) {
        reviews.end(id, member, viewer.required());
        return member.equals(viewer.member())
                ? "redirect:" + org.commonplace.chrome.Paths.done("/practices", "saved")
                : PracticeController.back(id, "saved");
    }
}
