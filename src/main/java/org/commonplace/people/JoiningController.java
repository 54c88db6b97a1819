package org.commonplace.people;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.springframework.http.HttpStatus;
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
    private final RateLimits limits;

    JoiningController(Arrivals arrivals, Joining joining, RateLimits limits) {
        this.arrivals = arrivals;
        this.joining = joining;
        this.limits = limits;
    }

    @GetMapping("/join/{token}")
    ModelAndView form(@PathVariable String token) {
        Links.Link link = arrivals.find(Arrivals.JOIN, token);
        return link.used()
                ? new ModelAndView("people/applied")
                : form(token, link, Map.of(), new Refusals());
    }

    private static ModelAndView form(
            String token, Links.Link link, Map<String, String> fields, Refusals refusals) {
        ModelAndView page = new ModelAndView("people/join");
        page.addObject("token", token);
        page.addObject("link", link);
        page.addObject("fields", fields);
        page.addObject("refusals", refusals);
        if (refusals.any()) page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @PostMapping("/join/{token}")
    ModelAndView apply(
            @PathVariable String token,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request) {
        Refusals refusals =
                new Refusals()
                        .text("name", fields.get("name"), 120)
                        .text("statement", fields.get("statement"), STATEMENT);
        if (refusals.any())
            return form(token, arrivals.find(Arrivals.JOIN, token), fields, refusals);
        limits.take("join", request.getRemoteAddr(), 10, Duration.ofHours(1));
        arrivals.apply(
                token, fields.getOrDefault("name", ""), fields.getOrDefault("statement", ""));
        return new ModelAndView("redirect:/join/" + token);
    }

    @GetMapping("/house/joining")
    String waiting(Model model) {
        model.addAttribute("waiting", joining.waiting());
        return "people/joining";
    }

    @PostMapping("/house/joining/{id}")
    String decide(
            @PathVariable String id,
            @RequestParam boolean admitted,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        arrivals.decide(PublicId.parse(id), admitted, because.strip(), viewer.member());
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
    String invite(
            @RequestParam Map<String, String> fields, Locale locale, Viewer viewer, Model model) {
        viewer.required();
        String line = fields.getOrDefault("line", "").strip();
        Optional<String> email = Email.of(fields.get("email"));
        Refusals refusals = new Refusals().limit("line", line, LINE);
        if (email.isEmpty()) refusals.add("email", "form.email");
        if (refusals.any()) return invitations(fields, refusals, viewer, model);
        limits.take("invite", viewer.member().toString(), 20, Duration.ofDays(1));
        arrivals.inviteToJoin(email.get(), line, viewer, locale);
        return "redirect:" + Paths.done("/me/invitations", "invited");
    }

    @DeleteMapping("/me/invitations/{id}")
    String withdraw(@PathVariable String id, Viewer viewer) {
        joining.withdraw(PublicId.parse(id), viewer.required().member());
        return "redirect:" + Paths.done("/me/invitations", "saved");
    }
}
