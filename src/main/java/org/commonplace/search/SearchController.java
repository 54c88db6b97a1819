package org.commonplace.search;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
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
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        String who = viewer.signedIn() ? viewer.member().toString() : request.getRemoteAddr();
        limits.take("search", who, 120, Duration.ofMinutes(1));
        String query = q.strip().substring(0, Math.min(LONGEST, q.strip().length()));
        Filter filter =
                new Filter(
                        state == null || state.isBlank() ? null : state,
                        topic == null || topic.isBlank() ? null : PublicId.parse(topic),
                        null,
                        null);
        Finding.Results results = finding.find(query, filter, viewer);
        if (!query.isEmpty() && (results.hits().isEmpty() || results.guessed()))
            wanted.note(query, who);
        int from = Math.clamp((long) (page - 1) * PAGE, 0, results.hits().size());
        int to = Math.min(from + PAGE, results.hits().size());
        model.addAttribute("q", query);
        model.addAttribute("state", filter.state());
        model.addAttribute("topic", topic);
        model.addAttribute("results", results);
        model.addAttribute("hits", results.hits().subList(from, to));
        model.addAttribute("number", page);
        model.addAttribute("next", to < results.hits().size());
        model.addAttribute("wanted", query.isEmpty() ? wanted.list() : List.of());
        return "search/search";
    }
}
