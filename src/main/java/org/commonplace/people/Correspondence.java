package org.commonplace.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.commonplace.people.Members.Recipient;
import org.springframework.stereotype.Component;

/**
 * Letters to members: in each one's language, with links that do a deed in their name without
 * signing in.
 */
@Component
public class Correspondence {
    static final String DEED = "signed";
    private static final String NAME = "_deed";
    private static final Duration LIFE = Duration.ofDays(60);
    private static final int BATCH = 500;
    private final Members members;
    private final Letters letters;
    private final Links links;
    private final Texts texts;
    private final Site site;
    private final Blocks blocks;
    private final Addresses addresses;
    private final DeclinedLetters declined;

    Correspondence(
            Members members,
            Letters letters,
            Links links,
            Texts texts,
            Site site,
            Blocks blocks,
            Addresses addresses,
            DeclinedLetters declined) {
        this.addresses = addresses;
        this.declined = declined;
        this.members = members;
        this.letters = letters;
        this.links = links;
        this.texts = texts;
        this.site = site;
        this.blocks = blocks;
    }

    /** The name of the deed that a link does. */
    static String named(Links.Link link) {
        return link.payload().getOrDefault(NAME, "");
    }

    /** A letter to one of many: what event it tells of, and its words. */
    public record Note(MemberId to, String event, Consumer<Writer> words) {}

    /** Writes to a member who can be reached; one letter for an event and member. */
    public void write(MemberId member, String event, Consumer<Writer> words) {
        write(List.of(new Note(member, event, words)));
    }

    /** Writes the same to many; one letter for an event and member. */
    public void write(Collection<MemberId> members, String event, Consumer<Writer> words) {
        write(members.stream().map(member -> new Note(member, event, words)).toList());
    }

    /** Writes to each who can be reached. */
    public void write(List<Note> notes) {
        for (int from = 0; from < notes.size(); from += BATCH) {
            List<Note> some = notes.subList(from, Math.min(notes.size(), from + BATCH));
            Map<MemberId, Recipient> reached = new HashMap<>();
            for (Recipient to : members.recipients(some.stream().map(Note::to).toList()))
                reached.put(to.member(), to);
            Set<DeclinedLetters.Declined> stopped = declined.of(reached.keySet());
            List<Letter> all = new ArrayList<>();
            for (Note note : some) {
                Recipient to = reached.get(note.to());
                if (to == null) continue;
                Writer writer = new Writer(to, note.event());
                note.words().accept(writer);
                if (writer.stopped(stopped)) continue;
                all.add(writer.letter().done());
            }
            letters.queue(all);
        }
    }

    /** As {@link #write}, from somebody: nothing goes where one has blocked the other. */
    public void write(PersonaId from, MemberId member, String event, Consumer<Writer> words) {
        if (!blocks.between(member, from)) write(member, event, words);
    }

    /** A letter while it is written; keys are of the message files. */
    public final class Writer {
        private final Recipient to;
        private final String event;
        private String subject = "";
        private String leaving;
        private final List<Consumer<Letter.Writing>> parts = new ArrayList<>();

        private Writer(Recipient to, String event) {
            this.to = to;
            this.event = event;
            this.leaving = DeclinedLetters.leaving(event);
        }

        /** Whether its kind is one that the reader has stopped. */
        private boolean stopped(Set<DeclinedLetters.Declined> kinds) {
            return leaving.equals(DeclinedLetters.leaving(event))
                    && kinds.contains(
                            new DeclinedLetters.Declined(to.member(), DeclinedLetters.kind(event)));
        }

        /**
         * An answer to the reader's own deed, or what they must be told whatever they chose: it
         * comes always, and has no way out. All others have one.
         */
        public Writer owed() {
            leaving = "";
            return this;
        }

        public String text(String key, Object... arguments) {
            return texts.text(to.language(), key, arguments);
        }

        /** The reader as the letter is written: for dates in their language and zone. */
        public Recipient reader() {
            return to;
        }

