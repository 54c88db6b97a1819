package org.commonplace.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Refusals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * The administrator brings something in: from a folder of the server, a vocabulary's or a wiki's
 * file or a zipped dump from the own machine.
 */
@Controller
class ImportController {
    private static final List<String> KINDS = List.of("stackexchange", "mediawiki", "mbox", "skos");
    private final Runs runs;
    private final Uploads uploads;

    ImportController(Runs runs, Uploads uploads) {
        this.runs = runs;
        this.uploads = uploads;
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
    String start(Form form, Model model) {
        String kind = form.choice("kind", KINDS);
        Path source = Path.of(form.line("path", 1_000));
        String community = form.note("community", 80);
        boolean folder = kind.equals("stackexchange");
        if (!(folder ? Files.isDirectory(source) : Files.isRegularFile(source)))
            form.refuse("path", folder ? "imports.no-folder" : "imports.no-file");
        if (form.refused()) return page(form.given("path"), form.refusals(), model);
        runs.start(kind, source, community.isEmpty() ? null : community);
        return "redirect:" + Paths.done("/house/imports", "import");
    }

    @PostMapping("/house/imports/upload")
    String upload(@RequestParam(required = false) @Nullable MultipartFile file, Model model)
            throws IOException {
        if (file == null || file.isEmpty())
            return page("", Refusals.of("file", "imports.no-file"), model);
        try {
            Uploads.Kept kept = uploads.keep(file);
            runs.start(kept.kind(), kept.source(), null);
            return "redirect:" + Paths.done("/house/imports", "import");
        } catch (InputProblem e) {
            return page(
                    "",
                    Refusals.of("file", "imports.not-readable", String.valueOf(e.getMessage())),
                    model);
        }
    }
}
