package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Keeps what a form holds while it is being written. */
@Controller
class DraftController {
    private static final int LIMIT = 1_200_000;
    private final Drafts drafts;
    private final RateLimits limits;

    DraftController(Drafts drafts, RateLimits limits) {
        this.drafts = drafts;
        this.limits = limits;
    }

    @PostMapping("/drafts")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void keep(
            @RequestParam("_form") String form,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.take("draft", request.getRemoteAddr(), 120, Duration.ofMinutes(1));
        Map<String, String> fields = Drafts.fieldsOf(request);
        if (form.length() <= 100
                && fields.values().stream().mapToInt(String::length).sum() <= LIMIT)
            drafts.keep(request, response, form, fields);
    }
}
