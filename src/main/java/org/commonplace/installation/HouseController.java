package org.commonplace.installation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Disk;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Hands;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.commonplace.mail.MailServer;
import org.commonplace.mail.Seal;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The administrator's desk: health, sizes, jobs, settings. */
@Controller
class HouseController {
    private final Health health;
    private final Settings settings;
    private final MailServer server;
    private final Letters letters;
    private final Members members;
    private final Texts texts;
    private final Site site;
    private final Disk disk;
    private final Seal seal;

    HouseController(
            Health health,
            Settings settings,
            MailServer server,
            Letters letters,
            Members members,
            Texts texts,
            Site site,
            Disk disk,
            Seal seal) {
        this.disk = disk;
        this.seal = seal;
        this.health = health;
        this.settings = settings;
        this.server = server;
        this.letters = letters;
        this.members = members;
        this.texts = texts;
        this.site = site;
    }

    @GetMapping("/house")
    String house(Model model) {
        model.addAttribute("figures", health.figures());
        model.addAttribute("jobs", health.jobs());
        model.addAttribute("disk", disk);
        model.addAttribute("falls", Hands.falls());
        model.addAttribute("mailKnown", server.known());
        model.addAttribute("sealBroken", seal.broken().orElse(""));
        return "installation/house";
    }

    @GetMapping("/house/settings")
    String form(Model model) {
        Map<String, String> fields = new HashMap<>(settings.all());
        fields.putIfAbsent("name", site.name());
        return form(fields, new Refusals(), model);
    }

    private String form(Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        model.addAttribute("mailFixed", server.fixed());
        return "installation/settings";
    }

    @PostMapping("/house/settings")
    String save(Form form, Model model) {
        form.line("name", 80);
        form.refuse(MailSettings.refusals(form.typed(), new Refusals()));
        if (form.refused()) return form(form.typed(), form.refusals(), model);
        Map<String, String> chosen = new HashMap<>(MailSettings.of(form.typed()));
        chosen.putAll(Settings.chosen(form.typed()));
        settings.set(chosen);
        return "redirect:" + Paths.done("/house/settings", "saved");
    }

    /** A letter to oneself, to see whether mail leaves. */
    @PostMapping("/house/test-mail")
    String testMail(Viewer viewer) {
        members.recipient(viewer.member())
                .ifPresent(
                        to -> {
                            Locale language = Texts.supported(to.language());
                            letters.queue(
                                    Letter.about(
                                                    "test " + PublicId.text(PublicId.next()),
                                                    to.email(),
                                                    language.getLanguage(),
                                                    texts.text(
                                                            language,
                                                            "mail.test.subject",
                                                            site.name()))
                                            .say(texts.text(language, "mail.test.say", site.name()))
                                            .button(
                                                    texts.text(language, "mail.test.button"),
                                                    site.url() + "/house")
                                            .done());
                        });
        return "redirect:" + Paths.done("/house/settings", "test-mail");
    }
}
