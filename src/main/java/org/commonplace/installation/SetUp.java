package org.commonplace.installation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Slug;
import org.commonplace.chrome.Texts;
import org.commonplace.communities.Charters;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.people.Email;
import org.commonplace.people.Links;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Role;
import org.commonplace.people.SessionContext;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * First run: one link, printed once in the terminal; who opens it becomes the administrator. No
 * default password ever.
 */
@Controller
class SetUp {
    private static final String PURPOSE = "set-up";
    private final Founding founding;
    private final SessionContext sessions;

    SetUp(Founding founding, SessionContext sessions) {
        this.founding = founding;
        this.sessions = sessions;
    }

    @GetMapping("/set-up/{token}")
    String form(@PathVariable String token, Model model) {
        if (!founding.open(token)) throw new NotFound();
        return form(
                token,
                Map.of(
                        "name",
                        "Commonplace",
                        "language",
                        "en",
                        "joining",
                        "open",
                        "community",
                        "The Commons"),
                new Refusals(),
                model);
    }

    private static String form(
            String token, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "installation/set-up";
    }

    @PostMapping("/set-up/{token}")
    String found(
            @PathVariable String token,
            Form form,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!founding.open(token)) throw new NotFound();
        First first = first(form);
        if (form.refused()) return form(token, form.typed(), form.refusals(), model);
        MemberId host = founding.found(token, first).orElseThrow(NotFound::new);
        sessions.open(host, request, response);
        return "redirect:/house?done=set-up";
    }

    /** What the first run decides: the settings, who is the administrator, a first group. */
    record First(
            Map<String, String> settings,
            String email,
            String name,
            Locale language,
            String community,
            String purpose) {}

    private static First first(Form form) {
        form.line("name", 80);
        Optional<String> email = Email.of(form.given("email"));
        if (email.isEmpty()) form.refuse("email", "form.email");
        form.refuse(MailSettings.refusals(form.typed(), new Refusals()));
        Map<String, String> chosen = new HashMap<>(MailSettings.of(form.typed()));
        chosen.putAll(Settings.chosen(form.typed()));
        return new First(
                chosen,
                email.orElse(""),
                form.line("you", 120),
                Texts.supported(Locale.of(form.given("language"))),
                form.line("community", 80),
                form.words("purpose", 2_000));
    }

    /** Everything that the first run decides, in one transaction. */
    @Component
    static class Founding {
        private final Links links;
        private final Members members;
        private final Communities communities;
        private final Memberships memberships;
        private final Charters charters;
        private final Settings settings;

        Founding(
                Links links,
                Members members,
                Communities communities,
                Memberships memberships,
                Charters charters,
                Settings settings) {
            this.links = links;
            this.members = members;
            this.communities = communities;
            this.memberships = memberships;
            this.charters = charters;
            this.settings = settings;
        }

        boolean needed() {
            return members.inRole(Role.HOST).isEmpty();
        }

        /** A fresh set-up link's token. */
        String link() {
            return links.make(PURPOSE, null, null, Map.of(), Duration.ofDays(30));
        }

        boolean open(String token) {
            return needed() && links.find(PURPOSE, token).filter(link -> !link.used()).isPresent();
        }

        @Transactional
        Optional<MemberId> found(String token, First first) {
            return links.use(PURPOSE, token)
                    .map(
                            link -> {
                                Locale language = first.language();
                                MemberId host =
                                        members.arrive(first.email(), first.name(), language);
                                members.appoint(host, Role.HOST);
                                settings.set(first.settings());
                                CommunityId commons =
                                        communities.commons(
                                                commons(language), language.getLanguage());
                                charters.rename(commons, commons(language));
                                memberships.join(commons, host);
                                communities.steward(commons, host);
                                String name = first.community();
                                String slug = Slug.of(name);
                                if (!name.equalsIgnoreCase(commons(language))
                                        && !name.equalsIgnoreCase(commons(Locale.ENGLISH))
                                        && communities.free(slug)
                                        && slug.matches("[a-z0-9][a-z0-9-]{1,60}"))
                                    communities.found(
                                            new Communities.Draft(
                                                    slug,
                                                    name,
                                                    first.purpose(),
                                                    "",
                                                    "everyone",
                                                    language.getLanguage()),
                                            host);
                                return host;
                            });
        }

        private static String commons(Locale language) {
            return language.getLanguage().equals("it") ? "Sala comune" : "The Commons";
        }
    }
}
