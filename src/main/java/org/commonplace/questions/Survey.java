package org.commonplace.questions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.commonplace.chrome.PublicId;
import org.jspecify.annotations.Nullable;

/** A survey of practice: what its asker wants to know, and what libraries replied. */
public record Survey(List<Field> fields, List<Reply> replies) {
    /** How many fields a form has at most, so that it stays small. */
    public static final int MOST = 8;

    public static final List<String> KINDS = List.of("choice", "number", "text", "yes-no");

    /** One field; options of a choice, in their order. */
    public record Field(int position, String label, String kind, List<String> options) {
        public String name() {
            return "field-" + position;
        }

        /** The words that replies can hold, where they are known. */
        public List<String> words() {
            return kind.equals("yes-no") ? List.of("yes", "no") : options;
        }

        public boolean counted() {
            return kind.equals("choice") || kind.equals("yes-no");
        }
    }

    /** A library's reply: its answers by the field's position. */
    public record Reply(
            long id,
            String library,
            @Nullable String sector,
            @Nullable String size,
            @Nullable String country,
            Map<String, String> answers,
            String line,
            Instant at,
            @Nullable String name,
            @Nullable Long person,
            boolean own) {
        public String answer(Field field) {
            return answers.getOrDefault(String.valueOf(field.position()), "");
        }

        public String key() {
            return PublicId.text(id);
        }

        public @Nullable String personPath() {
            return person == null ? null : "/people/" + PublicId.text(person);
        }
    }

    /** Which replies are looked at: of one kind, size or country of library; empty is all. */
    public record Filter(String sector, String size, String country) {
        public static Filter of(Map<String, String> given) {
            return new Filter(
                    given.getOrDefault("sector", ""),
                    given.getOrDefault("size", ""),
                    given.getOrDefault("country", ""));
        }

        boolean passes(Reply reply) {
            return is(sector, reply.sector())
                    && is(size, reply.size())
                    && is(country, reply.country());
        }

        private static boolean is(String wanted, @Nullable String value) {
            return wanted.isEmpty() || wanted.equals(value);
        }

        public boolean any() {
            return !(sector + size + country).isEmpty();
        }
    }

    public Survey filtered(Filter filter) {
        return new Survey(fields, replies.stream().filter(filter::passes).toList());
    }

    /** The values that replies have for a filter, in order. */
    public List<String> sectors() {
        return values(Reply::sector);
    }

    public List<String> sizes() {
        return values(Reply::size);
    }

    public List<String> countries() {
        return values(Reply::country);
    }

    private List<String> values(Function<Reply, @Nullable String> value) {
        List<String> values = new ArrayList<>();
        for (Reply reply : replies) {
            String one = value.apply(reply);
            if (one != null && !values.contains(one)) values.add(one);
        }
        values.sort(String::compareTo);
        return values;
    }

    /** A bar of a chart: its words, how many, and its length from 0 to 100. */
    public record Bar(String label, int n, int length) {}

    /** How many gave each answer of a counted field; numbers in up to six equal steps. */
    public List<Bar> bars(Field field) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (field.counted()) {
            field.words().forEach(word -> counts.put(word, 0));
            for (Reply reply : replies)
                counts.computeIfPresent(reply.answer(field), (word, n) -> n + 1);
        } else if (field.kind().equals("number")) counts.putAll(steps(numbers(field)));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream()
                .map(
                        one ->
                                new Bar(
                                        one.getKey(),
                                        one.getValue(),
                                        most == 0 ? 0 : Math.round(100f * one.getValue() / most)))
                .toList();
    }

    private static Map<String, Integer> steps(List<Double> numbers) {
        Map<String, Integer> steps = new LinkedHashMap<>();
        if (numbers.isEmpty()) return steps;
        double least = numbers.getFirst();
        double width = (numbers.getLast() - least) / 6;
        if (width == 0) return Map.of(plain(least), numbers.size());
        Map<Integer, Integer> counts = new TreeMap<>();
        for (double number : numbers)
            counts.merge((int) Math.min(5, Math.floor((number - least) / width)), 1, Integer::sum);
        for (int i = 0; i < 6; i++)
            steps.put(
                    plain(least + i * width) + "–" + plain(least + (i + 1) * width),
                    counts.getOrDefault(i, 0));
        return steps;
    }

    /** The numbers that were given, in order of size. */
    List<Double> numbers(Field field) {
        return replies.stream()
                .map(reply -> number(reply.answer(field)))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    static @Nullable Double number(String typed) {
        String digits = typed.strip().replace(",", ".").replace(" ", "");
        return digits.matches("-?[0-9]{1,12}(\\.[0-9]{1,4})?") ? Double.valueOf(digits) : null;
    }

    /** Least, median and most of a number field, or null without replies. */
    public record Spread(String least, String median, String most) {}

    public @Nullable Spread spread(Field field) {
        List<Double> numbers = numbers(field);
        if (numbers.isEmpty()) return null;
        int middle = numbers.size() / 2;
        double median =
                numbers.size() % 2 == 1
                        ? numbers.get(middle)
                        : (numbers.get(middle - 1) + numbers.get(middle)) / 2;
        return new Spread(plain(numbers.getFirst()), plain(median), plain(numbers.getLast()));
    }

    /** A number without zeros that say nothing. */
    private static String plain(double number) {
        return java.math.BigDecimal.valueOf(number)
                .setScale(2, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
