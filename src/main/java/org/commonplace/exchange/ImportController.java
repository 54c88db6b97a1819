package org.commonplace.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Refusals;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The administrator brings something in: from a folder of the server, or a vocabulary's file from
 * the own machine.
 */
@Controller
class ImportController {
    private final Runs runs;
    private final Path uploads;

    ImportController(Runs runs, @Value("${commonplace.data}") Path data) {
        this.runs = runs;
        this.uploads = data.resolve("uploads");
    }

    @GetMapping("/house/imports")
    String page(Model model) {
        return page("", new Refusals(), model);
    }

    private String page(String path, Refusals refusals, Model model) {
        var latest = runs.latest();
        model.addAttribute("runs", latest);
        model.addAttribute(
                "running", latest.stream().anyMatch(run -> run.state().equals("running")));
        model.addAttribute("path", path);
        model.addAttribute("refusals", refusals);
        return "exchange/imports";
    }

    @PostMapping("/house/imports")
    String start(
            @RequestParam String kind, @RequestParam(defaultValue = "") String path, Model model) {
        Path source = Path.of(path.strip().replace("\u0000", ""));
        boolean folder = kind.equals("stackexchange");
        if (path.isBlank() || !(folder ? Files.isDirectory(source) : Files.isRegularFile(source)))
            return page(
                    path,
                    Refusals.of("path", folder ? "imports.no-folder" : "imports.no-file"),
                    model);
        runs.start(folder ? "stackexchange" : "skos", source);
        return "redirect:" + Paths.done("/house/imports", "import");
    }

    @PostMapping("/house/imports/vocabulary")
    String upload(@RequestParam MultipartFile file, Model model) throws IOException {
        String name = String.valueOf(file.getOriginalFilename()).replaceAll(".*[/\\\\]", "");
        if (file.isEmpty() || !name.matches("[\\w. -]{1,120}\\.(ttl|rdf|xml|owl)"))
            return page("", Refusals.of("file", "imports.not-skos"), model);
        Files.createDirectories(uploads);
        Path kept = uploads.resolve(java.util.UUID.randomUUID() + "-" + name.replace(' ', '-'));
        file.transferTo(kept);
        runs.start("skos", kept);
        return "redirect:" + Paths.done("/house/imports", "import");
    }
}
