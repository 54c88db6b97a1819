package org.commonplace.people;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.mail.Letters;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Asking to join, admitting, and inviting. */
@Controller
class JoiningController {
    private static final int STATEMENT = 2_000;
    private static final int LINE = 500;
    private final Arrivals arrivals;
    private final Joining joining;
    private final Letters letters;

    JoiningController(Arrivals arrivals, Joining joining, Letters letters) {
        this.letters = letters;
        this.arrivals = arrivals;
        this.joining = joining;
    }

    @GetMapping("/join/{token}")
    ModelAndView form(@PathVariable String token) {
        Links.Link link = arrivals.find(Arrivals.JOIN, token);
        if (link.used()) return new ModelAndView("people/applied");
        if (!link.late()) return form(token, link, Map.of(), new Refusals());
        return new ModelAndView(
                "people/link",
                Map.of("link", link, "action", "", "deed", "join", "renewal", "/sign-in"));
    }

    private static ModelAndView form(
            String token, Links.Link link, Map<String, String> fields, Refusals refusals) {
        ModelAndView page = new ModelAndView("people/join");
        page.addObject("token", token);
        page.addObject("link", link);
        page.addObject("fields", fields);
        page.addObject("refusals", refusals);
        return page;
    }

    @PostMapping("/join/{token}")
    @Sent(limit = "join", times = 10)
    ModelAndView apply(@PathVariable String token, Form form) {
        String name = form.line("name", 120);
        String statement = form.text("statement", STATEMENT);
        if (form.refused())
            return form(token, arrivals.find(Arrivals.JOIN, token), form.typed(), form.refusals());
        arrivals.apply(token, name, statement);
        return new ModelAndView("redirect:/join/" + token);
    }

    @GetMapping("/house/joining")
    String waiting(Model model) {
        model.addAttribute("waiting", joining.waiting());
        return "people/joining";
    }

    @PostMapping("/house/joining/{id}")
    Object decide(
            @PathVariable String id, @RequestParam boolean admitted, Form form, Viewer viewer) {
        String because = form.words("because", STATEMENT);
        if (form.refused()) return form.again();
        arrivals.decide(PublicId.parse(id), admitted, because, viewer.member());
        return "redirect:" + Paths.done("/house/joining", "saved");
    }

    @GetMapping("/me/invitations")
    String invitations(Viewer viewer, Model model) {
        return invitations(Map.of(), new Refusals(), viewer, model);
    }

    private String invitations(
            Map<String, String> fields, Refusals refusals, Viewer viewer, Model model) {
        model.addAttribute("invitations", joining.invitations(viewer.required().member()));
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "people/invitations";
    }

    @PostMapping("/me/invitations")
    @Sent(
            letters = Sent.Letters.EVERYBODYS,
            signedIn = true,
            limit = "invite",
            times = 20,
            per = ChronoUnit.DAYS)
    String invite(Form form, Locale locale, Viewer viewer, Model model) {
        Optional<String> email = Email.of(form.given("email"));
        String line = form.words("line", LINE);
        if (email.isEmpty()) form.refuse("email", "form.email");
        if (email.filter(letters::unwanted).isPresent()) form.refuse("email", "form.unwanted");
        if (form.refused() || email.isEmpty())
            return invitations(form.typed(), form.refusals(), viewer, model);
        arrivals.inviteToJoin(email.get(), line, viewer, locale);
        return "redirect:" + Paths.done("/me/invitations", "invited");
    }

    @DeleteMapping("/me/invitations/{id}")
    String withdraw(@PathVariable String id, Viewer viewer) {
        joining.withdraw(PublicId.parse(id), viewer.required().member());
        return "redirect:" + Paths.done("/me/invitations", "saved");
    }
}
