package org.commonplace.people;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.chrome.TooMany;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Bounces;
import org.commonplace.mail.Delivery;
import org.commonplace.mail.Leaving;
import org.commonplace.mail.Letter;
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
    private static final int QUOTED = 2_000;
    private final Members members;
    private final Arrivals arrivals;
    private final Joining joining;
    private final SignedController.Signing signing;
    private final Letters letters;
    private final Addresses addresses;
    private final Bounces bounces;
    private final RateLimits limits;
    private final Texts texts;
    private final Site site;
    private final List<Mailbox> mailboxes;
    private final List<MailCommand> commands;
    private final List<Leaving> leavings;

    Reception(
            Members members,
            Arrivals arrivals,
            Joining joining,
            SignedController.Signing signing,
            Letters letters,
            Addresses addresses,
            Bounces bounces,
            RateLimits limits,
            Texts texts,
            Site site,
            List<Mailbox> mailboxes,
            List<MailCommand> commands,
            List<Leaving> leavings) {
        this.members = members;
        this.arrivals = arrivals;
        this.joining = joining;
        this.signing = signing;
        this.letters = letters;
        this.addresses = addresses;
        this.bounces = bounces;
        this.limits = limits;
        this.texts = texts;
        this.site = site;
        this.mailboxes = mailboxes;
        this.commands = commands;
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
        if (reader == null || what == null) return Outcome.dropped("nothing to end");
        leavings.forEach(one -> one.leave(reader, what));
        if (letter.to().equals(mail.from()))
            receipt(mail, new MemberId(reader), List.of(Receipt.of("left", null, "/me/watches")));
        return Outcome.taken("left: " + what, reader, null);
    }

    /** Asks the author, once, whether the mail is theirs; any answer says yes. */
    private Outcome confirm(Mail mail) {
        try {
            limits.take("mail-confirm", mail.from(), CONFIRMATIONS, Duration.ofDays(1));
        } catch (TooMany e) {
            return Outcome.dropped("asked often enough whether it is theirs");
        }
        boolean joins = mail.to().is(Addresses.JOIN);
        Map<String, String> fields = new HashMap<>();
        fields.put("mail", String.valueOf(mail.id()));
        fields.put("name", mail.name());
        arrivals.promise(
                joins ? "join" : "mail",
                mail.from(),
                fields,
                quoted(mail),
                language(mail),
                mail.messageId());
        return Outcome.unconfirmed("its author is asked");
    }

    private static String quoted(Mail mail) {
        String words = (mail.title() + "\n\n" + mail.text()).strip();
        return Line.start(words, QUOTED);
    }

    private Locale language(Mail mail) {
        return members.byEmail(mail.from())
                .flatMap(members::recipient)
                .map(Members.Recipient::language)
                .orElseGet(() -> Texts.supported(Locale.of(site.language())));
    }

    /** The answer to the question whether an earlier mail was theirs. */
    private Outcome arrived(Mail mail, String token) {
        Optional<Arrivals.Arrival> arrival = arrivals.arrive(Arrivals.DEED, token, "");
        MemberId member =
                arrival.map(Arrivals.Arrival::member)
                        .or(() -> members.byEmail(mail.from()))
                        .orElse(null);
        if (arrival.isPresent() && arrival.get().member() == null) {
            write(
                    mail,
                    letter ->
                            letter.say(text(mail, "receipt.join-form", site.name()))
                                    .button(
                                            text(mail, "receipt.join-form.button"),
                                            site.url() + arrival.get().path()));
            return Outcome.taken("asked to join", null, null);
        }
        if (arrival.isEmpty()) write(mail, letter -> letter.say(text(mail, "receipt.before")));
        return Outcome.taken(
                arrival.isEmpty() ? "confirmed before" : "confirmed",
                member == null ? null : member.value(),
                null);
    }

    /** A member's mail. */
    private Outcome take(Mail mail, MemberId author) {
        Viewer viewer = members.viewer(author).required();
        bounces.works(mail.from());
        List<Receipt> done = new ArrayList<>();
        boolean consumed = false;
        for (String line : mail.commands()) consumed |= command(mail, line, viewer, done);
        if (mail.commands().isEmpty()) consumed = any(mail, viewer, done);
        boolean says = mail.speaks() || (mail.commands().isEmpty() && titled(mail));
        if (!consumed && says) done.add(posted(mail, viewer));
        if (done.isEmpty()) done.add(wordless(mail, viewer));
        if (members.recipient(author).isPresent()) receipt(mail, author, done);
        if (done.stream().anyMatch(Receipt::masked)) return Outcome.masked();
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

    /** Does one command; true where it took the words of the mail along. */
    private boolean command(Mail mail, String line, Viewer author, List<Receipt> done) {
        Map<String, String> takes = mail.letter().map(Sent::takes).orElse(Map.of());
        for (Map.Entry<String, String> one : takes.entrySet()) {
            Optional<String> rest = Words.rest(one.getKey(), line);
            if (rest.isPresent() && one.getValue().startsWith("deed:")) {
                String words = (rest.get() + "\n" + mail.text()).strip();
                return signed(one.getValue().substring(5), words, done);
            }
        }
        for (MailCommand one : commands)
            for (String word : words(one.name())) {
                Optional<String> rest = Words.rest(word, line);
                Optional<Receipt> receipt = rest.flatMap(words -> one.perform(mail, words, author));
                if (receipt.isPresent()) {
                    done.add(receipt.get());
                    return one.takesWords();
                }
            }
        throw new Refused("mail.refused.command");
    }

    private boolean signed(String token, String words, List<Receipt> done) {
        Optional<SignedController.Signing.Done> signed = signing.sign(token, words);
        done.add(
                signed.map(one -> Receipt.of("signed." + one.deed(), null, one.path()))
                        .orElseGet(() -> Receipt.of("before", null, "/")));
        return signed.isEmpty() || signing.deed(signed.get().deed()).line();
    }

    /** A letter to which any answer does one thing. */
    private boolean any(Mail mail, Viewer author, List<Receipt> done) {
        String token = mail.letter().map(one -> one.takes().get("*")).orElse("");
        if (!token.startsWith("deed:") || !mail.speaks() || !mail.to().is(Addresses.REPLY))
            return false;
        return author.signedIn() && signed(token.substring(5), mail.text(), done);
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
        throw new Refused("mail.refused.empty");
    }

    private void receipt(Mail mail, MemberId author, List<Receipt> done) {
        Locale language = language(mail);
        Map<String, String> said = new LinkedHashMap<>();
        for (Receipt one : done)
            said.put(texts.text(language, one.message(), one.arguments().toArray()), one.path());
        Long thread =
                done.stream()
                        .map(Receipt::thread)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        write(
                mail,
                letter -> {
                    letter.reader(author.value());
                    if (thread != null) letter.on(thread, thread);
                    said.keySet().forEach(letter::say);
                    if (done.stream().anyMatch(one -> one.key().matches("joined|help")))
                        help(letter, language);
                    letter.button(
                            texts.text(language, "receipt.button"),
                            site.url() + said.values().iterator().next());
                });
    }

    private void help(Letter.Writing letter, Locale language) {
        letter.say(texts.text(language, "receipt.help.ask", addresses.of("commons")))
                .say(texts.text(language, "receipt.help.answer"))
                .say(texts.text(language, "receipt.help.commands"));
    }

    private String text(Mail mail, String key, Object... arguments) {
        return texts.text(language(mail), key, arguments);
    }

    private void write(Mail mail, java.util.function.Consumer<Letter.Writing> words) {
        String title = mail.title();
        Letter.Writing letter =
                Letter.about(
                                "receipt " + mail.id(),
                                mail.from(),
                                language(mail).getLanguage(),
                                "Re: " + (title.isEmpty() ? site.name() : title))
                        .answers(mail.messageId());
        words.accept(letter);
        letters.queue(letter.done());
    }

    @Override
    public void refuse(Mail mail, RuntimeException because) {
        if (Email.of(mail.from()).isEmpty()) return;
        String key = Refused.reason(because).orElse("mail.refused.bug");
        write(
                mail,
                letter -> {
                    letter.say(text(mail, "mail.refused.say"))
                            .say(text(mail, key, Refused.arguments(because)));
                    String words = said(mail);
                    if (!words.isEmpty()) letter.quote(words, "");
                    letter.small(
                            text(
                                    mail,
                                    words.isEmpty() ? "mail.refused.help" : "mail.refused.small",
                                    addresses.of(Addresses.HELP)));
                });
    }

    /** The author's words and commands, as far as a letter has room for them. */
    private static String said(Mail mail) {
        StringBuilder words = new StringBuilder();
        mail.commands().forEach(line -> words.append('+').append(line).append('\n'));
        String all = words.append(mail.text()).toString().strip();
        return Line.start(all, QUOTED);
    }
}
