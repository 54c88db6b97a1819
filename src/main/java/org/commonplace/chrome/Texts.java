package org.commonplace.chrome;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/** What people read, from the message files. A language without a text falls back to English. */
@Component
public class Texts {
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.ITALIAN);

    /** The message files, one for each large room beside the common one. */
    public static final List<String> BUNDLES =
            List.of("messages", "practices", "workgroups", "mail", "awareness", "house");

    private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

    Texts() {
        source.setBasenames(
                BUNDLES.stream().map(bundle -> "messages/" + bundle).toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setDefaultLocale(Locale.ROOT);
    }

    public String text(Locale locale, String key, Object... arguments) {
        return Objects.requireNonNullElse(source.getMessage(key, arguments, key, locale), key);
    }

    public static boolean speaks(Locale language) {
        return LANGUAGES.stream().anyMatch(one -> one.getLanguage().equals(language.getLanguage()));
    }

    /** The supported language nearest to what was asked for, or English. */
    public static Locale supported(Locale asked) {
        for (Locale language : LANGUAGES)
            if (language.getLanguage().equals(asked.getLanguage())) return language;
        return Locale.ENGLISH;
    }
}