        public Writer subject(String key, Object... arguments) {
            subject = text(key, arguments);
            return this;
        }

        /** A subject that is somebody's own words, such as a title. */
        public Writer about(String title) {
            subject = title;
            return this;
        }

        public Writer say(String key, Object... arguments) {
            String words = text(key, arguments);
            parts.add(letter -> letter.say(words));
            return this;
        }

        public Writer quote(String words, String by) {
            parts.add(letter -> letter.quote(words, by));
            return this;
        }

        /** A link to a page of the house, on a line of its own. */
        public Writer link(String key, String path) {
            String label = text(key);
            parts.add(letter -> letter.link(label, site.url() + path));
            return this;
        }

        /** A link that begins a mail into a thread, where mail comes in. */
        public Writer mailTo(String key, long thread) {
            if (!addresses.open()) return this;
            String label = text(key);
            String address = "mailto:" + addresses.thread(thread);
            parts.add(letter -> letter.link(label, address));
            return this;
        }

        /** A text to be copied: as it is, without marks of a quotation. */
        public Writer verbatim(String words) {
            parts.add(letter -> letter.verbatim(words));
            return this;
        }

        public Writer small(String key, Object... arguments) {
            String words = text(key, arguments);
            parts.add(letter -> letter.small(words));
            return this;
        }

        /** A button that leads to a page of the house. */
        public Writer button(String key, String path) {
            String label = text(key);
            parts.add(letter -> letter.button(label, site.url() + path));
            return this;
        }

        /**
         * A button that does a deed in the reader's name, once, for sixty days; {@code facts} are
         * handed to it. An answer with the deed's word does the same.
         */
        public Writer deed(String key, String deed, Map<String, String> facts) {
            String token = token(deed, facts);
            String word = text("signed." + deed + ".word");
            String label = text(key);
            String answer = addresses.open() ? text("mail.answer-with", word) : "";
            parts.add(
                    letter ->
                            letter.button(label, site.url() + "/signed/" + token, answer)
                                    .takes(word, "deed:" + token));
            return this;
        }

        /** Any answer does the deed, with its words as the line. */
        public Writer answered(String deed, Map<String, String> facts) {
            String token = token(deed, facts);
            parts.add(letter -> letter.takes("*", "deed:" + token));
            return this;
        }

        private String token(String deed, Map<String, String> facts) {
            Map<String, String> payload = new HashMap<>(facts);
            payload.put(NAME, deed);
            return links.make(DEED, null, to.member(), payload, LIFE);
        }

        /** Tells of a card in a thread: an answer is about it. */
        public Writer on(long card, long thread) {
            parts.add(letter -> letter.on(card, thread));
            return this;
        }

        /** Tells of a card, in a letter that stands alone: an answer is about it. */
        public Writer card(long card) {
            parts.add(letter -> letter.card(card));
            return this;
        }

        /** In somebody's name. */
        public Writer from(String name) {
            parts.add(letter -> letter.from(name));
            return this;
        }

        /** From a community, as a mailing list's letters are. */
        public Writer list(String slug, String name) {
            parts.add(letter -> letter.list(slug, name));
            return this;
        }

        /** An answer goes to one persona alone, from the one that the letter went to. */
        public Writer relay(PersonaId to, PersonaId as) {
            parts.add(letter -> letter.takes(Relays.MARK, Relays.between(to, as)));
            return this;
        }

        /** Sent by a subscription of its own: what its unsubscribe link ends. */
        public Writer leaving(String what) {
            leaving = what;
            return this;
        }

        /** What an answer does, where mail comes in. */
        public Writer answering(String key, Object... arguments) {
            return addresses.open() ? small(key, arguments) : this;
        }

        private Letter.Writing letter() {
            Letter.Writing letter =
                    Letter.about(event, to.email(), to.language().getLanguage(), subject)
                            .reader(to.member().value());
            if (!leaving.isEmpty()) letter.leaving(leaving);
            parts.forEach(part -> part.accept(letter));
            return letter;
        }
    }
}
