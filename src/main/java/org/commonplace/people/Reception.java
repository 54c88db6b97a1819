package org.commonplace.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.chrome.TooMany;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Bounces;
import org.commonplace.mail.Delivery;
import org.commonplace.mail.Leaving;
import org.commonplace.mail.Letters;
import org.commonplace.mail.Letters.Sent;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Receives people's mails: finds out who writes, does what the mail is for, and tells its author. A
 * mail is believed to be its author's where it answers a letter that went to that address, where
 * the mail server vouches for it, or where the author has confirmed it.
 */
@Component
class Reception implements Delivery {
    private static final int AN_HOUR = 100;
    private static final int CONFIRMATIONS = 5;
    private static final int COMMANDS = 12;

    /** In characters. */
    private static final int WORDS = 200_000;

    private final Members members;
    private final Arrivals arrivals;
    private final Joining joining;
    private final SignedController.Signing signing;
    private final ReceiptLetters receipts;
    private final Letters letters;
    private final Bounces bounces;
    private final RateLimits limits;
    private final Texts texts;
    private final Site site;
    private final List<Mailbox> mailboxes;
    private final Doors doors;
    private final List<MailGuard> guards;
    private final List<Leaving> leavings;

    Reception(
            Members members,
            Arrivals arrivals,
            Joining joining,
            SignedController.Signing signing,
            ReceiptLetters receipts,
            Letters letters,
            Bounces bounces,
            RateLimits limits,
            Texts texts,
            Site site,
            List<Mailbox> mailboxes,
            Doors doors,
            List<MailGuard> guards,
            List<Leaving> leavings) {
        this.members = members;
        this.arrivals = arrivals;
        this.joining = joining;
        this.signing = signing;
        this.receipts = receipts;
        this.letters = letters;
        this.bounces = bounces;
        this.limits = limits;
        this.texts = texts;
        this.site = site;
        this.mailboxes = mailboxes;
        this.doors = doors;
        this.guards = guards;
        this.leavings = leavings;
    }

    @Override
    public boolean knows(Addresses.Address address) {
        return switch (address.name()) {
            case Addresses.REPLY, Addresses.PRIVATE, Addresses.LEAVE, Addresses.BOUNCE ->
                    letters.sent(address.argument()).isPresent();
            case Addresses.JOIN -> true;
            default -> mailboxes.stream().anyMatch(box -> box.knows(address));
        };
    }

    @Override
    public Outcome take(Mail mail) {
        Optional<String> email = Email.of(mail.from());
        if (email.isEmpty()) return Outcome.dropped("no author");
        if (tooMany(mail)) return Outcome.dropped("too many from " + mail.from());
        Optional<Sent> letter = mail.letter();
        if (letter.isPresent() && mail.to().is(Addresses.LEAVE)) return leave(mail, letter.get());
        Optional<MemberId> known = members.byEmail(email.get());
        if (!mail.automatic().isEmpty()) return held(mail);
        if (!mail.vouched() && !answersOwnLetter(mail, known)) return confirm(mail);
        @Nullable String anything = letter.map(one -> one.takes().get("*")).orElse(null);
        if (anything != null && anything.startsWith("arrive:"))
            return arrived(mail, anything.substring(7));
        if (known.isEmpty() && !joining.welcome(email.get())) return confirm(mail);
        return take(mail, known.orElseGet(() -> arrivals.byMail(email.get(), mail.name())));
    }

    /** One that writes too much in an hour is told once, by the first mail that is over. */
    private boolean tooMany(Mail mail) {
        try {
            limits.take("mail", mail.from(), AN_HOUR, Duration.ofHours(1));
            return false;
        } catch (TooMany e) {
            try {
                limits.take("mail-refused", mail.from(), 1, Duration.ofHours(1));
            } catch (TooMany again) {
                return true;
            }
            throw e;
        }
    }

    private static boolean answersOwnLetter(Mail mail, Optional<MemberId> known) {
        return mail.letter()
                .filter(letter -> !mail.refuted())
                .filter(
                        letter ->
                                letter.to().equals(mail.from())
                                        || (known.isPresent()
                                                && Objects.equals(
                                                        letter.reader(), known.get().value())))
                .isPresent();
    }

