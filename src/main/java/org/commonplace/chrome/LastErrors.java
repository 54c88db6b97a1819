package org.commonplace.chrome;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** What went wrong before or behind all controllers. */
@Controller
class LastErrors implements ErrorController {
    @RequestMapping("/error")
    String error(HttpServletRequest request, Model model) {
        boolean ours =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                        && status >= 500;
        boolean missing =
                Integer.valueOf(404)
                        .equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        model.addAttribute(
                "key", ours ? "error.bug" : missing ? "error.not-found" : "error.bad-request");
        model.addAttribute("id", null);
        return "chrome/error";
    }
}
