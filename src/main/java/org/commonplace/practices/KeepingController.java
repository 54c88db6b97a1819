package org.commonplace.practices;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.communities.Voices;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Organisations;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Profile;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What keeps a practice true: renewing, trying, handing over, and a library's shelf. */
@Controller
class KeepingController {
    private final PracticeDeeds deeds;
    private final Practices practices;
    private final PracticePages pages;
    private final Renewals renewals;
    private final Adoptions adoptions;
    private final Drafts drafts;
    private final Keepers keepers;
    private final Shelves shelves;
    private final Voices voices;
    private final Members members;
    private final Organisations organisations;

    KeepingController(
            PracticeDeeds deeds,
            Practices practices,
            PracticePages pages,
            Renewals renewals,
            Adoptions adoptions,
            Keepers keepers,
            Shelves shelves,
            Voices voices,
            Members members,
            Organisations organisations,
            Drafts drafts) {
        this.deeds = deeds;
        this.drafts = drafts;
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

    private String library(PracticeId id, Viewer viewer) {
        return voices.self(id.value(), viewer).map(Profile::organisation).orElse("");
    }

    @GetMapping("/practices/{id}/renewals/new")
    String renewal(
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

    private static String renewal(
            Practice practice,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        model.addAttribute("practice", practice);
        model.addAttribute("keeper", practice.keeps(viewer) || practice.coSteward());
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "practices/renewal";
    }

    @PostMapping("/practices/{id}/renewals")
    @Sent(signedIn = true)
    @Prose("line")
    String renew(@PathVariable PracticeId id, Form form, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer.required());
        boolean keeper = practice.keeps(viewer) || practice.coSteward();
        String said = form.choice("said", List.of(Renewals.STILL_TRUE, Renewals.CHANGED));
        if (keeper && said.equals(Renewals.CHANGED)) return "redirect:/practices/" + id + "/edit";
        return deeds.renew(said)
                .by(id, form, viewer)
                .map(done -> PracticeController.back(id, keeper ? "renewed" : "stamped"))
                .orElseGet(() -> renewal(practice, form.typed(), form.refusals(), viewer, model));
    }

    @DeleteMapping("/practices/{id}/renewals")
    String withdrawRenewal(@PathVariable PracticeId id, Viewer viewer) {
        renewals.withdraw(id, viewer.required());
        return PracticeController.back(id, "saved");
    }

    @GetMapping("/practices/{id}/adoptions/new")
    String adoption(
            @PathVariable PracticeId id,
            @RequestParam(defaultValue = "worked") String verdict,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Practice practice = practices.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/practices/" + id + "/adoptions/new");
        Optional<Profile> profile = voices.self(id.value(), viewer);
        Map<String, String> fields =
                new HashMap<>(
                        Map.of(
                                "library", profile.map(Profile::organisation).orElse(""),
                                "sector", profile.map(Profile::sector).orElse(""),
                                "country", profile.map(Profile::country).orElse(""),
                                "on", adoptions.today().toString()));
        fields.putAll(drafts.find(request, "adoption " + id));
        fields.put("verdict", verdict);
        return adoption(practice, fields, new Refusals(), model);
    }

    private static String adoption(
            Practice practice, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("practice", practice);
        model.addAttribute("fields", fields);
        model.addAttribute("sectors", Organisations.SECTORS);
        model.addAttribute("sizes", Organisations.SIZES);
        model.addAttribute("refusals", refusals);
        return "practices/adoption";
    }

    @PostMapping("/practices/{id}/adoptions")
    @Sent(draft = "adoption {id}", signedIn = true)
    @Prose({"done", "adapted"})
    String adopt(@PathVariable PracticeId id, Form form, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer.required());
        Adoptions.Tried tried = AdoptionForm.tried(form, adoptions.today());
        if (form.refused()) return adoption(practice, form.typed(), form.refusals(), model);
        adoptions.report(id, tried, viewer);
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
    @Sent(signedIn = true)
    Object offer(@PathVariable PracticeId id, Form form, Viewer viewer) {
        Optional<MemberId> member = meant(id, "to", form, viewer);
        String line = form.words("line", 500);
        if (form.refused() || member.isEmpty()) return form.again();
        keepers.offer(id, member.get(), line, viewer.required());
        return PracticeController.back(id, "offered");
    }

    @DeleteMapping("/practices/{id}/handovers")
    String takeBack(@PathVariable PracticeId id, Viewer viewer) {
        keepers.takeBack(id, viewer.required());
        return "redirect:" + Paths.done("/practices/" + id + "/keeping", "saved");
    }

    /**
     * Whom a field names; somebody who may read the practice. Where everybody has an alias nothing
     * is told of whoever is behind one, not even that they have left.
     */
    private Optional<MemberId> meant(PracticeId id, String field, Form form, Viewer viewer) {
        keepers.mayName(id, viewer);
        Optional<MemberId> member = voices.meant(id.value(), form.line(field, 200));
        if (form.refusals().any()) return Optional.empty();
        boolean masks = voices.masks(id.value(), viewer);
        if (member.isEmpty()) form.refuse(field, masks ? "form.nobody-here" : "form.nobody");
        else if (!masks && !reaches(id, member.get())) form.refuse(field, "form.cannot-see-it");
        return member;
    }

    private boolean reaches(PracticeId id, MemberId member) {
        try {
            return practices.get(id, members.viewer(member)).id().equals(id);
        } catch (org.commonplace.chrome.NotFound e) {
            return false;
        }
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
    String answer(@PathVariable PracticeId id, Form form, Viewer viewer) {
        Receipt done = deeds.keep(form.yes("yes")).by(id, viewer);
        return "redirect:" + Paths.done(done.path(), done.key());
    }

    @PostMapping("/practices/{id}/hands")
    @Sent(signedIn = true)
    Object join(@PathVariable PracticeId id, Form form, Viewer viewer) {
        Optional<MemberId> member = meant(id, "member", form, viewer);
        if (form.refused() || member.isEmpty()) return form.again();
        keepers.join(id, member.get(), viewer.required());
        return "redirect:" + Paths.done("/practices/" + id + "/keeping", "saved");
    }

    @DeleteMapping("/practices/{id}/hands/{persona}")
    String part(@PathVariable PracticeId id, @PathVariable String persona, Viewer viewer) {
        keepers.part(id, new PersonaId(PublicId.parse(persona)), viewer.required());
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
