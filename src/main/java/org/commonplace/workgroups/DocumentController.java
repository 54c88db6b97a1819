package org.commonplace.workgroups;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
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
    @Sent(draft = "document {id}", signedIn = true)
    @Prose({"text", "summary"})
    Object save(@PathVariable WorkgroupId id, Form form, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        String text = form.words("text", Post.LONGEST);
        String summary = form.note("summary", 300);
        int version = form.number("version", 1, 999_999_999, 1);
        if (form.refused()) return edit(group, form.typed(), null, form.refusals(), model);
        Optional<Merge> both = documents.save(id, version, text, summary, viewer);
        if (both.isEmpty()) return WorkgroupController.back(id, "saved") + "#document";
        Map<String, String> merged = new HashMap<>(form.typed());
        merged.put("text", both.get().text());
        merged.put("version", String.valueOf(workgroups.get(id, viewer).version()));
        return WorkgroupController.status(
                edit(group, merged, both.get(), new Refusals(), model), model, HttpStatus.CONFLICT);
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
