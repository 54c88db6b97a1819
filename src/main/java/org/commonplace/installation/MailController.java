package org.commonplace.installation;

import org.commonplace.chrome.Paths;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Bounces;
import org.commonplace.mail.IncomingMails;
import org.commonplace.mail.Letters;
import org.commonplace.mail.MailServer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The administrator's post room: what waits, what failed, and what came in; no word of any mail.
 */
@Controller
class MailController {
    private static final int MOST = 50;
    private final Letters letters;
    private final IncomingMails mails;
    private final Bounces bounces;
    private final MailServer server;
    private final Addresses addresses;

    MailController(
            Letters letters,
            IncomingMails mails,
            Bounces bounces,
            MailServer server,
            Addresses addresses) {
        this.letters = letters;
        this.mails = mails;
        this.bounces = bounces;
        this.server = server;
        this.addresses = addresses;
    }

    @GetMapping("/house/mail")
    String page(Model model) {
        model.addAttribute("counts", letters.counts());
        model.addAttribute("letters", letters.waiting(MOST));
        model.addAttribute("suspended", bounces.all(MOST));
        model.addAttribute("incoming", mails.latest(MOST));
        model.addAttribute("known", server.known());
        model.addAttribute("open", addresses.open());
        model.addAttribute("commons", addresses.of("commons"));
        return "installation/mail";
    }

    @PostMapping("/house/mail/letters/{id}")
    String again(@PathVariable long id) {
        letters.again(id);
        return back();
    }

    @DeleteMapping("/house/mail/letters/{id}")
    String drop(@PathVariable long id) {
        letters.drop(id);
        return back();
    }

    @PostMapping("/house/mail/incoming/{id}")
    String takeAgain(@PathVariable long id) {
        mails.again(id);
        return back();
    }

    @DeleteMapping("/house/mail/suspended")
    String works(@RequestParam String email) {
        bounces.works(email);
        return back();
    }

    private static String back() {
        return "redirect:" + Paths.done("/house/mail", "saved");
    }
}
