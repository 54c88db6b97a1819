package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Keeps what a form holds while it is being written. */
@Controller
class DraftController {
    private final Drafts drafts;
    private final SentForms forms;
    private final RateLimits limits;

    DraftController(Drafts drafts, SentForms forms, RateLimits limits) {
        this.drafts = drafts;
        this.forms = forms;
        this.limits = limits;
    }

    @PostMapping("/drafts")
    ResponseEntity<Void> keep(
            @RequestParam("_form") String form,
            @RequestParam(value = "_instance", defaultValue = "") String instance,
            @RequestParam(value = "_order", defaultValue = "0") int order,
            HttpServletRequest request) {
        limits.take("draft", request.getRemoteAddr(), 120, Duration.ofMinutes(1));
        if (!forms.known(form) || instance.length() > 60) throw new NotFound();
        Map<String, String> fields = SentForms.fields(request);
        fields.keySet().removeIf(name -> name.startsWith("_") || name.equals("password"));
        return drafts.keep(request, new Drafts.Draft(form, instance, order, fields))
                ? ResponseEntity.noContent().build()
                : ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
    }

    /** Whoever finds words in a form that they did not want to keep begins with an empty one. */
    @DeleteMapping("/drafts")
    String drop(
            @RequestParam("_form") String form,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request) {
        if (!forms.known(form)) throw new NotFound();
        drafts.drop(request, form);
        return "redirect:" + Paths.local(back);
    }
}
