package org.commonplace.practices;

import java.time.Duration;
import java.util.Optional;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.RateLimits;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asking colleagues to look a draft over, and answering them. */
@Controller
class ReviewController {
    private static final int LINE = 500;
    private static final int WORDS = 5_000;
    private final Reviews reviews;
    private final Members members;
    private final RateLimits limits;

    ReviewController(Reviews reviews, Members members, RateLimits limits) {
        this.reviews = reviews;
        this.members = members;
        this.limits = limits;
    }

    @PostMapping("/practices/{id}/reviews")
    @Prose("line")
    String ask(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String line,
            Viewer viewer) {
        Optional<MemberId> reviewer = members.meant(to);
        if (reviewer.isEmpty()) return PracticeController.back(id, "no-such-person");
        limits.take("review", viewer.required().member().toString(), 20, Duration.ofHours(1));
        reviews.ask(id, reviewer.get(), clipped(line, LINE), viewer.required());
        return PracticeController.back(id, "asked-to-look");
    }

    private static String clipped(String words, int most) {
        String said = words.strip();
        return said.substring(0, Math.min(most, said.length()));
    }

    @PostMapping("/practices/{id}/review")
    @Prose("words")
    String say(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "1") int version,
            @RequestParam boolean ready,
            @RequestParam(defaultValue = "") String words,
            Viewer viewer) {
        reviews.say(id, version, ready, clipped(words, WORDS), viewer.required());
        return PracticeController.back(id, "looked-over");
    }

    @DeleteMapping("/practices/{id}/reviews/{member}")
    String end(@PathVariable PracticeId id, @PathVariable MemberId member, Viewer viewer) {
        reviews.end(id, member, viewer.required());
        return member.equals(viewer.member())
                ? "redirect:" + org.commonplace.chrome.Paths.done("/practices", "saved")
                : PracticeController.back(id, "saved");
    }
}
