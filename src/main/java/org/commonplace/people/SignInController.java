package org.commonplace.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.mail.Bounces;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** By a link in the mail, or by password; passkeys have a controller of their own. */
@Controller
class SignInController {
    private static final int NAME = 120;
    private final Arrivals arrivals;
    private final Passwords passwords;
    private final SessionContext sessions;
    private final RateLimits limits;
    private final Bounces bounces;

    SignInController(
            Arrivals arrivals,
            Passwords passwords,
            SessionContext sessions,
            RateLimits limits,
            Bounces bounces) {
        this.bounces = bounces;
        this.arrivals = arrivals;
        this.passwords = passwords;
        this.sessions = sessions;
        this.limits = limits;
    }

    @GetMapping("/sign-in")
    String page(@RequestParam(defaultValue = "/") String next, Viewer viewer, Model model) {
        if (viewer.signedIn()) return "redirect:" + Paths.local(next);
        return form(model, "", next, new Refusals());
    }

    private static String form(Model model, String email, String next, Refusals refusals) {
        model.addAttribute("email", email);
        model.addAttribute("next", Paths.local(next));
        model.addAttribute("refusals", refusals);
        return "people/sign-in";
    }

    @PostMapping("/sign-in")
    @Sent(letters = Sent.Letters.EVERYBODYS)
    String link(Form form, HttpServletRequest request, Locale locale, Model model) {
        Optional<String> address = Email.of(form.given("email"));
        String next = Paths.local(form.given("next"));
        if (address.isEmpty()) form.refuse("email", "form.email");
        if (form.refused() || address.isEmpty())
            return form(model, form.given("email"), next, form.refusals());
        limits.take("sign-in", request.getRemoteAddr(), 30, Duration.ofMinutes(10));
        limits.take("sign-in", address.get(), 5, Duration.ofMinutes(10));
        arrivals.invite(address.get(), next, locale);
        model.addAttribute("email", address.get());
        return "people/link-sent";
    }

    @PostMapping("/sign-in/password")
    String password(
            @RequestParam String email,
            @RequestParam String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String address = Email.of(email).orElse("nobody@invalid");
        limits.take("password", request.getRemoteAddr(), 20, Duration.ofMinutes(10));
        limits.take("password", address, 10, Duration.ofMinutes(10));
        Optional<MemberId> member = passwords.check(address, password);
        if (member.isEmpty())
            return form(model, email, next, Refusals.of("password", "sign-in.wrong"));
        sessions.open(member.get(), request, response);
        return "redirect:"
                + (bounces.of(address).isPresent()
                        ? Paths.done("/me/sign-in", "mail-suspended")
                        : Paths.local(next));
    }

    @GetMapping("/sign-in/{token}")
    String open(@PathVariable String token, Model model) {
        return button(Arrivals.SIGN_IN, "/sign-in/" + token, token, model);
    }

    @PostMapping("/sign-in/{token}")
    Object use(
            @PathVariable String token,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response) {
        return arrive(Arrivals.SIGN_IN, token, form, request, response);
    }

    @PostMapping("/sign-in/{token}/again")
    String again(
            @PathVariable String token, HttpServletRequest request, Locale locale, Model model) {
        return again(Arrivals.SIGN_IN, token, request, locale, model);
    }

    @GetMapping("/confirm/{token}")
    String openDeed(@PathVariable String token, Model model) {
        return button(Arrivals.DEED, "/confirm/" + token, token, model);
    }

    @PostMapping("/confirm/{token}")
    Object confirm(
            @PathVariable String token,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response) {
        return arrive(Arrivals.DEED, token, form, request, response);
    }

    @PostMapping("/confirm/{token}/again")
    String promiseAgain(
            @PathVariable String token, HttpServletRequest request, Locale locale, Model model) {
        return again(Arrivals.DEED, token, request, locale, model);
    }

    private String again(
            String purpose, String token, HttpServletRequest request, Locale locale, Model model) {
        Links.Link link = arrivals.find(purpose, token);
        String email = Objects.requireNonNull(link.email());
        limits.take("sign-in", request.getRemoteAddr(), 30, Duration.ofMinutes(10));
        limits.take("sign-in", email, 5, Duration.ofMinutes(10));
        arrivals.again(purpose, token, locale);
        model.addAttribute("email", email);
        return "people/link-sent";
    }

    private String button(String purpose, String action, String token, Model model) {
        Links.Link link = arrivals.find(purpose, token);
        model.addAttribute("action", action);
        model.addAttribute("link", link);
        model.addAttribute("deed", Arrivals.deedOf(link));
        model.addAttribute("newcomer", arrivals.newcomer(link));
        model.addAttribute("byline", arrivals.byline(link));
        return "people/link";
    }

    private Object arrive(
            String purpose,
            String token,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response) {
        String name = form.note("name", NAME);
        if (form.refused()) return form.again();
        Optional<Arrivals.Arrival> arrival = arrivals.arrive(purpose, token, name);
        if (arrival.isEmpty())
            return "redirect:"
                    + (purpose.equals(Arrivals.DEED) ? "/confirm/" : "/sign-in/")
                    + token;
        MemberId member = arrival.get().member();
        if (member != null) sessions.open(member, request, response);
        return "redirect:" + Paths.local(arrival.get().path());
    }

    @DeleteMapping("/me/session")
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.close(request, response);
        response.setHeader("Clear-Site-Data", "\"cache\"");
        return "redirect:/";
    }
}
