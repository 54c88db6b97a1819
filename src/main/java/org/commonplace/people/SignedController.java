package org.commonplace.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
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
    private static final int LINE = 500;
    private final Signing signing;
    private final Links links;

    SignedController(Signing signing, Links links) {
        this.signing = signing;
        this.links = links;
    }

    @GetMapping("/signed/{token}")
    String open(@PathVariable String token, Model model) {
        Links.Link link = links.known(Correspondence.DEED, token).orElseThrow(NotFound::new);
        String name = link.payload().getOrDefault(Correspondence.NAME, "");
        model.addAttribute("token", token);
        model.addAttribute("used", link.used());
        model.addAttribute("late", link.late());
        model.addAttribute("deed", name);
        model.addAttribute("line", !link.over() && signing.deed(name).line());
        model.addAttribute("title", link.payload().getOrDefault("title", ""));
        return "people/signed";
    }

    @PostMapping("/signed/{token}")
    Object use(@PathVariable String token, Form form, Model model) {
        String line = form.words("line", LINE);
        if (form.refused()) return form.again();
        return signing.sign(token, line)
                .map(
                        done -> {
                            model.addAttribute("deed", done.deed());
                            model.addAttribute("path", done.path());
                            return "people/signed-done";
                        })
                .orElse("redirect:/signed/" + token);
    }

    /** Uses a link and does its deed, both or neither. */
    @Component
    static class Signing {
        private final Links links;
        private final Members members;
        private final Map<String, SignedDeed> deeds = new HashMap<>();

        Signing(Links links, Members members, List<SignedDeed> deeds) {
            this.links = links;
            this.members = members;
            deeds.forEach(deed -> this.deeds.put(deed.name(), deed));
        }

        SignedDeed deed(String name) {
            SignedDeed deed = deeds.get(name);
            if (deed == null) throw new NotFound();
            return deed;
        }

        record Done(String deed, String path) {}

        /** Whether a line may be added to the deed of a link. */
        boolean takesLine(String token) {
            return links.find(Correspondence.DEED, token)
                    .map(link -> deed(link.payload().getOrDefault(Correspondence.NAME, "")).line())
                    .orElse(false);
        }

        @Transactional
        public java.util.Optional<Done> sign(String token, String line) {
            return links.use(Correspondence.DEED, token)
                    .map(
                            link -> {
                                Map<String, String> facts = new HashMap<>(link.payload());
                                facts.put("line", line);
                                SignedDeed deed = deed(facts.getOrDefault(Correspondence.NAME, ""));
                                MemberId member = Objects.requireNonNull(link.member());
                                return new Done(
                                        deed.name(), deed.perform(members.viewer(member), facts));
                            });
        }
    }
}
