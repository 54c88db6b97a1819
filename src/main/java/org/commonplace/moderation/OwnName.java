package org.commonplace.moderation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Voices;
import org.commonplace.mail.Mail;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Component;

/**
 * What in a mail tells who wrote it, where its author speaks under another name: a mail program
 * signs with name, library and address by itself.
 */
@Component
class OwnName {
    /** In characters: shorter parts of names are words like any other. */
    private static final int PART = 3;

    private final Voices voices;
    private final Communities communities;
    private final Members members;

    OwnName(Voices voices, Communities communities, Members members) {
        this.voices = voices;
        this.communities = communities;
        this.members = members;
    }

    /** The words that tell; none where one writes under one's own name anyway. */
    List<String> in(Mail mail, Viewer author) {
        if (!masked(mail, author)) return List.of();
        String text = mail.title() + "\n" + mail.text();
        Set<String> words =
                Arrays.stream(text.split("[^\\p{L}\\p{M}'’-]+")).collect(Collectors.toSet());
        List<String> found = new ArrayList<>();
        for (String part : (author.name() + " " + mail.name()).split("[\\s,.]+"))
            if (part.length() >= PART && words.contains(part)) found.add(part);
        String small = text.toLowerCase(Locale.ROOT);
        members.profile(author.member())
                .map(Profile::organisation)
                .filter(library -> small.contains(library.toLowerCase(Locale.ROOT)))
                .ifPresent(found::add);
        members.addresses(author.member()).stream()
                .map(Members.Address::email)
                .filter(small::contains)
                .forEach(found::add);
        return found.stream().distinct().toList();
    }

    boolean masked(Mail mail, Viewer author) {
        Optional<Long> card = mail.about();
        if (card.isPresent()) return voices.there(card.get()) && voices.masks(card.get(), author);
        return communities.at(mail.to()).map(communities::closed).orElse(false);
    }
}
