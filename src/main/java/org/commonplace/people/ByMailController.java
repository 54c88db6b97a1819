package org.commonplace.people;

import java.util.Locale;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Addresses;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How to live here by mail alone: the addresses, and every word that an answer can have. */
@Controller
class ByMailController {
    private final Addresses addresses;
    private final Doors doors;
    private final Texts texts;

    ByMailController(Addresses addresses, Doors doors, Texts texts) {
        this.addresses = addresses;
        this.doors = doors;
        this.texts = texts;
    }

    /** A command's words in the reader's language, and what it does. */
    public record Word(String words, String does) {}

    @GetMapping("/manual/mail")
    String page(Locale locale, Model model) {
        model.addAttribute("open", addresses.open());
        model.addAttribute("commons", addresses.of("commons"));
        model.addAttribute("join", addresses.of(Addresses.JOIN));
        model.addAttribute("help", addresses.of(Addresses.HELP));
        model.addAttribute(
                "words",
                doors.words().stream()
                        .map(
                                one ->
                                        new Word(
                                                texts.text(locale, "command." + one.name())
                                                        .split("\\|")[0],
                                                texts.text(
                                                        locale, "command." + one.name() + ".does")))
                        .sorted(java.util.Comparator.comparing(Word::words))
                        .toList());
        return "people/by-mail";
    }
}
