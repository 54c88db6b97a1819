package org.commonplace.mail;

import java.util.ArrayList;
import java.util.List;

/**
 * A letter to one address about one event: it is queued once for the two, however often it is asked
 * for. Its parts are written both as text and as HTML.
 */
public record Letter(String event, String to, String language, String subject, List<Part> parts) {
    /** How many characters of a quoted line stand behind its mark. */
    static final int QUOTED = 70;

    /** A piece of a letter. */
    public sealed interface Part {}

    public record Paragraph(String text) implements Part {}

    /** Somebody's words, as plain text. */
    public record Quote(String text, String by) implements Part {}

    /** One thing to do, and the whole address where it is done. */
    public record Button(String label, String url) implements Part {}

    public record Small(String text) implements Part {}

    public static Writing about(String event, String to, String language, String subject) {
        return new Writing(event, to, language, subject);
    }

    /** A letter while it is written. */
    public static final class Writing {
        private final String event;
        private final String to;
        private final String language;
        private final String subject;
        private final List<Part> parts = new ArrayList<>();

        private Writing(String event, String to, String language, String subject) {
            this.event = event;
            this.to = to;
            this.language = language;
            this.subject = subject.replaceAll("[\\r\\n]+", " ");
        }

        public Writing say(String text) {
            parts.add(new Paragraph(text));
            return this;
        }

        public Writing quote(String text, String by) {
            parts.add(new Quote(text, by));
            return this;
        }

        public Writing button(String label, String url) {
            parts.add(new Button(label, url));
            return this;
        }

        public Writing small(String text) {
            parts.add(new Small(text));
            return this;
        }

        public Letter done() {
            return new Letter(event, to, language, subject, List.copyOf(parts));
        }
    }

    String asText() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Paragraph(String words) -> text.append(words);
                case Quote(String words, String by) ->
                        text.append(quoted(words)).append(by.isEmpty() ? "" : "\n— " + by);
                case Button(String label, String url) ->
                        text.append(label).append(":\n").append(url);
                case Small(String words) -> text.append(words);
            }
            text.append("\n\n");
        }
        return text.toString().strip() + "\n";
    }

    /** Every line begins with a mark and is short enough to keep it in any client. */
    private static String quoted(String words) {
        StringBuilder text = new StringBuilder();
        for (String line : words.strip().split("\\R")) {
            int width = 0;
            text.append(text.isEmpty() ? ">" : "\n>");
            for (String word : line.split("\\s+")) {
                if (width > 0 && width + word.length() > QUOTED) {
                    text.append("\n>");
                    width = 0;
                }
                if (!word.isEmpty()) text.append(' ').append(word);
                width += word.length() + 1;
            }
        }
        return text.toString();
    }
}
