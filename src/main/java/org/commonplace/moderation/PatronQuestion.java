package org.commonplace.moderation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Prose;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Asks an author whose {@link Prose} seems to tell of a patron, before anything of it is kept. The
 * answer comes back with the form in the field {@code privacy}: the author decides.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PatronQuestion implements HandlerInterceptor {
    static final String DECIDED = "privacy";
    private final Patrons patrons;

    PatronQuestion(Patrons patrons) {
        this.patrons = patrons;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        Prose prose = method.getMethodAnnotation(Prose.class);
        if (prose == null || request.getParameter(DECIDED) != null) return true;
        List<Doubt.Passage> passages = new ArrayList<>();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (values.length != 1 || !isProse(prose, name)) return;
                            List<PatronGuard.Find> finds = patrons.in(values[0]);
                            if (!finds.isEmpty())
                                passages.add(new Doubt.Passage(name, values[0], finds));
                        });
        if (passages.isEmpty()) return true;
        Map<String, List<String>> others = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (!name.matches("_csrf|_once")
                                    && passages.stream().noneMatch(one -> one.field().equals(name)))
                                others.put(name, List.of(values));
                        });
        String query = request.getQueryString();
        throw new Doubt(
                request.getRequestURI() + (query == null ? "" : "?" + query), passages, others);
    }

    private static boolean isProse(Prose prose, String field) {
        return Arrays.stream(prose.value())
                .anyMatch(
                        name ->
                                name.endsWith("*")
                                        ? field.startsWith(name.substring(0, name.length() - 1))
                                        : field.equals(name));
    }

    @ExceptionHandler
    ModelAndView ask(Doubt doubt) {
        ModelAndView page = new ModelAndView("moderation/doubt", Map.of("doubt", doubt));
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration implements WebMvcConfigurer {
        private final PatronQuestion question;

        Registration(PatronQuestion question) {
            this.question = question;
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(question);
        }
    }
}
