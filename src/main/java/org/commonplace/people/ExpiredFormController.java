package org.commonplace.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
class ExpiredFormController {
    /** One field of a form that comes back. */
    public record Field(String name, String value) {}

    @RequestMapping("/expired-form")
    String again(HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!(request.getAttribute("form-action") instanceof String action)) throw new NotFound();
        List<Field> fields = new ArrayList<>();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (!name.matches("_csrf|_once|password"))
                                for (String value : values) fields.add(new Field(name, value));
                        });
        boolean sent = request.getAttribute("form-sent") != null;
        model.addAttribute("words", sent ? "sent-before" : "expired");
        model.addAttribute("action", action);
        model.addAttribute("fields", fields);
        response.setStatus((sent ? HttpStatus.CONFLICT : HttpStatus.FORBIDDEN).value());
        return "people/expired";
    }

    @RequestMapping("/forbidden")
    String forbidden(HttpServletRequest request) {
        if (!(request.getAttribute("form-action") instanceof String)) throw new NotFound();
        throw new Forbidden("error.forbidden");
    }
}
