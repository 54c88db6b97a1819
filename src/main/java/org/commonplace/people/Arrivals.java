package org.commonplace.people;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Bounces;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * From an address typed into a form to a member with a session: by a link in a mail, with or
 * without a deed.
 */
@Component
public class Arrivals {
    static final String SIGN_IN = "sign-in";
    static final String DEED = "deed";
    static final String JOIN = "join";
    private static final String DEED_NAME = "_deed";

    /** In characters: of a field's name, and of a text, which is some thirty pages. */
    private static final int NAME = 40;

    private static final int TEXT = 60_000;
    private static final int FIELDS = 80;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private final Links links;
    private final Letters letters;
    private final Members members;
    private final Joining joining;
    private final Texts texts;
    private final Site site;
    private final Addresses addresses;
    private final Bounces bounces;
    private final Correspondence correspondence;
    private final Doors doors;

    Arrivals(
            Links links,
            Letters letters,
            Members members,
            Joining joining,
            Texts texts,
            Site site,
            Addresses addresses,
            Bounces bounces,
            Correspondence correspondence,
            Doors doors) {
        this.correspondence = correspondence;
        this.bounces = bounces;
        this.addresses = addresses;
        this.links = links;
        this.letters = letters;
        this.members = members;
        this.joining = joining;
        this.texts = texts;
        this.site = site;
        this.doors = doors;
    }

    /** Who arrived, and where to; nobody yet where joining has to be asked for first. */
    record Arrival(@Nullable MemberId member, String path) {}

    /**
     * Sends a sign-in link. Whether the address is known changes neither the answer nor the work.
     */
    @Transactional
    public void invite(String email, String next, Locale language) {
        String token =
                links.make(
                        SIGN_IN,
                        email,
                        null,
                        Map.of("next", next, "language", language.getLanguage()),
                        HOUR);
        letters.queue(
                Letter.about(
                                "sign-in " + token.hashCode() + token.substring(0, 6),
                                email,
                                language.getLanguage(),
                                texts.text(language, "mail.sign-in.subject", site.name()))
                        .say(texts.text(language, "mail.sign-in.say", site.name()))
                        .button(
                                texts.text(language, "mail.sign-in.button"),
                                site.url() + "/sign-in/" + token)
                        .small(texts.text(language, "mail.sign-in.small"))
                        .done());
    }

    /** Keeps what a visitor wrote and mails a link; the deed is done when its button is pressed. */
    @Transactional
    public void promise(
            String deed, String email, Map<String, String> fields, String words, Locale language) {
        promise(deed, email, fields, words, language, null);
    }

    /** As above, for a mail: any answer to the letter does the deed as the button does. */
    @Transactional
    void promise(
            String deed,
            String email,
            Map<String, String> fields,
            String words,
            Locale language,
            @Nullable String messageId) {
        Map<String, String> payload = bounded(fields);
        payload.put(DEED_NAME, deed);
        payload.put("language", language.getLanguage());
        String token = links.make(DEED, email, null, payload, WEEK);
        Letter.Writing letter =
                Letter.about(
                                "deed " + token.hashCode() + token.substring(0, 6),
                                email,
                                language.getLanguage(),
                                texts.text(language, "mail.deed." + deed + ".subject", site.name()))
                        .say(texts.text(language, "mail.deed." + deed + ".say", site.name()))
                        .quote(words, fields.getOrDefault("name", ""))
                        .button(
                                texts.text(language, "mail.deed." + deed + ".button"),
                                site.url() + "/confirm/" + token,
                                addresses.open() ? texts.text(language, "mail.deed.by-answer") : "")
                        .small(texts.text(language, "mail.deed.small"))
                        .takes("*", "arrive:" + token)
                        .answers(messageId);
        letters.queue(letter.done());
    }

    /** What a visitor may leave here: a text, and a few lines beside it. */
    private static Map<String, String> bounded(Map<String, String> fields) {
        Map<String, String> kept = new HashMap<>(fields);
        kept.entrySet()
                .removeIf(one -> one.getKey().length() > NAME || one.getValue().length() > TEXT);
        int all = kept.values().stream().mapToInt(String::length).sum();
        if (all > TEXT + TEXT / 2 || kept.size() > FIELDS) throw new Forbidden("error.too-much");
        return kept;
    }

    /** Somebody new comes in by a mail that is theirs; who may not is not to be let in here. */
    MemberId byMail(String email, String name) {
        joining.came(email);
        return members.arrive(email, name, Texts.supported(Locale.of(site.language())));
    }

    /** The link, though it may be over. */
    Links.Link find(String purpose, String token) {
        return links.known(purpose, token).orElseThrow(NotFound::new);
    }

    /**
     * Sends a new link in the place of one that is over; what waits behind it waits behind the new
     * one alone.
     */
    @Transactional
    void again(String purpose, String token, Locale language) {
        Links.Link link = links.late(purpose, token).orElseGet(() -> find(purpose, token));
        String email = Objects.requireNonNull(link.email());
        Map<String, String> payload = link.payload();
        if (!link.late() || link.used() || deedOf(link).isEmpty())
            invite(email, payload.getOrDefault("next", "/"), language);
        else
            promise(
                    deedOf(link),
                    email,
                    payload,
                    Markdown.gist(payload.getOrDefault("text", ""), 600),
                    language);
    }

