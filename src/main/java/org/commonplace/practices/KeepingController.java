package org.commonplace.practices;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.communities.Voices;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Organisations;
import org.commonplace.people.Profile;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What keeps a practice true: renewing, trying, handing over, and a library's shelf. */
@Controller
class KeepingController {
    private final Practices practices;
    private final PracticePages pages;
    private final Renewals renewals;
    private final Adoptions adoptions;
    private final Keepers keepers;
    private final Shelves shelves;
    private final Voices voices;
    private final Members members;
    private final Organisations organisations;

    KeepingController(
            Practices practices,
            PracticePages pages,
            Renewals renewals,
            Adoptions adoptions,
            Keepers keepers,
            Shelves shelves,
            Voices voices,
            Members members,
            Organisations organisations) {
        this.practices = practices;
        this.pages = pages;
        this.renewals = renewals;
        this.adoptions = adoptions;
        this.keepers = keepers;
        this.shelves = shelves;
        this.voices = voices;
        this.members = members;
        this.organisations = organisations;
    }

    private static Object shown(String view, Refusals refusals, Model model) {
        ModelAndView page = new ModelAndView(view, model.asMap());
        if (refusals.any()) page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private String library(PracticeId id, Viewer viewer) {
        return voices.self(id.value(), viewer).map(Profile::organisation).orElse("");
    }

    @GetMapping("/practices/{id}/renewals/new")
    Object renewal(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "still-true") String said,
            Viewer viewer,
            Model model) {
        Practice practice = practices.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/practices/" + id + "/renewals/new");
        return renewal(
                practice,
                Map.of("said", said, "library", library(id, viewer)),
                new Refusals(),
                viewer,
                model);
    }

    private static Object renewal(
            Practice practice,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        model.addAttribute("practice", practice);
        model.addAttribute("keeper", practice.keeps(viewer) || practice.coSteward());
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return shown("practices/renewal", refusals, model);
    }

    @PostMapping("/practices/{id}/renewals")
    @Prose("line")
    Object renew(
            @PathVariable PracticeId id,
            @RequestParam Map<String, String> fields,
            Viewer viewer,
            Model model) {
        Practice practice = practices.get(id, viewer.required());
        boolean keeper = practice.keeps(viewer) || practice.coSteward();
        Refusals refusals = new Refusals().limit("line", fields.get("line"), 500);
        if (keeper) refusals.limit("library", fields.get("library"), 200);
        else refusals.text("library", fields.get("library"), 200);
        String said = fields.getOrDefault("said", "");
        if (!said.matches("still-true|changed")) refusals.add("said", "form.required");
        if (refusals.any()) return renewal(practice, fields, refusals, viewer, model);
        if (keeper && said.equals("changed")) return "redirect:/practices/" + id + "/edit";
        renewals.say(
                id,
                said,
                fields.getOrDefault("library", "").strip(),
                fields.getOrDefault("line", "").strip(),
                viewer);
        return PracticeController.back(id, keeper ? "renewed" : "stamped");
    }

    @DeleteMapping("/practices/{id}/renewals")
    String withdrawRenewal(@PathVariable PracticeId id, Viewer viewer) {
        renewals.withdraw(id, viewer.required());
        return PracticeController.back(id, "saved");
    }

