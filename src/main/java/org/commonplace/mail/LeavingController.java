package org.commonplace.mail;

import java.util.List;
import org.commonplace.chrome.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Unsubscribing with one click (RFC 8058): whoever has the letter's token needs no sign-in. Opening
 * the link shows a button; only the POST ends anything, because mail scanners open every link.
 */
@Controller
class LeavingController {
    private final Letters letters;
    private final List<Leaving> leavings;

    LeavingController(Letters letters, List<Leaving> leavings) {
        this.letters = letters;
        this.leavings = leavings;
    }

    private Letters.Sent letter(String token) {
        return letters.sent(token)
                .filter(
                        letter ->
                                letter.leaving() != null
                                        && (letter.reader() != null || letter.stranger()))
                .orElseThrow(NotFound::new);
    }

    @GetMapping("/letters/{token}")
    String ask(@PathVariable String token, Model model) {
        letter(token);
        model.addAttribute("token", token);
        model.addAttribute("left", false);
        model.addAttribute("back", false);
        return "mail/leaving";
    }

    @PostMapping("/letters/{token}")
    String leave(@PathVariable String token, Model model) {
        Letters.Sent letter = letter(token);
        Long reader = letter.reader();
        String what = letter.leaving();
        if (letter.stranger()) letters.strangers(letter.to(), false);
        else if (reader != null && what != null) leavings.forEach(one -> one.leave(reader, what));
        model.addAttribute("token", token);
        model.addAttribute("left", true);
        model.addAttribute("back", letter.stranger() || (what != null && what.startsWith("kind ")));
        return "mail/leaving";
    }

    /** Takes it back: letters of this kind come again. */
    @DeleteMapping("/letters/{token}")
    String comeBack(@PathVariable String token) {
        Letters.Sent letter = letter(token);
        Long reader = letter.reader();
        String what = letter.leaving();
        if (letter.stranger()) letters.strangers(letter.to(), true);
        else if (reader != null && what != null)
            leavings.forEach(one -> one.comeBack(reader, what));
        return "redirect:/letters/" + token;
    }
}
