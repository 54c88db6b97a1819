package org.commonplace.practices;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.commonplace.chrome.Site;
import org.commonplace.conversations.Talks;
import org.commonplace.people.Viewer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** How to cite a practice, and its text as a file. */
@Controller
class CitationController {
    private final PracticePages pages;
    private final PracticePapers papers;
    private final Talks talks;
    private final Site site;
    private final PracticePictures pictures;

    CitationController(
            PracticePages pages,
            PracticePapers papers,
            Talks talks,
            Site site,
            PracticePictures pictures) {
        this.pages = pages;
        this.papers = papers;
        this.talks = talks;
        this.site = site;
        this.pictures = pictures;
    }

    private Citation citation(PracticeId id, Locale locale, Viewer viewer) {
        return Citation.of(pages.page(id, locale, viewer), site.name(), site.url());
    }

    @GetMapping("/practices/{id}/citation")
    String page(@PathVariable PracticeId id, Locale locale, Viewer viewer, Model model) {
        PracticePage practice = pages.page(id, locale, viewer);
        Citation citation = Citation.of(practice, site.name(), site.url());
        model.addAttribute("practice", practice);
        model.addAttribute("words", citation.words());
        model.addAttribute("bibtex", citation.bibtex());
        return "practices/citation";
    }

    @GetMapping("/practices/{id}/citation.bib")
    ResponseEntity<byte[]> bibtex(@PathVariable PracticeId id, Locale locale, Viewer viewer) {
        return file("application/x-bibtex", id + ".bib", citation(id, locale, viewer).bibtex());
    }

    @GetMapping("/practices/{id}/citation.ris")
    ResponseEntity<byte[]> ris(@PathVariable PracticeId id, Locale locale, Viewer viewer) {
        return file(
                "application/x-research-info-systems",
                id + ".ris",
                citation(id, locale, viewer).ris());
    }

    @GetMapping("/practices/{id}/citation.json")
    ResponseEntity<byte[]> csl(@PathVariable PracticeId id, Locale locale, Viewer viewer) {
        return file(
                "application/vnd.citationstyles.csl+json",
                id + ".json",
                citation(id, locale, viewer).csl());
    }

    /** The practice as a tagged PDF. */
    @GetMapping("/practices/{id}/practice.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable PracticeId id, Locale locale, Viewer viewer) {
        PracticePage practice = pages.page(id, locale, viewer);
        byte[] paper =
                papers.paper(
                        practice,
                        practice.picture() == null
                                ? null
                                : pictures.find(id, practice.picture().hash(), viewer).orElse(null),
                        talks.of(id.value(), viewer),
                        locale);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\""
                                + (practice.slug().isEmpty() ? id.toString() : practice.slug())
                                + ".pdf\"")
                .body(paper);
    }

    @GetMapping("/practices/{id}/text.md")
    ResponseEntity<byte[]> markdown(@PathVariable PracticeId id, Locale locale, Viewer viewer) {
        PracticePage practice = pages.page(id, locale, viewer);
        Citation citation = Citation.of(practice, site.name(), site.url());
        return file(
                "text/markdown",
                practice.slug() + ".md",
                "# "
                        + practice.title()
                        + "\n\n"
                        + practice.body()
                        + "\n\n---\n\n"
                        + citation.words()
                        + " · "
                        + practice.licence()
                        + "\n");
    }

    private static ResponseEntity<byte[]> file(String type, String name, String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(type + ";charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
