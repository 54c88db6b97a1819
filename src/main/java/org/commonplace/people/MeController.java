package org.commonplace.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Bounces;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A member's own profile, addresses, sessions, password, export and departure. */
@Controller
class MeController {
    private static final String ADDRESS = "address";
    private final Members members;
    private final Sessions sessions;
    private final SessionContext context;
    private final Passwords passwords;
    private final Passkeys passkeys;
    private final Departures departures;
    private final Links links;
    private final Letters letters;
    private final Texts texts;
    private final Site site;
    private final RateLimits limits;
    private final Drafts drafts;
    private final Bounces bounces;

    MeController(
            Members members,
            Sessions sessions,
            SessionContext context,
            Passwords passwords,
            Passkeys passkeys,
            Departures departures,
            Links links,
            Letters letters,
            Texts texts,
            Site site,
            RateLimits limits,
            Bounces bounces,
            Drafts drafts) {
        this.drafts = drafts;
        this.bounces = bounces;
        this.members = members;
        this.sessions = sessions;
        this.context = context;
        this.passwords = passwords;
        this.passkeys = passkeys;
        this.departures = departures;
        this.links = links;
        this.letters = letters;
        this.texts = texts;
        this.site = site;
        this.limits = limits;
    }

    @GetMapping("/me")
    String profile(HttpServletRequest request, Viewer viewer, Model model) {
        Profile profile = members.profile(viewer.member()).orElseThrow(NotFound::new);
        Map<String, String> kept = drafts.find(request, "me");
        return form(
                kept.isEmpty() ? profile : ProfileForm.profile(profile, Form.kept(kept)),
                new Refusals(),
                model);
    }

    private static String form(Profile profile, Refusals refusals, Model model) {
        model.addAttribute("profile", profile);
        model.addAttribute("refusals", refusals);
        model.addAttribute(
                "zones",
                ZoneId.getAvailableZoneIds().stream()
                        .filter(z -> z.contains("/") || z.equals("UTC"))
                        .sorted()
                        .toList());
        return "people/me";
    }

    @PostMapping("/me")
    @Sent(draft = "me")
    String update(Form form, Viewer viewer, Model model) {
        Profile before = members.profile(viewer.member()).orElseThrow(NotFound::new);
        Profile after = ProfileForm.profile(before, form);
        if (form.refused()) return form(after, form.refusals(), model);
        members.update(after);
        return "redirect:" + Paths.done("/me", "saved");
    }

    @GetMapping("/me/sign-in")
    String signIn(Viewer viewer, Model model) {
        return signIn(viewer, new Refusals(), model);
    }

    private String signIn(Viewer viewer, Refusals refusals, Model model) {
        model.addAttribute("addresses", members.addresses(viewer.member()));
        model.addAttribute(
                "suspended",
                members.addresses(viewer.member()).stream()
                        .map(Members.Address::email)
                        .filter(email -> bounces.of(email).isPresent())
                        .toList());
        model.addAttribute("sessions", sessions.of(viewer.member()));
        model.addAttribute("current", viewer.session());
        model.addAttribute("passkeys", passkeys.of(viewer.member()));
        model.addAttribute("hasPassword", passwords.has(viewer.member()));
        model.addAttribute("refusals", refusals);
        return "people/sign-in-settings";
    }

    @PostMapping("/me/addresses")
    @Sent(letters = Sent.Letters.EVERYBODYS, limit = "address", times = 10)
    String addAddress(Form form, Locale language, Viewer viewer, Model model) {
        Optional<String> address = Email.of(form.given("email"));
        if (address.isEmpty()) form.refuse("email", "form.email");
        if (form.refused() || address.isEmpty()) {
            model.addAttribute("typed", form.given("email"));
            return signIn(viewer, form.refusals(), model);
        }
        String token =
                links.make(ADDRESS, address.get(), viewer.member(), Map.of(), Duration.ofDays(1));
        letters.queue(
                Letter.about(
                                "address " + token.substring(0, 12),
                                address.get(),
                                language.getLanguage(),
                                texts.text(language, "mail.address.subject"))
                        .say(texts.text(language, "mail.address.say", site.name()))
                        .button(
                                texts.text(language, "mail.address.button"),
                                site.url() + "/addresses/" + token)
                        .done());
        return "redirect:" + Paths.done("/me/sign-in", "address-sent");
    }

