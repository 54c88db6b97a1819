package org.commonplace.people;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Unsaid;
import org.commonplace.mail.Mail;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does to a thing. A button, a link in a letter, a word in a mail and a visitor's
 * promise are doors to it: each finds the thing and hands over what was said. What must be said is
 * read here, once; who may is asked by what does it, inside the thing's lock.
 *
 * @param <T> the thing
 */
public final class Deed<T> {
    /** A way in that is found by the deed's name; a button holds the deed itself. */
    enum Door {
        /** Message {@code command.NAME} has its words in every language, separated by "|". */
        WORD,
        /** Messages {@code signed.NAME.title}, {@code .say}, {@code .button}, {@code .done}. */
        LINK,
        /** Messages {@code mail.deed.NAME.subject}, {@code .say}, {@code .button}. */
        PROMISE
    }

    /** How doors find a thing. */
    public interface Things<T> {
        /** What the facts of a link or a promise name. */
        T named(Map<String, String> facts, Viewer doer);

        /** What a mail is about; nothing where it is about something else. */
        default Optional<T> about(Mail mail, Viewer doer) {
            return Optional.empty();
        }

        /** Those that mails are about too. */
        static <T> Things<T> of(
                BiFunction<Map<String, String>, Viewer, T> named,
                BiFunction<Mail, Viewer, Optional<T>> about) {
            return new Things<>() {
                @Override
                public T named(Map<String, String> facts, Viewer doer) {
                    return named.apply(facts, doer);
                }

                @Override
                public Optional<T> about(Mail mail, Viewer doer) {
                    return about.apply(mail, doer);
                }
            };
        }
    }

    /** What is done to oneself is about nothing else. */
    private static final Things<Viewer> ONESELF =
            Things.of((facts, doer) -> doer, (mail, doer) -> Optional.of(doer));

    /** Reads what was said; what is missing or too much is refused in the form. */
    public interface Reads<T, S> {
        S of(T thing, Form form, Viewer doer);
    }

    /** Does it. */
    public interface Does<T, S> {
        Receipt of(T thing, S said, Viewer doer);
    }

    private record Act<T, S>(Reads<T, S> reads, Does<T, S> does) {
        Optional<Receipt> of(T thing, Form form, Viewer doer) {
            S said = reads.of(thing, form, doer);
            return form.refused() ? Optional.empty() : Optional.of(does.of(thing, said, doer));
        }
    }

    private final Draft<T> draft;
    private final @Nullable Act<T, ?> act;
    private final @Nullable Does<T, Mail> mailed;

    private Deed(Draft<T> draft, @Nullable Act<T, ?> act, @Nullable Does<T, Mail> mailed) {
        this.draft = draft;
        this.act = act;
        this.mailed = mailed;
    }

    public static <T> Draft<T> of(String name, Things<T> things) {
        return new Draft<>(name, things);
    }

    public static Draft<Viewer> ofOneself(String name) {
        return of(name, ONESELF);
    }

    /** A deed while it is described. */
    public static final class Draft<T> {
        private final String name;
        private final Things<T> things;
        private final Set<Door> doors = EnumSet.noneOf(Door.class);
        private Beside beside = Beside.TO_NOBODY;
        private @Nullable String words;
        private @Nullable String behind;
        private UnaryOperator<String> cleaned = String::strip;

        private Draft(String name, Things<T> things) {
            this.name = name;
            this.things = things;
        }

        public Draft<T> byWord() {
            doors.add(Door.WORD);
            return this;
        }

        public Draft<T> byLink() {
            doors.add(Door.LINK);
            return this;
        }

        public Draft<T> byPromise() {
            doors.add(Door.PROMISE);
            return this;
        }

        /** The words of a mail, or the line added to a link, are this field of it. */
        public Draft<T> words(String field) {
            words = field;
            return along();
        }

        /** The words of a mail are what it is done with. */
        public Draft<T> along() {
            beside = Beside.WITH_IT;
            return this;
        }

        /** The words of a mail stand where they would stand without it. */
        public Draft<T> posted() {
            beside = Beside.POSTED;
            return this;
        }

        /** What stands behind its word on the line is this field of it. */
        public Draft<T> behind(String field) {
            behind = field;
            return this;
        }

        /** As above, without what people write before it: "at", "until". */
        public Draft<T> behind(String field, UnaryOperator<String> cleaned) {
            this.cleaned = cleaned;
            return behind(field);
        }

        /** What must be said, and what is done with it. */
        public <S> Deed<T> does(Reads<T, S> reads, Does<T, S> does) {
            return new Deed<>(this, new Act<>(reads, does), null);
        }

        /** A deed at which nothing need be said. */
        public Deed<T> does(Does<T, Form> does) {
            return does((thing, form, doer) -> form, does);
        }

        /** A deed that only a mail does, with its files, to which its words belong. */
        public Deed<T> doesMailed(Does<T, Mail> does) {
            return new Deed<>(this, null, does);
        }
    }

    /** What stands behind "at" on the line of a word. */
    public static String place(String rest) {
        return rest.replaceFirst("(?iu)^(at|in|a|alla|presso|nella)\\s+", "").strip();
    }

    public String name() {
        return draft.name;
    }

    boolean opens(Door door) {
        return draft.doors.contains(door);
    }

    /** What becomes of the words of a mail beside it. */
    public Beside beside() {
        return draft.beside;
    }

    /** Whether words of a mail or a line belong to it. */
    boolean takesWords() {
        return draft.words != null;
    }

    /** Whether what stands behind its word on the line is a field of its own. */
    public boolean takesArgument() {
        return draft.behind != null;
    }

    /** By a button: does it, or nothing where the form is refused. */
    public Optional<Receipt> by(T thing, Form form, Viewer doer) {
        return Objects.requireNonNull(act).of(thing, form, doer.required());
    }

    /** Whether a visitor, who has to promise it, has said what must be said. */
    public boolean said(T thing, Form form, Viewer visitor) {
        Objects.requireNonNull(act).reads().of(thing, form, visitor);
        return !form.refused();
    }

    /** By a button at which nothing is said. */
    public Receipt by(T thing, Viewer doer) {
        return by(thing, Form.kept(Map.of()), doer).orElseThrow();
    }

    /** By a link or a promise: the thing and what is said stand in the facts. */
    Receipt by(Map<String, String> facts, String line, Viewer doer) {
        Map<String, String> fields = new HashMap<>(facts);
        if (draft.words != null && !line.isEmpty()) fields.put(draft.words, line);
        return said(draft.things.named(facts, doer), fields, doer);
    }

    /**
     * By a word in a mail; nothing where the mail is not about such a thing, so that another room
     * may know the word.
     */
    Optional<Receipt> by(Mail mail, String rest, Viewer doer) {
        return draft.things.about(mail, doer).map(thing -> by(thing, mail, rest, doer));
    }

    private Receipt by(T thing, Mail mail, String rest, Viewer doer) {
        if (mailed != null) return mailed.of(thing, mail, doer);
        Map<String, String> fields = new HashMap<>();
        if (draft.behind != null) fields.put(draft.behind, draft.cleaned.apply(rest));
        if (draft.words != null) fields.put(draft.words, mail.text());
        return said(thing, fields, doer);
    }

    private Receipt said(T thing, Map<String, String> fields, Viewer doer) {
        Form form = Form.kept(fields);
        return by(thing, form, doer).orElseThrow(() -> new Unsaid(form));
    }
}
