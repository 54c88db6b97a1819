package org.commonplace.awareness;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Paths;
import org.commonplace.people.Viewer;
import org.commonplace.search.Finding;
import org.springframework.stereotype.Component;

/** A saved search: what is new and has every one of its words. */
@Component
class SearchAlerts implements AlertSource {
    private static final int LONGEST = 200;
    private final Finding finding;

    SearchAlerts(Finding finding) {
        this.finding = finding;
    }

    @Override
    public String kind() {
        return "search";
    }

    @Override
    public Optional<Subject> subject(String typed) {
        String words = typed.strip().replaceAll("\\s+", " ");
        if (words.isEmpty() || words.length() > LONGEST) return Optional.empty();
        return Optional.of(new Subject(0, words, words, "/search?q=" + Paths.encoded(words)));
    }

    @Override
    public Map<Long, List<Long>> fresh(Collection<Alert> alerts) {
        Map<Long, List<Long>> fresh = new HashMap<>();
        for (Alert one : alerts)
            fresh.put(one.id(), finding.fresh(one.words(), one.since(), audiences(one)));
        return fresh;
    }

    /** A feed is for everybody; of a member's alerts the digest knows who may see what. */
    private static List<Long> audiences(Alert alert) {
        return alert.member().equals(Alerts.ANYBODY) ? List.of(Viewer.EVERYONE) : List.of();
    }
}