    private Outcome leave(Mail mail, Sent letter) {
        Long reader = letter.reader();
        String what = letter.leaving();
        if (letters.ended(letter)) return Outcome.taken("left: letters to strangers", null, null);
        if (reader == null || what == null) return Outcome.dropped("nothing to end");
        leavings.forEach(one -> one.leave(reader, what));
        if (letter.to().equals(mail.from()))
            receipts.write(mail, new MemberId(reader), Receipt.of("left", null, "/me/watches"));
        return Outcome.taken("left: " + what, reader, null);
    }

    /**
     * A mail that may be a machine's waits until its author says that it is meant. Where the house
     * asked something, a machine has answered nothing.
     */
    private Outcome held(Mail mail) {
        boolean anything = mail.letter().filter(one -> one.takes().containsKey("*")).isPresent();
        return anything
                ? Outcome.dropped("may be automatic: " + mail.automatic())
                : confirm(mail, "held");
    }

    /** Asks the author, once, whether the mail is theirs; any answer says yes. */
    private Outcome confirm(Mail mail) {
        return confirm(mail, mail.to().is(Addresses.JOIN) ? "join" : "mail");
    }

    private Outcome confirm(Mail mail, String deed) {
        try {
            limits.take("mail-confirm", mail.from(), CONFIRMATIONS, Duration.ofDays(1));
        } catch (TooMany e) {
            return Outcome.dropped("asked often enough whether it is theirs");
        }
        Map<String, String> fields = new HashMap<>();
        fields.put("mail", String.valueOf(mail.id()));
        fields.put("name", mail.name());
        fields.put("text", quoted(mail));
        arrivals.promise(
                deed, mail.from(), fields, quoted(mail), receipts.language(mail), mail.messageId());
        return Outcome.unconfirmed("its author is asked");
    }

    private static String quoted(Mail mail) {
        return ReceiptLetters.shortened((mail.title() + "\n\n" + mail.text()).strip());
    }

    /** The answer to the question whether an earlier mail was theirs. */
    private Outcome arrived(Mail mail, String token) {
        Optional<Arrivals.Arrival> arrival = arrivals.arrive(Arrivals.DEED, token, "");
        MemberId member =
                arrival.map(Arrivals.Arrival::member)
                        .or(() -> members.byEmail(mail.from()))
                        .orElse(null);
        if (arrival.isPresent() && arrival.get().member() == null) {
            receipts.write(
                    mail,
                    letter ->
                            letter.say(receipts.text(mail, "receipt.join-form", site.name()))
                                    .button(
                                            receipts.text(mail, "receipt.join-form.button"),
                                            site.url() + arrival.get().path()));
            return Outcome.taken("asked to join", null, null);
        }
        if (arrival.isEmpty())
            receipts.write(mail, letter -> letter.say(receipts.text(mail, "receipt.before")));
        return Outcome.taken(
                arrival.isEmpty() ? "confirmed before" : "confirmed",
                member == null ? null : member.value(),
                null);
    }

