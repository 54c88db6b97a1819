package org.commonplace.conversations;

import java.nio.charset.StandardCharsets;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The files of a post, and the whole mail that it was made of. */
@Controller
class AttachmentController {
    private final Posts posts;
    private final Attachments attachments;

    AttachmentController(Posts posts, Attachments attachments) {
        this.posts = posts;
        this.attachments = attachments;
    }

    @GetMapping("/posts/{id}/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable PostId id, @PathVariable String file, Viewer viewer) {
        posts.get(id, viewer);
        Attachments.Stored stored =
                attachments.file(id, PublicId.parse(file)).orElseThrow(NotFound::new);
        boolean picture = stored.type().startsWith("image/");
        ContentDisposition.Builder shown =
                picture ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(stored.type()))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        shown.filename(stored.name(), StandardCharsets.UTF_8).build().toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(stored.bytes());
    }

    @GetMapping("/posts/{id}/original")
    String original(@PathVariable PostId id, Viewer viewer, Model model) {
        model.addAttribute("post", posts.get(id, viewer));
        model.addAttribute("text", attachments.original(id, viewer).orElseThrow(NotFound::new));
        return "conversations/original";
    }
}
