package org.commonplace.topics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Topic pages for people and machines, label lookup, and the queue of proposed concepts. */
@Controller
class TopicController {
    private static final String TURTLE = "text/turtle";
    private static final String JSON_LD = "application/ld+json";
    private static final int EACH = 30;
    private final Concepts concepts;
    private final Atlas atlas;
    private final LinkedData data;
    private final Mapping mapping;

    TopicController(Concepts concepts, Atlas atlas, LinkedData data, Mapping mapping) {
        this.concepts = concepts;
        this.atlas = atlas;
        this.data = data;
        this.mapping = mapping;
    }

    @GetMapping("/topics")
    String topics(Locale locale, Viewer viewer, Model model) {
        model.addAttribute("schemes", concepts.schemes(locale.getLanguage()));
        model.addAttribute("used", concepts.used(locale.getLanguage(), 60));
        return "topics/topics";
    }

    @GetMapping("/topics/atlas")
    String atlas(Locale locale, Model model) {
        List<Atlas.Place> places = atlas.places(locale.getLanguage());
        model.addAttribute("places", places);
        model.addAttribute("tree", AtlasTree.of(places));
        return "topics/atlas";
    }

    @GetMapping(path = "/topics/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String topic(@PathVariable ConceptId id, Locale locale, Viewer viewer, Model model) {
        Concept concept = concepts.get(id);
        if (concept.mergedInto() != null) return "redirect:/topics/" + concept.mergedInto();
        model.addAttribute("concept", concept);
        model.addAttribute("label", concept.label(locale.getLanguage()));
        Map<String, List<Listed>> about =
                concepts.about(id, List.of("question", "practice"), EACH, viewer).stream()
                        .collect(Collectors.groupingBy(Listed::kind));
        model.addAttribute("questions", about.getOrDefault("question", List.of()));
        model.addAttribute("practices", about.getOrDefault("practice", List.of()));
        model.addAttribute("helpers", atlas.helpers(id));
        return "topics/topic";
    }

    @GetMapping(path = "/topics/{id}", produces = TURTLE)
    ResponseEntity<String> turtle(@PathVariable ConceptId id) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(TURTLE + ";charset=UTF-8"))
                .body(data.turtle(concepts.get(id)));
    }

    @GetMapping(path = "/topics/{id}", produces = JSON_LD)
    ResponseEntity<String> jsonLd(@PathVariable ConceptId id) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(JSON_LD))
                .body(data.jsonLd(concepts.get(id)));
    }

    /** A fragment for somebody typing a label in any language. */
    @GetMapping("/topics/lookup")
    String lookup(@RequestParam(defaultValue = "") String topic, Locale locale, Model model) {
        model.addAttribute("found", concepts.lookup(topic, locale.getLanguage(), 8));
        return "topics/lookup";
    }

    @GetMapping("/topics/proposed")
    String proposed(Viewer viewer, Model model) {
        model.addAttribute("proposals", mapping.proposed());
        model.addAttribute("decides", viewer.moderates());
        return "topics/proposed";
    }

    @PostMapping("/topics/proposed/{id}")
    @Sent(signedIn = true)
    Object decide(@PathVariable ConceptId id, Form form, Viewer viewer) {
        if (!viewer.moderates()) throw new Forbidden("error.stewards-only");
        switch (form.choice("decision", List.of("accept", "decline", "merge"))) {
            case "accept" -> mapping.accept(id);
            case "decline" -> mapping.decline(id);
            default -> {
                Optional<ConceptId> into =
                        concepts.labelled(form.line("into", 200))
                                .filter(other -> !other.equals(id));
                if (into.isEmpty()) form.refuse("into", "form.no-such-topic");
                if (form.refused() || into.isEmpty()) return form.again();
                mapping.merge(id, into.get());
            }
        }
        return "redirect:" + Paths.done("/topics/proposed", "saved");
    }
}
