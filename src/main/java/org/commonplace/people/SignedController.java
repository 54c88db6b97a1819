package org.commonplace.people;

import java.util.Objects;
import java.util.Optional;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Unsaid;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Links in letters that do something: opening one shows a button, only the button does it. */
@Controller
class SignedController {
    private final Signing signing;
    private final Links links;
    private final Doors doors;

    SignedController(Signing signing, Links links, Doors doors) {
        this.signing = signing;
        this.links = links;
        this.doors = doors;
    }

    @GetMapping("/signed/{token}")
    String open(@PathVariable String token, Model model) {
        Links.Link link = links.known(Correspondence.DEED, token).orElseThrow(NotFound::new);
        String name = Correspondence.named(link);
        model.addAttribute("token", token);
        model.addAttribute("used", link.used());
        model.addAttribute("late", link.late());
        model.addAttribute("deed", name);
        model.addAttribute("line", !link.over() && doors.link(name).takesWords());
        model.addAttribute("title", link.payload().getOrDefault("title", ""));
        return "people/signed";
    }

    @PostMapping("/signed/{token}")
    Object use(@PathVariable String token, Form form, Model model) {
        try {
            Optional<Signing.Done> done =
                    signing.sign(token, form.words("line", Integer.MAX_VALUE));
            if (done.isEmpty()) return "redirect:/signed/" + token;
            model.addAttribute("deed", done.get().deed().name());
            model.addAttribute("path", done.get().path());
            return "people/signed-done";
        } catch (Unsaid unsaid) {
            return form.refuse(unsaid.form().refusals()).again();
        }
    }

    /** Uses a link and does its deed, both or neither. */
    @Component
    static class Signing {
        private final Links links;
        private final Members members;
        private final Doors doors;

        Signing(Links links, Members members, Doors doors) {
            this.links = links;
            this.members = members;
            this.doors = doors;
        }

        record Done(Deed<?> deed, String path) {}

        /** Whether a line may be added to the deed of a link. */
        boolean takesWords(String token) {
            return links.find(Correspondence.DEED, token)
                    .filter(link -> !link.used())
                    .map(link -> doors.link(Correspondence.named(link)).takesWords())
                    .orElse(false);
        }

        /** Nothing where the link is over. Throws {@link Unsaid}, and leaves it as it is. */
        @Transactional
        public Optional<Done> sign(String token, String line) {
            return links.use(Correspondence.DEED, token)
                    .map(
                            link -> {
                                Deed<?> deed = doors.link(Correspondence.named(link));
                                Viewer doer = members.viewer(Objects.requireNonNull(link.member()));
                                return new Done(deed, deed.by(link.payload(), line, doer).path());
                            });
        }
    }
}
