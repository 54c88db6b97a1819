package org.commonplace.chrome;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.filter.HiddenHttpMethodFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {
    @Bean
    Clock clock() {
        return new HouseClock();
    }

    @Bean
    FilterRegistrationBean<Proxies> proxies(@Value("${commonplace.proxies:}") List<String> named) {
        return first(new Proxies(named), -10_020);
    }

    @Bean
    FilterRegistrationBean<PlainAnswers> plainAnswers(
            ObjectProvider<Pages> pages, Texts texts, Site site, Spool spool) {
        return first(new PlainAnswers(pages, texts, site, spool), -10_015);
    }

    @Bean
    FilterRegistrationBean<Intake> intake(ObjectProvider<Readers> readers, Spool spool, Disk disk) {
        return first(new Intake(readers, spool, disk), -10_010);
    }

    private static <T extends Filter> FilterRegistrationBean<T> first(T filter, int order) {
        FilterRegistrationBean<T> registered = new FilterRegistrationBean<>(filter);
        registered.setOrder(order);
        return registered;
    }

    @Bean
    FilterRegistrationBean<CleanParameters> cleanParameters() {
        FilterRegistrationBean<CleanParameters> filter =
                new FilterRegistrationBean<>(new CleanParameters());
        filter.setOrder(-10_001);
        return filter;
    }

    /** Forms can only GET and POST: a hidden {@code _method} makes a POST a DELETE or PUT. */
    @Bean
    FilterRegistrationBean<HiddenHttpMethodFilter> hiddenMethod() {
        FilterRegistrationBean<HiddenHttpMethodFilter> filter =
                new FilterRegistrationBean<>(new HiddenHttpMethodFilter());
        filter.setOrder(-10_000);
        return filter;
    }

    @Bean
    FilterRegistrationBean<Turnstile> turnstile() {
        return first(new Turnstile(4 * Runtime.getRuntime().availableProcessors()), -9_999);
    }

    /** Behind Spring Security: by then it is known who sends. */
    @Bean
    FilterRegistrationBean<OneDeed> oneDeed(ObjectProvider<Sendings> sendings, Sender sender) {
        FilterRegistrationBean<OneDeed> filter =
                new FilterRegistrationBean<>(new OneDeed(sendings::getObject, sender));
        filter.setOrder(0);
        return filter;
    }

    /** Controllers' {@code Locale} is the language of the page. */
    @Bean
    LocaleResolver localeResolver(ObjectProvider<Readers> readers, Site site) {
        return new LocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return Pages.language(request, readers.getObject().reader(request), site);
            }

            @Override
            public void setLocale(
                    HttpServletRequest request,
                    @Nullable HttpServletResponse response,
                    @Nullable Locale locale) {
                throw new UnsupportedOperationException("the language is chosen by POST /language");
            }
        };
    }

    @Bean
    WebMvcConfigurer assets(Site site) {
        return new WebMvcConfigurer() {
            // Whoever asks for anything gets the page.
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.defaultContentType(MediaType.TEXT_HTML, MediaType.ALL);
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler(site.assets() + "**")
                        .addResourceLocations(
                                "classpath:/static/",
                                "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/")
                        .setCacheControl(
                                CacheControl.maxAge(Duration.ofDays(365))
                                        .cachePublic()
                                        .immutable());
            }
        };
    }
}
