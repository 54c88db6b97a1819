package org.commonplace.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter to one address about one event: it is queued once for the two, however often it is asked
 * for. Its parts are written both as text and as HTML.
 */
public record Letter(
        String event,
        String to,
        String language,
        String subject,
        List<Part> parts,
        Purpose purpose) {
    static final String STRANGERS = "strangers";

    /** How many characters of a quoted line stand behind its mark. */
    static final int QUOTED = 70;

    private static final String CUT = "· · · · · · · · · ·\n";

    /** A piece of a letter. */
    public sealed interface Part {}

    public record Paragraph(String text) implements Part {}

    /** Somebody's words, as plain text. */
    public record Quote(String text, String by) implements Part {}

    /**
     * One thing to do, and the whole address where it is done; {@code answer} says with which word
     * an answer does it, empty where none can.
     */
    public record Button(String label, String url, String answer) implements Part {}

    public record Small(String text) implements Part {}

    /** A link on a line of its own. */
    public record Link(String label, String url) implements Part {}

    /** A text to be copied, between two lines. */
    public record Verbatim(String text) implements Part {}

    /**
     * Whom and what a letter is for.
     *
     * @param reader the member that it goes to
     * @param card what it tells of: an answer to it is about that
     * @param thread letters of the same thread stand together in the reader's mail program
     * @param from the name that it comes from, with the house's address
     * @param list the slug of the community that it comes from
     * @param takes what an answer can do: word to the token of a link
     * @param leaving what its unsubscribe link ends; only letters that are sent by subscription
     * @param answers the Message-ID of the mail that it answers
     */
    public record Purpose(
            @Nullable Long reader,
            @Nullable Long card,
            @Nullable Long thread,
            @Nullable String from,
            @Nullable String list,
            @Nullable String listName,
            Map<String, String> takes,
            @Nullable String leaving,
            @Nullable String answers) {}

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
        private final Map<String, String> takes = new LinkedHashMap<>();
        private @Nullable Long reader;
        private @Nullable Long card;
        private @Nullable Long thread;
        private @Nullable String from;
        private @Nullable String list;
        private @Nullable String listName;
        private @Nullable String leaving;
        private @Nullable String answers;

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
            return button(label, url, "");
        }

        public Writing button(String label, String url, String answer) {
            parts.add(new Button(label, url, answer));
            return this;
        }

        public Writing link(String label, String url) {
            parts.add(new Link(label, url));
            return this;
        }

        public Writing verbatim(String text) {
            parts.add(new Verbatim(text));
            return this;
        }

        public Writing small(String text) {
            parts.add(new Small(text));
            return this;
        }

        /** To a member. */
        public Writing reader(long member) {
            reader = member;
            return this;
        }

        /** Tells of a card in a thread: an answer to the letter is about it. */
        public Writing on(long told, long within) {
            card = told;
            thread = within;
            return this;
        }

        /** Tells of a card, in a letter that stands alone. */
        public Writing card(long told) {
            card = told;
            return this;
        }

        /** In somebody's name. */
        public Writing from(String name) {
            from = name;
            return this;
        }

        /** From a community. */
        public Writing list(String slug, String name) {
            list = slug;
            listName = name;
            return this;
        }

        /** An answer with this word uses the link of the token. */
        public Writing takes(String word, String token) {
            takes.put(word, token);
            return this;
        }

        /** Sent by subscription: what its unsubscribe link ends. */
        public Writing leaving(String what) {
            leaving = what;
            return this;
        }

        /** That somebody here has sent to an address: its owner can end all such. */
        public Writing toStranger() {
            return leaving(STRANGERS);
        }

        /** Answers a mail. */
        public Writing answers(@Nullable String messageId) {
            answers = messageId;
            return this;
        }

        public Letter done() {
            return new Letter(
                    event,
                    to,
                    language,
                    subject,
                    List.copyOf(parts),
                    new Purpose(
                            reader,
                            card,
                            thread,
                            from,
                            list,
                            listName,
                            Map.copyOf(takes),
                            leaving,
                            answers));
        }
    }

    String asText() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Paragraph(String words) -> text.append(words);
                case Quote(String words, String by) ->
                        text.append(quoted(words)).append(by.isEmpty() ? "" : "\n— " + by);
                case Button(String label, String url, String answer) ->
                        text.append(label)
                                .append(":\n")
                                .append(url)
                                .append(answer.isEmpty() ? "" : "\n" + answer);
                case Link(String label, String url) -> text.append(label).append(": ").append(url);
                case Small(String words) -> text.append(words);
                case Verbatim(String words) ->
                        text.append(CUT).append(words.strip()).append('\n').append(CUT.strip());
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
