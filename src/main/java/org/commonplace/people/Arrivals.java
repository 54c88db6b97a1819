package org.commonplace.people;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
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
    private static final String DEED_NAME = "_deed";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private final Links links;
    private final Letters letters;
    private final Members members;
    private final Texts texts;
    private final Site site;
    private final Map<String, Deed> deeds = new HashMap<>();

    Arrivals(
            Links links,
            Letters letters,
            Members members,
            Texts texts,
            Site site,
            List<Deed> deeds) {
        this.links = links;
        this.letters = letters;
        this.members = members;
        this.texts = texts;
        this.site = site;
        deeds.forEach(deed -> this.deeds.put(deed.name(), deed));
    }

    /** Who arrived, and where to. */
    record Arrival(MemberId member, String path) {}

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
        Map<String, String> payload = new HashMap<>(fields);
        payload.put(DEED_NAME, deed);
        payload.put("language", language.getLanguage());
        String token = links.make(DEED, email, null, payload, WEEK);
        letters.queue(
                Letter.about(
                                "deed " + token.hashCode() + token.substring(0, 6),
                                email,
                                language.getLanguage(),
                                texts.text(language, "mail.deed." + deed + ".subject"))
                        .say(texts.text(language, "mail.deed." + deed + ".say", site.name()))
                        .quote(words, "")
                        .button(
                                texts.text(language, "mail.deed." + deed + ".button"),
                                site.url() + "/confirm/" + token)
                        .small(texts.text(language, "mail.deed.small"))
                        .done());
    }

    Links.Link find(String purpose, String token) {
        return links.find(purpose, token).orElseThrow(NotFound::new);
    }

    /** Uses a link and does its deed, both or neither. */
    @Transactional
    Optional<Arrival> arrive(String purpose, String token) {
        return links.use(purpose, token)
                .map(
                        link -> {
                            String email = java.util.Objects.requireNonNull(link.email());
                            Locale language =
                                    Texts.supported(
                                            Locale.of(
                                                    link.payload().getOrDefault("language", "en")));
                            MemberId member =
                                    members.arrive(email, link.payload().get("name"), language);
                            Deed deed = deeds.get(link.payload().getOrDefault(DEED_NAME, ""));
                            String path =
                                    deed == null
                                            ? link.payload().getOrDefault("next", "/")
                                            : deed.perform(members.viewer(member), link.payload());
                            return new Arrival(member, path);
                        });
    }

    static String deedOf(Links.Link link) {
        return link.payload().getOrDefault(DEED_NAME, "");
    }
}
