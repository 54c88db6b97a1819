package org.commonplace.practices;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Pictures;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Adding, showing and taking away the picture of a practice. */
@Controller
class PictureController {
    private static final int WORDS = 300;
    private final PracticePages pages;
    private final PracticePictures pictures;

    PictureController(PracticePages pages, PracticePictures pictures) {
        this.pages = pages;
        this.pictures = pictures;
    }

    @GetMapping("/practices/{id}/picture")
    String form(@PathVariable PracticeId id, Locale locale, Viewer viewer, Model model) {
        PracticePage practice = pages.page(id, locale, viewer.required());
        String words = practice.picture() == null ? "" : practice.picture().words();
        return form(practice, words, new Refusals(), model);
    }

    private static String form(
            PracticePage practice, String words, Refusals refusals, Model model) {
        if (!practice.mine().edits())
            throw new org.commonplace.chrome.Forbidden("error.keeper-only");
        model.addAttribute("practice", practice);
        model.addAttribute("fields", Map.of("words", words));
        model.addAttribute("refusals", refusals);
        return "practices/picture";
    }

    @PostMapping("/practices/{id}/picture")
    @Sent(signedIn = true, limit = "picture", times = 30)
    String put(
            @PathVariable PracticeId id,
            @RequestParam(required = false) MultipartFile file,
            Form form,
            Locale locale,
            Viewer viewer,
            Model model)
            throws IOException {
        PracticePage practice = pages.page(id, locale, viewer.required());
        String words = form.text("words", WORDS);
        if (file == null || file.isEmpty()) form.refuse("file", "picture.none");
        else if (file.getSize() > Pictures.LARGEST) form.refuse("file", "picture.too-large");
        if (form.refused()) return form(practice, form.given("words"), form.refusals(), model);
        try {
            pictures.put(id, Pictures.of(file.getBytes()), words, viewer);
        } catch (Pictures.Unreadable e) {
            return form(practice, form.given("words"), Refusals.of("file", e.key()), model);
        }
        return PracticeController.back(id, "saved");
    }

    @DeleteMapping("/practices/{id}/picture")
    String remove(@PathVariable PracticeId id, Viewer viewer) {
        pictures.remove(id, viewer.required());
        return PracticeController.back(id, "saved");
    }

    /** The picture itself. Its address holds its hash, so that it never changes. */
    @GetMapping("/practices/{id}/picture/{hash}")
    ResponseEntity<byte[]> show(
            @PathVariable PracticeId id, @PathVariable String hash, Viewer viewer) {
        PracticePictures.Stored picture =
                pictures.find(id, hash, viewer).orElseThrow(NotFound::new);
        MediaType type = MediaType.parseMediaType(picture.type());
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(hash + "." + type.getSubtype())
                                .build()
                                .toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(picture.bytes());
    }
}
