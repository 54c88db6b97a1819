package org.commonplace.installation;

import java.util.Locale;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.Watches;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.Viewer;
import org.commonplace.questions.QuestionLists;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The front page: for a visitor what happens here, for a member what today brings. */
@Controller
class FrontController {
    private final Requests requests;
    private final Watches watches;
    private final QuestionLists lists;

    FrontController(Requests requests, Watches watches, QuestionLists lists) {
        this.requests = requests;
        this.watches = watches;
        this.lists = lists;
    }

    @GetMapping("/")
    String front(Locale locale, Viewer viewer, Model model) {
        if (viewer.signedIn()) {
            model.addAttribute("requests", requests.today(viewer));
            model.addAttribute("watched", watches.news(viewer, 12));
            return "installation/today";
        }
        model.addAttribute("exchanges", lists.list("exchanges", null, 3, locale, viewer));
        model.addAttribute("waiting", lists.list("waiting", null, 2, locale, viewer));
        model.addAttribute("refusals", new Refusals());
        return "installation/front";
    }

    @GetMapping("/about")
    String about() {
        return "installation/about";
    }
}
