package org.commonplace.installation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.springframework.web.bind.annotation.RequestParam;

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
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!founding.open(token)) throw new NotFound();
        Refusals refusals = refusals(fields);
        if (refusals.any()) return form(token, fields, refusals, model);
        MemberId host = founding.found(token, fields).orElseThrow(NotFound::new);
        sessions.open(host, request, response);
        return "redirect:/house?done=set-up";
    }

    private static Refusals refusals(Map<String, String> fields) {
        Refusals refusals =
                new Refusals()
                        .text("name", fields.get("name"), 80)
                        .text("you", fields.get("you"), 120)
                        .text("community", fields.get("community"), 80);
        if (Email.of(fields.get("email")).isEmpty()) refusals.add("email", "form.email");
        return MailSettings.refusals(fields, refusals);
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
        Optional<MemberId> found(String token, Map<String, String> fields) {
            return links.use(PURPOSE, token)
                    .map(
                            link -> {
                                String email = Email.of(fields.get("email")).orElseThrow();
                                Locale language =
                                        Texts.supported(
                                                Locale.of(fields.getOrDefault("language", "en")));
                                MemberId host = members.arrive(email, fields.get("you"), language);
                                members.appoint(host, Role.HOST);
                                Map<String, String> chosen = new HashMap<>(MailSettings.of(fields));
                                chosen.putAll(Settings.chosen(fields));
                                settings.set(chosen);
                                CommunityId commons =
                                        communities.commons(
                                                commons(language), language.getLanguage());
                                charters.rename(commons, commons(language));
                                memberships.join(commons, host);
                                communities.steward(commons, host);
                                String name = fields.getOrDefault("community", "").strip();
                                String slug = Slug.of(name);
                                if (!name.equalsIgnoreCase(commons(language))
                                        && !name.equalsIgnoreCase(commons(Locale.ENGLISH))
                                        && communities.free(slug)
                                        && slug.matches("[a-z0-9][a-z0-9-]{1,60}"))
                                    communities.found(
                                            new Communities.Draft(
                                                    slug,
                                                    name,
                                                    fields.getOrDefault("purpose", "").strip(),
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
