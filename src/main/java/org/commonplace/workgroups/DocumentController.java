package org.commonplace.workgroups;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Step;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The document that a group writes together. */
@Controller
class DocumentController {
    private final Workgroups workgroups;
    private final Documents documents;
    private final Posts posts;
    private final Drafts drafts;

    DocumentController(Workgroups workgroups, Documents documents, Posts posts, Drafts drafts) {
        this.workgroups = workgroups;
        this.documents = documents;
        this.posts = posts;
        this.drafts = drafts;
    }

    @GetMapping("/workgroups/{id}/document")
    String edit(
            @PathVariable WorkgroupId id, HttpServletRequest request, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        Map<String, String> fields = new HashMap<>();
        fields.put("text", group.document());
        fields.put("version", String.valueOf(group.version()));
        fields.putAll(drafts.find(request, "document " + id));
        return edit(group, fields, null, new Refusals(), model);
    }

    private static String edit(
            Workgroup group,
            Map<String, String> fields,
            @Nullable Merge merge,
            Refusals refusals,
            Model model) {
        model.addAttribute("group", group);
        model.addAttribute("fields", fields);
        model.addAttribute("merge", merge);
        model.addAttribute("refusals", refusals);
        return "workgroups/document";
    }

    @PostMapping("/workgroups/{id}/document")
    @Prose({"text", "summary"})
    Object save(
            @PathVariable WorkgroupId id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        Refusals refusals =
                new Refusals()
                        .limit("text", fields.get("text"), Post.LONGEST)
                        .limit("summary", fields.get("summary"), 300);
        if (refusals.any())
            return WorkgroupController.status(
                    edit(group, fields, null, refusals, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        String version = fields.getOrDefault("version", "1");
        Optional<Merge> both =
                documents.save(
                        id,
                        version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 1,
                        fields.getOrDefault("text", ""),
                        fields.getOrDefault("summary", "").strip(),
                        viewer);
        if (both.isPresent()) {
            Map<String, String> merged = new HashMap<>(fields);
            merged.put("text", both.get().text());
            merged.put("version", String.valueOf(workgroups.get(id, viewer).version()));
            return WorkgroupController.status(
                    edit(group, merged, both.get(), new Refusals(), model),
                    model,
                    HttpStatus.CONFLICT);
        }
        drafts.drop(request, "document " + id);
        return WorkgroupController.back(id, "saved") + "#document";
    }

    @GetMapping("/workgroups/{id}/document/versions")
    String versions(@PathVariable WorkgroupId id, Viewer viewer, Model model) {
        Workgroup group = workgroups.get(id, viewer);
        model.addAttribute("post", posts.get(id.document(), viewer));
        model.addAttribute("path", group.path());
        model.addAttribute("steps", Step.of(posts.versions(id.document())));
        return "conversations/history";
    }
}