    /** Whether the button of a link makes a new member, whom the house does not know by name. */
    boolean newcomer(Links.Link link) {
        return link.email() != null && members.byEmail(link.email()).isEmpty();
    }

    /** The name that stands below what is published: never made of the address. */
    String byline(Links.Link link) {
        if (link.email() != null) {
            Optional<MemberId> known = members.byEmail(link.email());
            if (known.isPresent()) return members.named(new PersonaId(known.get().value()));
        }
        String typed = link.payload().getOrDefault("name", "");
        return typed.isBlank()
                ? texts.text(
                        Texts.supported(Locale.of(link.payload().getOrDefault("language", "en"))),
                        "newcomer")
                : typed;
    }

    /**
     * Uses a link and does its deed, both or neither. Throws {@link Forbidden}, and leaves the link
     * as it is, where somebody new needs an invitation.
     */
    @Transactional
    Optional<Arrival> arrive(String purpose, String token, String name) {
        return links.use(purpose, token).map(link -> arrive(link, name));
    }

    private Arrival arrive(Links.Link link, String name) {
        String email = Objects.requireNonNull(link.email());
        if (members.byEmail(email).isEmpty() && !joining.welcome(email)) {
            if (!joining.byRequest()) throw new Forbidden("error.by-invitation");
            return new Arrival(
                    null, "/join/" + links.make(JOIN, email, null, link.payload(), WEEK));
        }
        return comeIn(email, name.isEmpty() ? byline(link) : name, link.payload());
    }

    private Arrival comeIn(String email, @Nullable String name, Map<String, String> payload) {
        Locale language = Texts.supported(Locale.of(payload.getOrDefault("language", "en")));
        bounces.works(email);
        if (members.byEmail(email).isEmpty()) joining.came(email);
        MemberId member = members.arrive(email, name, language);
        return new Arrival(
                member,
                payload.containsKey(DEED_NAME)
                        ? done(payload, members.viewer(member))
                        : payload.getOrDefault("next", "/"));
    }

    private String done(Map<String, String> promised, Viewer author) {
        Receipt done = doors.promise(promised.getOrDefault(DEED_NAME, "")).by(promised, "", author);
        return done.key().isEmpty() ? done.path() : Paths.done(done.path(), done.key());
    }

    /** Asks to join; what was written comes along. The administrators hear of it. */
    @Transactional
    void apply(String token, String name, String statement) {
        Optional<Links.Link> link = links.use(JOIN, token);
        if (link.isEmpty()) return;
        joining.apply(link.get(), name, statement);
        for (MemberId host : members.inRole(Role.HOST))
            correspondence.write(
                    host,
                    "application " + token.substring(0, 12),
                    letter ->
                            letter.subject("mail.application.subject", name)
                                    .quote(statement, name)
                                    .button("mail.application.button", "/house/joining"));
    }

    /** Admits, and does what was to be done, or declines; the applicant hears of it. */
    @Transactional
    void decide(long application, boolean admitted, String because, MemberId host) {
        joining.decide(application, admitted, because, host)
                .ifPresent(one -> decided(one, admitted, because));
    }

    private void decided(Joining.Application one, boolean admitted, String because) {
        Locale language = Texts.supported(Locale.of(one.language()));
        String outcome = admitted ? "mail.admitted" : "mail.declined";
        Letter.Writing letter =
                Letter.about(
                                "joining " + one.key(),
                                one.email(),
                                language.getLanguage(),
                                texts.text(language, outcome + ".subject", site.name()))
                        .say(texts.text(language, outcome + ".say", site.name()));
        if (!because.isEmpty()) letter.say(because);
        if (admitted) {
            String path = comeIn(one.email(), one.name(), one.payload()).path();
            String token =
                    links.make(
                            SIGN_IN,
                            one.email(),
                            null,
                            Map.of("next", path, "language", one.language()),
                            WEEK);
            letter.button(
                    texts.text(language, "mail.sign-in.button"), site.url() + "/sign-in/" + token);
        } else if (one.text() != null) letter.quote(one.text(), one.name());
        letters.queue(letter.done());
    }

    /** Invites somebody by a letter with a link that lasts a week. */
    @Transactional
    void inviteToJoin(String email, String line, Viewer by, Locale language) {
        joining.invite(email, line, by.member());
        String token =
                links.make(
                        SIGN_IN,
                        email,
                        null,
                        Map.of("next", "/", "language", language.getLanguage()),
                        WEEK);
        String name = String.valueOf(by.name());
        Letter.Writing letter =
                Letter.about(
                                "invited " + token.hashCode() + token.substring(0, 6),
                                email,
                                language.getLanguage(),
                                texts.text(language, "mail.invited.subject", name, site.name()))
                        .say(texts.text(language, "mail.invited.say", name, site.name()))
                        .toStranger();
        if (!line.isEmpty()) letter.quote(line, name);
        letters.queue(
                letter.button(
                                texts.text(language, "mail.invited.button"),
                                site.url() + "/sign-in/" + token)
                        .small(texts.text(language, "mail.invited.small", name))
                        .done());
    }

    static String deedOf(Links.Link link) {
        return link.payload().getOrDefault(DEED_NAME, "");
    }
}
