package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** The one place that makes a page of an exception. */
@ControllerAdvice
class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    /** Names and addresses that no browser sends. */
    @ExceptionHandler
    ModelAndView rejected(RequestRejectedException e) {
        return page(HttpStatus.BAD_REQUEST, "error.bad-request", null);
    }

    @ExceptionHandler({NotFound.class, MethodArgumentTypeMismatchException.class})
    ModelAndView notFound() {
        return page(HttpStatus.NOT_FOUND, "error.not-found", null);
    }

    @ExceptionHandler
    ModelAndView forbidden(Forbidden e) {
        return page(HttpStatus.FORBIDDEN, e.key(), null);
    }

    /** Two said the same at one instant: the first stands, and the second is told so. */
    @ExceptionHandler
    ModelAndView taken(DuplicateKeyException e) {
        return page(HttpStatus.CONFLICT, "error.taken", null);
    }

    @ExceptionHandler
    ModelAndView gone(Gone e) {
        ModelAndView page =
                new ModelAndView("chrome/gone", Map.of("at", e.at(), "because", e.because()));
        page.setStatus(HttpStatus.GONE);
        return page;
    }

    @ExceptionHandler
    ModelAndView unsaid(Unsaid e) {
        ModelAndView page = e.form().again();
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @ExceptionHandler
    ModelAndView held(Held held) {
        return new ModelAndView("chrome/held", Map.of("held", held));
    }

    @ExceptionHandler
    ModelAndView tooMany(TooMany e, jakarta.servlet.http.HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.until().toSeconds() + 1));
        return page(HttpStatus.TOO_MANY_REQUESTS, "error.too-many", null);
    }

    /** The reader went away before the answer was through: nobody is left to tell. */
    @ExceptionHandler(
            org.springframework.web.context.request.async.AsyncRequestNotUsableException.class)
    void gone() {
        LOG.debug("a reader went away");
    }

    @ExceptionHandler
    ModelAndView bug(Exception e, HttpServletRequest request) throws Exception {
        if (e instanceof org.springframework.security.access.AccessDeniedException
                || e instanceof org.springframework.security.core.AuthenticationException) throw e;
        // PlainAnswers says it: a page of ours would need the database too.
        if (e instanceof NotNow || Away.reason(e).isPresent()) throw e;
        if (e instanceof ErrorResponse answer && answer.getStatusCode().is4xxClientError())
            return page(answer.getStatusCode(), key(answer.getStatusCode()), null);
        // Nobody is there any more to whom it could be said.
        if (DisconnectedClientHelper.isClientDisconnectedException(e)
                || e instanceof AsyncRequestTimeoutException) return new ModelAndView();
        String id = PublicId.text(PublicId.next());
        LOG.error("error {} at {} {}", id, request.getMethod(), request.getRequestURI(), e);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, "error.bug", id);
    }

    private static String key(HttpStatusCode status) {
        return status.value() == 404 ? "error.not-found" : "error.bad-request";
    }

    private static ModelAndView page(HttpStatusCode status, String key, @Nullable String id) {
        ModelAndView page = new ModelAndView("chrome/error");
        page.addObject("key", key);
        page.addObject("id", id);
        page.setStatus(status);
        return page;
    }
}