    @GetMapping("/addresses/{token}")
    String openAddress(@PathVariable String token, Model model) {
        model.addAttribute("link", links.known(ADDRESS, token).orElseThrow(NotFound::new));
        model.addAttribute("action", "/addresses/" + token);
        model.addAttribute("renewal", "/me/sign-in");
        model.addAttribute("deed", ADDRESS);
        return "people/link";
    }

    @PostMapping("/addresses/{token}")
    String confirmAddress(@PathVariable String token) {
        Links.Link link = links.use(ADDRESS, token).orElse(null);
        if (link == null) return "redirect:/addresses/" + token;
        if (link.member() != null && link.email() != null)
            members.address(link.member(), link.email(), false);
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @PostMapping("/me/addresses/primary")
    String makePrimary(@RequestParam String email, Viewer viewer) {
        if (members.addresses(viewer.member()).stream()
                .anyMatch(address -> address.email().equals(email)))
            members.makePrimary(viewer.member(), email);
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    /** Its owner says that mail to the address arrives again. */
    @PostMapping("/me/addresses/working")
    String works(@RequestParam String email, Viewer viewer) {
        if (members.addresses(viewer.member()).stream()
                .anyMatch(address -> address.email().equals(email))) bounces.works(email);
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @DeleteMapping("/me/addresses")
    String dropAddress(@RequestParam String email, Viewer viewer) {
        members.dropAddress(viewer.member(), email);
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @PostMapping("/me/password")
    String setPassword(Form form, Viewer viewer, Model model) {
        String email = members.addresses(viewer.member()).getFirst().email();
        String password = form.given("password");
        form.refuse(passwords.refusals(password, email));
        if (form.refused()) return signIn(viewer, form.refusals(), model);
        passwords.set(viewer.member(), password);
        sessions.endAll(viewer.member(), viewer.session());
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @DeleteMapping("/me/password")
    String dropPassword(Viewer viewer) {
        passwords.drop(viewer.member());
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @DeleteMapping("/me/sessions/{id}")
    String endSession(@PathVariable String id, Viewer viewer) {
        sessions.end(viewer.member(), PublicId.parse(id));
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @DeleteMapping("/me/sessions")
    String endOthers(Viewer viewer) {
        sessions.endAll(viewer.member(), viewer.session());
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @GetMapping("/me/export")
    void export(Viewer viewer, HttpServletResponse response) throws IOException {
        limits.take("export", viewer.member().toString(), 10, Duration.ofHours(1));
        response.setContentType("application/zip");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"commonplace-" + viewer.member() + ".zip\"");
        departures.export(viewer.member(), response.getOutputStream());
    }

    /** How often people can choose to be invited, the usual among them. */
    private static final List<Members.MayAsk> CHOICES =
            List.of(
                    new Members.MayAsk(true, 3, 7),
                    Members.MayAsk.USUAL,
                    new Members.MayAsk(true, 7),
                    new Members.MayAsk(true, 14),
                    new Members.MayAsk(true, 30),
                    new Members.MayAsk(true, 90));

    /** When the house may ask the member to answer. */
    @GetMapping("/me/invitations/asked")
    String asked(Viewer viewer, Model model) {
        model.addAttribute("may", members.mayAsk(viewer.member()).orElse(null));
        model.addAttribute("choices", CHOICES);
        return "people/asked";
    }

    @PostMapping("/me/invitations/asked")
    Object mayAsk(Form form, Viewer viewer) {
        Map<String, Members.MayAsk> choices = new LinkedHashMap<>();
        CHOICES.forEach(one -> choices.put(one.times() + "-" + one.days(), one));
        String often = form.choice("often", choices.keySet(), "2-7");
        if (form.refused()) return form.again();
        Members.MayAsk chosen = choices.getOrDefault(often, Members.MayAsk.USUAL);
        members.mayAsk(
                viewer.member(),
                new Members.MayAsk(form.yes("yes"), chosen.times(), chosen.days()));
        return "redirect:" + Paths.done("/me/invitations/asked", "saved");
    }

    @GetMapping("/me/leave")
    String leavePage(Model model) {
        model.addAttribute("refusals", new Refusals());
        return "people/leave";
    }

    @PostMapping("/me/leave")
    String leave(
            Form form,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!form.yes("sure")) form.refuse("sure", "leave.sure-first");
        if (form.refused()) {
            model.addAttribute("refusals", form.refusals());
            return "people/leave";
        }
        departures.leave(viewer.member(), form.given("texts").equals("remove"));
        context.close(request, response);
        return "redirect:" + Paths.done("/", "left");
    }
}
