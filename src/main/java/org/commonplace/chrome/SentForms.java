package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Around every form that was sent: who may send it; that a page which shows refusals answers 422;
 * and that what was not refused has no draft any more before the browser hears of it.
 */
@Component
class SentForms implements HandlerInterceptor, WebMvcConfigurer {
    private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
    private final Drafts drafts;
    private final Sender sender;
    private final RateLimits limits;
    private final Site site;
    private final Rooms rooms;
    private final Readers readers;
    private final ObjectProvider<RequestMappingHandlerMapping> handlers;
    private @Nullable Predicate<String> names;

    SentForms(
            Drafts drafts,
            Sender sender,
            RateLimits limits,
            Site site,
            Rooms rooms,
            Readers readers,
            @Qualifier("requestMappingHandlerMapping")
                    ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.drafts = drafts;
        this.sender = sender;
        this.limits = limits;
        this.site = site;
        this.rooms = rooms;
        this.readers = readers;
        this.handlers = handlers;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    /** Whether some form is kept under this name. */
    synchronized boolean known(String draft) {
        if (names == null)
            names =
                    Pattern.compile(
                                    handlers.getObject().getHandlerMethods().values().stream()
                                            .flatMap(SentForms::draft)
                                            .map(
                                                    one ->
                                                            PART.matcher(one)
                                                                    .replaceAll("[0-9a-z-]{1,80}"))
                                            .distinct()
                                            .collect(Collectors.joining("|")))
                            .asMatchPredicate();
        return names.test(draft);
    }

    private static Stream<String> draft(HandlerMethod method) {
        return Stream.ofNullable(method.getMethodAnnotation(Sent.class))
                .filter(sent -> !sent.draft().isEmpty())
                .flatMap(
                        sent ->
                                sent.byRoom()
                                        ? Stream.of(sent.draft(), sent.draft() + " {room}")
                                        : Stream.of(sent.draft()));
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView page) {
        if (request.getMethod().equals("GET") || page == null) return;
        if (page.getModel().get("refusals") instanceof Refusals refusals && refusals.any())
            refuse(response, page, refusals);
        HttpStatusCode status = page.getStatus();
        if (response.getStatus() >= 400 || (status != null && status.isError())) return;
        if (handler instanceof HandlerMethod method) end(request, method);
    }

    private static void refuse(HttpServletResponse response, ModelAndView page, Refusals refusals) {
        if (page.getStatus() != null) return;
        Duration pause = refusals.pause();
        response.setStatus(
                (pause == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.TOO_MANY_REQUESTS)
                        .value());
        if (pause != null)
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds() + 1));
    }

    private void end(HttpServletRequest request, HandlerMethod method) {
        Sent sent = method.getMethodAnnotation(Sent.class);
        if (sent != null && !sent.draft().isEmpty()) drafts.end(request, draft(sent, request));
    }

    private String draft(Sent sent, HttpServletRequest request) {
        String room =
                sent.byRoom()
                        ? rooms.of(request, readers.reader(request))
                                .map(one -> " " + one.slug())
                                .orElse("")
                        : "";
        return named(sent.draft(), request) + room;
    }

    /** The text with those parts of the address that it names. */
    private static String named(String text, HttpServletRequest request) {
        Object parts = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return PART.matcher(text)
                .replaceAll(
                        part ->
                                parts instanceof Map<?, ?> map
                                        ? Matcher.quoteReplacement(
                                                String.valueOf(map.get(part.group(1))))
                                        : "");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(
                new HandlerMethodArgumentResolver() {
                    @Override
                    public boolean supportsParameter(MethodParameter parameter) {
                        return parameter.getParameterType() == Form.class;
                    }

                    @Override
                    public @Nullable Object resolveArgument(
                            MethodParameter parameter,
                            @Nullable ModelAndViewContainer container,
                            NativeWebRequest request,
                            @Nullable WebDataBinderFactory binders) {
                        HttpServletRequest servlet =
                                request.getNativeRequest(HttpServletRequest.class);
                        return servlet == null
                                ? null
                                : form(servlet, parameter.getMethodAnnotation(Sent.class));
                    }
                });
    }

    private Form form(HttpServletRequest request, @Nullable Sent sent) {
        Form form =
                new Form(request.getRequestURI(), fields(request), () -> exceeded(request, sent));
        boolean visitor = !sender.of(request).startsWith("member");
        boolean promised =
                sent != null
                        && (sent.letters() == Sent.Letters.EVERYBODYS
                                || (sent.letters() == Sent.Letters.VISITORS && visitor));
        return promised && !site.mails() ? form.refuse("email", "form.no-mail") : form;
    }

    private @Nullable Duration exceeded(HttpServletRequest request, @Nullable Sent sent) {
        if (sent == null || sent.limit().isEmpty()) return null;
        return limits.exceeded(
                sent.limit(), sender.who(request), sent.times(), sent.per().getDuration());
    }

    /** The fields of a form without what belongs to its sending. */
    static Map<String, String> fields(HttpServletRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            if (!name.matches("_csrf|_once")) fields.put(name, values[0]);
                        });
        return fields;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Sent sent =
                handler instanceof HandlerMethod method
                        ? method.getMethodAnnotation(Sent.class)
                        : null;
        if (sent == null || sender.of(request).startsWith("member")) return true;
        if (!sent.signedIn() && !forMembers(sent, request)) return true;
        if (!sent.draft().isEmpty()) keep(request, draft(sent, request));
        String page = sent.at().isEmpty() ? page(request) : named(sent.at(), request);
        if (page == null) throw new Forbidden("error.sign-in-first");
        response.sendRedirect("/sign-in?next=" + Paths.encoded(page));
        return false;
    }

    /**
     * Whether the page was made for a member, whose session has ended meanwhile: a visitor's form
     * has a field for an address.
     */
    private static boolean forMembers(Sent sent, HttpServletRequest request) {
        return sent.letters() == Sent.Letters.VISITORS
                && !sent.draft().isEmpty()
                && !sent.at().isEmpty()
                && request.getParameter("email") == null;
    }

    /** The page of this house on which the form stood. */
    private static @Nullable String page(HttpServletRequest request) {
        String page = request.getHeader(HttpHeaders.REFERER);
        if (page == null) return null;
        try {
            URI address = URI.create(page);
            if (!request.getServerName().equals(address.getHost())) return null;
            String query = address.getRawQuery();
            return Paths.local(address.getRawPath() + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void keep(HttpServletRequest request, String name) {
        Map<String, String> typed = fields(request);
        typed.keySet().removeIf(field -> field.startsWith("_") || field.equals("password"));
        drafts.keep(request, new Drafts.Draft(name, "", 0, typed));
    }
}