    /** A member's mail. */
    private Outcome take(Mail mail, MemberId author) {
        if (mail.commands().size() > COMMANDS) throw new Refused("mail.refused.commands", COMMANDS);
        if (mail.text().length() > WORDS) throw new Refused("mail.refused.long");
        Viewer viewer = members.viewer(author).required();
        bounces.works(mail.from());
        Course course = new Course(mail);
        for (String line : mail.commands()) command(course, line, viewer);
        if (mail.commands().isEmpty()) any(course, viewer);
        boolean says = mail.speaks() || (mail.commands().isEmpty() && titled(mail));
        if (course.beside() == Beside.POSTED && says) course.did(posted(mail, viewer));
        if (course.beside() == Beside.TO_NOBODY) course.unsaid(mail.text());
        if (course.done().isEmpty()) course.did(wordless(mail, viewer));
        if (members.recipient(author).isPresent()) receipts.write(course, author);
        List<Receipt> done = course.done();
        if (done.stream().anyMatch(Receipt::masked) || masks(mail, viewer)) return Outcome.masked();
        return Outcome.taken(
                String.join(", ", done.stream().map(Receipt::key).toList()),
                author.value(),
                done.stream()
                        .map(Receipt::thread)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    /** To an address of a room, a subject alone says something: a question is often one line. */
    private boolean titled(Mail mail) {
        return mail.letter().isEmpty()
                && !mail.title().isEmpty()
                && mailboxes.stream().anyMatch(box -> box.knows(mail.to()));
    }

    /** Does one command, and says what becomes of the words beside it. */
    private void command(Course course, String line, Viewer author) {
        Map<String, String> takes = course.mail().letter().map(Sent::takes).orElse(Map.of());
        for (Map.Entry<String, String> one : takes.entrySet()) {
            Optional<String> rest = Words.rest(one.getKey(), line);
            if (rest.isPresent() && one.getValue().startsWith("deed:")) {
                signed(course, one.getValue().substring(5), rest.get(), author);
                return;
            }
        }
        for (Deed<?> one : doors.words())
            for (String word : words(one.name())) {
                Optional<String> rest = Words.rest(word, line);
                if (rest.isPresent() && performed(course, one, rest.get(), author)) return;
            }
        throw new Refused("mail.refused.command");
    }

    private boolean performed(Course course, Deed<?> one, String rest, Viewer author) {
        Mail mail = course.mail();
        boolean joined = !one.takesArgument() && one.beside() == Beside.WITH_IT;
        Mail said = joined ? mail.saying((rest + "\n\n" + mail.text()).strip()) : mail;
        if (one.takesWords()) look(said, author);
        Optional<Receipt> receipt = one.by(said, rest, author);
        if (receipt.isEmpty()) return false;
        course.did(receipt.get());
        course.beside(one.beside());
        boolean along = one.beside() == Beside.WITH_IT && receipt.get().key().equals(one.name());
        if (along && !said.text().isBlank()) course.wentAlong();
        if (!one.takesArgument() && !joined) course.unsaid(rest);
        return true;
    }

    private boolean masks(Mail mail, Viewer author) {
        return guards.stream().anyMatch(guard -> guard.masks(mail, author));
    }

    @Override
    public boolean masks(Mail mail) {
        return members.byEmail(mail.from())
                .map(author -> masks(mail, members.viewer(author)))
                .orElse(false);
    }

    private void look(Mail mail, Viewer author) {
        guards.forEach(guard -> guard.look(mail, author));
    }

    private void signed(Course course, String token, String rest, Viewer author) {
        String words = (rest + "\n" + course.mail().text()).strip();
        if (signing.takesWords(token)) look(course.mail().saying(words), author);
        Optional<SignedController.Signing.Done> signed = signing.sign(token, words);
        course.did(
                signed.map(one -> Receipt.of("signed." + one.deed().name(), null, one.path()))
                        .orElseGet(() -> Receipt.of("before", null, "/")));
        Beside beside = signed.map(one -> one.deed().beside()).orElse(Beside.TO_NOBODY);
        course.beside(beside);
        if (beside == Beside.WITH_IT && !words.isEmpty()) course.wentAlong();
        if (beside == Beside.TO_NOBODY) course.unsaid(rest);
    }

    /** A letter to which any answer does one thing. */
    private void any(Course course, Viewer author) {
        Mail mail = course.mail();
        String token = mail.letter().map(one -> one.takes().get("*")).orElse("");
        if (token.startsWith("deed:")
                && mail.speaks()
                && mail.to().is(Addresses.REPLY)
                && author.signedIn()) signed(course, token.substring(5), "", author);
    }

    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (Locale language : Texts.LANGUAGES)
            words.addAll(List.of(texts.text(language, "command." + command).split("\\|")));
        return words;
    }

    private Receipt posted(Mail mail, Viewer author) {
        for (Mailbox box : mailboxes) {
            Optional<Receipt> receipt = box.take(mail, author);
            if (receipt.isPresent()) return receipt.get();
        }
        if (mail.to().is(Addresses.JOIN)) return Receipt.of("joined", null, "/");
        throw new Refused("mail.refused.nowhere");
    }

    private static Receipt wordless(Mail mail, Viewer author) {
        if (mail.to().is(Addresses.JOIN) && author.signedIn())
            return Receipt.of("joined", null, "/");
        if (mail.to().is(Addresses.HELP)) return Receipt.of("help", null, "/manual/mail");
        throw new Refused(
                mail.original().startsWith("-----BEGIN PGP MESSAGE-----")
                        ? "mail.refused.encrypted"
                        : "mail.refused.empty");
    }

    @Override
    public void refuse(Mail mail, RuntimeException because) {
        receipts.refuse(mail, because);
    }
}
