package org.commonplace.people;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * A form sent after its token was lost comes back whole, to be sent once more; all else is refused.
 */
@Component
class ExpiredForm implements AccessDeniedHandler {
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException, ServletException {
        String page =
                e instanceof CsrfException && request.getMethod().equals("POST")
                        ? "/expired-form"
                        : "/forbidden";
        request.setAttribute("form-action", request.getRequestURI());
        request.getRequestDispatcher(page).forward(request, response);
    }
}
