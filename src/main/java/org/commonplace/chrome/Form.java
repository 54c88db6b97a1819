package org.commonplace.chrome;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * A form that was sent, read field by field: each reading gives a value, or adds a refusal. Lengths
 * are in code points. Nothing is clipped: what is too long is refused, and stands in the form
 * again.
 */
public final class Form {
    /** A field as it was read, to be shown again: a line, a text, a date, or hidden. */
    public record Field(String name, String kind, String value) {}

    private static final Pattern BLANK_LINES = Pattern.compile("^(?:[ \\t]*\\n)++");
    private final String action;
    private final Map<String, String> typed;
    private final Limit limit;
    private final Refusals refusals = new Refusals();
    private final Map<String, Field> read = new LinkedHashMap<>();

    Form(String action, Map<String, String> typed, Limit limit) {
        this.action = action;
        this.typed = typed;
        this.limit = limit;
    }

    /** A form that was not sent yet, as it was kept while it was being written. */
    public static Form kept(Map<String, String> fields) {
        return new Form("", fields, () -> null);
    }

    /** Counts a form that nothing is refused of; how long to wait where it was one too many. */
    interface Limit {
        @Nullable Duration exceeded();
    }

    /** A text that must be there, of as many lines as one likes. */
    public String text(String field, int most) {
        String text = words(field, most);
        if (text.isBlank()) refuse(field, "form.required");
        return text;
    }

    /** A text that may be left empty. */
    public String words(String field, int most) {
        String text = given(field).replace("\r\n", "\n").stripTrailing();
        return bounded(field, "text", BLANK_LINES.matcher(text).replaceFirst(""), most);
    }

    /** One line that must be there. */
    public String line(String field, int most) {
        String line = note(field, most);
        if (line.isEmpty()) refuse(field, "form.required");
        return line;
    }

    /** One line that may be left empty. */
    public String note(String field, int most) {
        return bounded(field, "line", Line.of(given(field)), most);
    }

    private String bounded(String field, String kind, String value, int most) {
        read.put(field, new Field(field, kind, given(field)));
        refusals.limit(field, value, most);
        return value;
    }

    /** One of a few, which must be there. */
    public String choice(String field, Collection<String> of) {
        String chosen = given(field);
        read.put(field, new Field(field, "hidden", chosen));
        if (!of.contains(chosen)) refuse(field, "form.required");
        return chosen;
    }

    /** One of a few; where nothing was chosen, that. */
    public String choice(String field, Collection<String> of, String otherwise) {
        return given(field).isEmpty() ? otherwise : choice(field, of);
    }

    /** A day, or null where none was given. */
    public @Nullable LocalDate date(String field) {
        String day = given(field).strip();
        read.put(field, new Field(field, "date", day));
        if (day.isEmpty()) return null;
        try {
            LocalDate date = LocalDate.parse(day);
            if (near(date)) return date;
        } catch (DateTimeParseException e) {
            // refused below
        }
        refuse(field, "form.date");
        return null;
    }

    /** A day that has been, or is by now somewhere; today, where none is said. */
    public LocalDate past(String field, LocalDate today) {
        if (given(field).isBlank()) return today;
        LocalDate day = date(field);
        if (day == null) return today;
        if (day.isAfter(today.plusDays(1))) refuse(field, "form.date-past");
        return day;
    }

    /** A day and a minute in a zone, or null where none was given. */
    public @Nullable Instant moment(String field, ZoneId zone) {
        String moment = given(field).strip();
        read.put(field, new Field(field, "line", moment));
        if (moment.isEmpty()) return null;
        try {
            LocalDateTime at = LocalDateTime.parse(moment);
            if (near(at.toLocalDate())) return at.atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            // refused below
        }
        refuse(field, "form.moment");
        return null;
    }

    /** Within what people speak of here; the database keeps the rest in ways that nothing reads. */
    private static boolean near(LocalDate day) {
        return day.getYear() >= 1900 && day.getYear() < 2200;
    }

    /** A whole number between two; where nothing was typed, that. */
    public int number(String field, int least, int most, int otherwise) {
        String typed = given(field).strip();
        if (typed.isEmpty()) return otherwise;
        read.put(field, new Field(field, "line", typed));
        int number = typed.matches("-?[0-9]{1,9}") ? Integer.parseInt(typed) : Integer.MAX_VALUE;
        if (number < least || number > most) refuse(field, "form.between", least, most);
        return number;
    }

    public boolean yes(String field) {
        return given(field).matches("yes|true|on");
    }

    /** What stands in a field, as it came. */
    public String given(String field) {
        return typed.getOrDefault(field, "");
    }

    public Form refuse(String field, String key, Object... arguments) {
        read.putIfAbsent(field, new Field(field, "line", given(field)));
        refusals.add(field, key, arguments);
        return this;
    }

    /** What a closer look at the fields found. */
    public Form refuse(Refusals found) {
        found.forEach(refusals::add);
        return this;
    }

    /**
     * Whether something is refused. A form of which nothing is counts against the limit that its
     * handler declares; ask once, before the deed.
     */
    public boolean refused() {
        if (refusals.any()) return true;
        Duration wait = limit.exceeded();
        if (wait != null) refusals.tooMany(wait);
        return refusals.any();
    }

    public Refusals refusals() {
        return refusals;
    }

    /** Everything that was typed, as it came, for the form to be shown again. */
    public Map<String, String> typed() {
        return typed;
    }

    /** The page of a refused form that has no page of its own: what was typed, and why not yet. */
    public ModelAndView again() {
        List<Field> fields = new ArrayList<>(read.values());
        typed.forEach(
                (name, value) -> {
                    if (!read.containsKey(name)) fields.add(new Field(name, "hidden", value));
                });
        ModelAndView page = new ModelAndView("chrome/again");
        page.addObject("action", action);
        page.addObject("fields", fields);
        page.addObject("refusals", refusals);
        return page;
    }
}