    @GetMapping("/practices/{id}/adoptions/new")
    Object adoption(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "worked") String verdict,
            Viewer viewer,
            Model model) {
        Practice practice = practices.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/practices/" + id + "/adoptions/new");
        Optional<Profile> profile = voices.self(id.value(), viewer);
        Map<String, String> fields =
                Map.of(
                        "verdict", verdict,
                        "library", profile.map(Profile::organisation).orElse(""),
                        "sector", profile.map(Profile::sector).orElse(""),
                        "country", profile.map(Profile::country).orElse(""),
                        "on", adoptions.today().toString());
        return adoption(practice, fields, new Refusals(), model);
    }

    private static Object adoption(
            Practice practice, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("practice", practice);
        model.addAttribute("fields", fields);
        model.addAttribute("sectors", Organisations.SECTORS);
        model.addAttribute("sizes", Organisations.SIZES);
        model.addAttribute("refusals", refusals);
        return shown("practices/adoption", refusals, model);
    }

    @PostMapping("/practices/{id}/adoptions")
    @Prose({"done", "adapted"})
    Object adopt(
            @PathVariable PracticeId id,
            @RequestParam Map<String, String> fields,
            Viewer viewer,
            Model model) {
        Practice practice = practices.get(id, viewer.required());
        AdoptionForm form = new AdoptionForm(fields, adoptions.today());
        if (form.refusals().any()) return adoption(practice, fields, form.refusals(), model);
        adoptions.report(id, form.tried(), viewer);
        return PracticeController.back(id, "stamped");
    }

    @DeleteMapping("/practices/{id}/adoptions")
    String withdrawAdoption(
            @PathVariable PracticeId id, @RequestParam String library, Viewer viewer) {
        adoptions.withdraw(id, library, viewer.required());
        return PracticeController.back(id, "saved");
    }

    /** Who keeps it, and what they can do about that. */
    @GetMapping("/practices/{id}/keeping")
    String keeping(@PathVariable PracticeId id, Locale locale, Viewer viewer, Model model) {
        PracticePage practice = pages.page(id, locale, viewer.required());
        if (!practice.mine().edits() && !practice.mine().hosts())
            throw new Forbidden("error.keeper-only");
        model.addAttribute("practice", practice);
        model.addAttribute("hands", keepers.hands(id));
        model.addAttribute("handovers", keepers.handovers(id));
        return "practices/keeping";
    }

    @PostMapping("/practices/{id}/steward")
    String takeOn(@PathVariable PracticeId id, Viewer viewer) {
        keepers.takeOn(id, viewer.required());
        return PracticeController.back(id, "yours-to-keep");
    }

    @DeleteMapping("/practices/{id}/steward")
    String layDown(@PathVariable PracticeId id, Viewer viewer) {
        keepers.layDown(id, viewer.required());
        return PracticeController.back(id, "saved");
    }

    @PostMapping("/practices/{id}/handovers")
    String offer(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String line,
            Viewer viewer) {
        Optional<MemberId> member = members.meant(to);
        String keeping = "/practices/" + id + "/keeping";
        if (member.isEmpty()) return "redirect:" + Paths.done(keeping, "no-such-person");
        if (!reaches(id, member.get())) return "redirect:" + Paths.done(keeping, "cannot-see-it");
        keepers.offer(id, member.get(), clipped(line), viewer.required());
        return PracticeController.back(id, "offered");
    }

    @DeleteMapping("/practices/{id}/handovers")
    String takeBack(@PathVariable PracticeId id, Viewer viewer) {
        keepers.takeBack(id, viewer.required());
        return "redirect:" + Paths.done("/practices/" + id + "/keeping", "saved");
    }

    private boolean reaches(PracticeId id, MemberId member) {
        try {
            return practices.get(id, members.viewer(member)).id().equals(id);
        } catch (org.commonplace.chrome.NotFound e) {
            return false;
        }
    }

    private static String clipped(String line) {
        String words = line.strip();
        return words.substring(0, Math.min(500, words.length()));
    }

    @GetMapping("/practices/{id}/handover")
    String offered(@PathVariable PracticeId id, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer.required());
        Optional<Keepers.Offer> offer = keepers.offered(id, viewer);
        if (offer.isEmpty()) return "redirect:" + practice.path();
        model.addAttribute("practice", practice);
        model.addAttribute("offer", offer.get());
        return "practices/handover";
    }

    @PostMapping("/practices/{id}/handover")
    String answer(@PathVariable PracticeId id, @RequestParam boolean yes, Viewer viewer) {
        keepers.answer(id, yes, viewer.required());
        return PracticeController.back(id, yes ? "yours-to-keep" : "saved");
    }

    @PostMapping("/practices/{id}/hands")
    String join(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "") String member,
            Viewer viewer) {
        Optional<MemberId> meant = members.meant(member);
        String keeping = "/practices/" + id + "/keeping";
        if (meant.isEmpty()) return "redirect:" + Paths.done(keeping, "no-such-person");
        if (!reaches(id, meant.get())) return "redirect:" + Paths.done(keeping, "cannot-see-it");
        keepers.join(id, meant.get(), viewer.required());
        return "redirect:" + Paths.done(keeping, "saved");
    }

    @DeleteMapping("/practices/{id}/hands/{member}")
    String part(@PathVariable PracticeId id, @PathVariable MemberId member, Viewer viewer) {
        keepers.part(id, member, viewer.required());
        return PracticeController.back(id, "saved");
    }

    @PostMapping("/practices/{id}/looking")
    String look(@PathVariable PracticeId id, Viewer viewer) {
        keepers.look(id, viewer.required());
        return PracticeController.back(id, "saved");
    }

    @PostMapping("/practices/{id}/shelf")
    String shelve(@PathVariable PracticeId id, Viewer viewer) {
        shelves.put(id, viewer.required());
        return PracticeController.back(id, "shelved");
    }

    @DeleteMapping("/practices/{id}/shelf")
    String unshelve(@PathVariable PracticeId id, Viewer viewer) {
        shelves.take(id, viewer.required());
        return PracticeController.back(id, "saved");
    }

    /** A library's shelf. */
    @GetMapping("/libraries/{library}/shelf")
    String shelf(@PathVariable String library, Viewer viewer, Model model) {
        Organisations.Named named =
                organisations
                        .get(PublicId.parse(library))
                        .orElseThrow(org.commonplace.chrome.NotFound::new);
        model.addAttribute("library", named);
        model.addAttribute("shelf", shelves.of(named.id(), viewer));
        return "practices/shelf";
    }

    /** The viewer's own library's shelf. */
    @GetMapping("/me/shelf")
    String ownShelf(Viewer viewer) {
        @Nullable Long library = organisations.of(viewer.required().member()).orElse(null);
        return library == null
                ? "redirect:" + Paths.done("/me", "library-first")
                : "redirect:/libraries/" + PublicId.text(library) + "/shelf";
    }
}
