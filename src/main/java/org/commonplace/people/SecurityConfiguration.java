package org.commonplace.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Site;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
                    + "frame-ancestors 'none'; base-uri 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain assetsChain(HttpSecurity http) {
        return http.securityMatcher("/assets/**", "/actuator/health/**")
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(cache -> cache.disable()))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain houseChain(
            HttpSecurity http, SessionContext sessions, Site site, ExpiredForm expired) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(
                cookie -> cookie.sameSite("Lax").secure(site.secure()).httpOnly(true));
        return http.securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(
                        csrf ->
                                csrf.ignoringRequestMatchers("/letters/*")
                                        .csrfTokenRepository(tokens)
                                        .csrfTokenRequestHandler(
                                                new XorCsrfTokenRequestAttributeHandler()))
                .authorizeHttpRequests(
                        all ->
                                all.requestMatchers("/house/moderation/**", "/house/moderation")
                                        .authenticated()
                                        .requestMatchers("/house/**", "/house", "/actuator/**")
                                        .hasRole("HOST")
                                        .requestMatchers("/me/**", "/me", "/me/commonplace-book.*")
                                        .authenticated()
                                        .anyRequest()
                                        .permitAll())
                .exceptionHandling(
                        errors ->
                                errors.authenticationEntryPoint(this::signInFirst)
                                        .accessDeniedHandler(expired))
                .headers(
                        headers ->
                                headers.cacheControl(cache -> cache.disable())
                                        .addHeaderWriter(ownIsNotStored(sessions))
                                        .contentSecurityPolicy(
                                                policy -> policy.policyDirectives(POLICY))
                                        .referrerPolicy(
                                                referrer ->
                                                        referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                                        .frameOptions(frames -> frames.deny())
                                        .httpStrictTransportSecurity(
                                                site.secure()
                                                        ? Customizer.withDefaults()
                                                        : hsts -> hsts.disable()))
                .build();
    }

    /** What a member is handed, a file or a page, stays in no cache unless its handler says so. */
    private static HeaderWriter ownIsNotStored(SessionContext sessions) {
        return (request, response) -> {
            boolean own = request.getRequestURI().matches("/me(/.*)?|/house(/.*)?");
            if (!response.containsHeader(HttpHeaders.CACHE_CONTROL)
                    && (own || sessions.viewer(request).signedIn()))
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        };
    }

    private void signInFirst(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        String next = request.getMethod().equals("GET") ? request.getRequestURI() : "/";
        response.sendRedirect("/sign-in?next=" + Paths.encoded(next));
    }

    @Bean
    PasswordEncoder argon2() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    /** A controller's parameter of type {@link Viewer} is whoever makes the request. */
    @Bean
    WebMvcConfigurer viewers(SessionContext sessions) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ViewerArgument(sessions));
            }
        };
    }

    private record ViewerArgument(SessionContext sessions)
            implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Viewer.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
            HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
            return servlet == null ? Viewer.VISITOR : sessions.viewer(servlet);
        }
    }
}
