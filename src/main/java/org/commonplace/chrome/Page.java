package org.commonplace.chrome;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/** What every template gets: words, dates, the reader and the few facts of this request. */
public final class Page {
    private final Texts texts;
    private final Site site;
    private final Clock clock;
    private final Locale locale;
    private final Reader reader;
    private final String path;
    private final @Nullable String query;
    private final String theme;
    private final @Nullable CsrfToken csrf;
    private final @Nullable String notice;
    private final Supplier<@Nullable Room> room;
    private @Nullable String once;
    private int forms;

    Page(
            Texts texts,
            Site site,
            Clock clock,
            Locale locale,
            Reader reader,
            String path,
            @Nullable String query,
            String theme,
            @Nullable CsrfToken csrf,
            @Nullable String notice,
            Supplier<@Nullable Room> room) {
        this.texts = texts;
        this.site = site;
        this.clock = clock;
        this.locale = locale;
        this.reader = reader;
        this.path = path;
        this.query = query;
        this.theme = theme;
        this.csrf = csrf;
        this.notice = notice;
        this.room = room;
    }

    public String text(String key, Object... arguments) {
        return texts.text(locale, key, arguments);
    }

    public String refusal(Refusal refusal) {
        return text(refusal.key(), refusal.arguments().toArray());
    }

    public Locale locale() {
        return locale;
    }

    /** A text as a part of an address. */
    public String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public String language() {
        return locale.getLanguage();
    }

    public Reader reader() {
        return reader;
    }

    public Site site() {
        return site;
    }

    public String path() {
        return path;
    }

    /** This page's path with its query, to come back to. */
    public String here() {
        return query == null ? path : path + "?" + query;
    }

    public String theme() {
        return theme;
    }

    /** The key of a notice about what was just done, or null. */
    public @Nullable String notice() {
        return notice;
    }

    /** The closed room that this page belongs to, or null. */
    public @Nullable Room room() {
        return room.get();
    }

    public String csrf() {
        return csrf == null ? "" : csrf.getToken();
    }

    /** A key for one form of this page: sent twice, it is one deed. */
    public String once() {
        if (once == null) once = PublicId.text(PublicId.next()) + PublicId.text(PublicId.next());
        return once + "-" + forms++;
    }

    public String asset(String name) {
        return site.asset(name);
    }

    public Instant now() {
        return clock.instant();
    }

    public String number(long n) {
        return NumberFormat.getIntegerInstance(locale).format(n);
    }

    public String date(Instant at) {
        return date(at.atZone(zone()).toLocalDate());
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(formats())
                .format(day);
    }

    /** Day and minute with the zone's name, in the reader's zone. */
    public String moment(Instant at) {
        return DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm z", locale).format(at.atZone(zone()));
    }

    /** The reader's time zone, as they would name it. */
    public String zoneName() {
        return DateTimeFormatter.ofPattern("VV (z)", locale).format(clock.instant().atZone(zone()));
    }

    /** How long ago, in words, and after a month the date. */
    public String ago(Instant at) {
        Duration age = Duration.between(at, clock.instant());
        if (age.toMinutes() < 1) return text("time.now");
        if (age.toHours() < 1) return text("time.minutes", age.toMinutes());
        if (age.toDays() < 1) return text("time.hours", age.toHours());
        if (age.toDays() < 31) return text("time.days", age.toDays());
        return date(at);
    }

    /** A country's name in the reader's language, from its ISO 3166 code. */
    public String country(String code) {
        return Locale.of("", code).getDisplayCountry(locale);
    }

    public String languageName(String code) {
        return Locale.of(code).getDisplayLanguage(locale);
    }

    public List<Locale> languages() {
        return Texts.LANGUAGES;
    }

    public static boolean rightToLeft(@Nullable String language) {
        return language != null && List.of("ar", "he", "fa", "ur").contains(language);
    }

    public static String direction(@Nullable String language) {
        return rightToLeft(language) ? "rtl" : "ltr";
    }

    private ZoneId zone() {
        return Objects.requireNonNull(reader.zone());
    }

    private Locale formats() {
        return locale.getLanguage().equals("en") ? Locale.UK : locale;
    }
}
