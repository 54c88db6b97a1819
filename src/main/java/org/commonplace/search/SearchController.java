package org.commonplace.search;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SearchController {
    private static final int PAGE = 20;
    private static final int LONGEST = 500;
    private final Finding finding;
    private final RateLimits limits;
    private final Wanted wanted;

    SearchController(Finding finding, RateLimits limits, Wanted wanted) {
        this.finding = finding;
        this.limits = limits;
        this.wanted = wanted;
    }

    @GetMapping("/search")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(name = "page", defaultValue = "1") int number,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        int page = Math.clamp(number, 1, Finding.MOST / PAGE);
        String who = viewer.signedIn() ? viewer.member().toString() : request.getRemoteAddr();
        limits.take("search", who, 120, Duration.ofMinutes(1));
        String query = Line.start(q.strip(), LONGEST);
        Filter filter =
                new Filter(
                        state == null || state.isBlank() ? null : state,
                        topic == null || topic.isBlank() ? null : PublicId.parse(topic),
                        null,
                        null);
        Finding.Results results = finding.find(query, filter, (page - 1) * PAGE, PAGE, viewer);
        boolean missed = results.hits().isEmpty() || results.guessed();
        if (!query.isEmpty() && missed && !belongsToClosed(viewer)) wanted.note(query, who);
        model.addAttribute("q", query);
        model.addAttribute("state", filter.state());
        model.addAttribute("topic", topic);
        model.addAttribute("results", results);
        model.addAttribute("hits", results.hits());
        model.addAttribute("number", page);
        model.addAttribute("next", page * PAGE < results.total());
        model.addAttribute("wanted", query.isEmpty() ? wanted.list() : List.of());
        return "search/search";
    }

    /** Whose words may come from a closed room: what they look for is not noted. */
    private static boolean belongsToClosed(Viewer viewer) {
        return viewer.audiences().stream().anyMatch(audience -> audience > Viewer.MEMBERS);
    }
}
