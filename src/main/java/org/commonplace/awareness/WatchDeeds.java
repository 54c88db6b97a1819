package org.commonplace.awareness;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Leaving;
import org.commonplace.people.Deed;
import org.commonplace.people.Deeds;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Following, no longer following, and how often one hears. */
@Component
class WatchDeeds implements Deeds, Leaving {
    private final Watches watches;
    private final Requests requests;
    private final ObjectProvider<Declined> rooms;
    private final Digests digests;
    private final Cards cards;
    private final Members members;

    WatchDeeds(
            Watches watches,
            Requests requests,
            Digests digests,
            Cards cards,
            Members members,
            ObjectProvider<Declined> rooms) {
        this.requests = requests;
        this.rooms = rooms;
        this.watches = watches;
        this.digests = digests;
        this.cards = cards;
        this.members = members;
    }

    @Override
    public List<Deed<?>> all() {
        return List.of(watch(), unwatch(), digest(), notNow());
    }

    private Deed.Things<Cards.Place> place() {
        return Deed.Things.of(
                (facts, doer) -> cards.place(PublicId.parse(facts.getOrDefault("card", "")), doer),
                (mail, doer) -> mail.thread().map(thread -> cards.place(thread, doer)));
    }

    /** Follows a thing: by each mail, unless something else is said. */
    Deed<Cards.Place> watch() {
        return Deed.of("watch", place())
                .byWord()
                .behind("level")
                .posted()
                .does(
                        (one, form, doer) -> level(form),
                        (one, level, doer) -> {
                            watches.level(doer.member(), one.id(), level);
                            return Receipt.of("watch", one.id(), one.path(), one.title());
                        });
    }

    /** "Not now" to what one is asked for: whoever asked hears it where that is of use. */
    Deed<Long> notNow() {
        return Deed.of("decline", asked())
                .byWord()
                .does(
                        (request, said, doer) -> {
                            requests.dismiss(doer.member(), request)
                                    .ifPresent(one -> declined(doer.member(), one));
                            return Receipt.of("decline", null, "/");
                        });
    }

    private void declined(MemberId member, Requests.Dismissed one) {
        rooms.stream()
                .filter(room -> room.kind().equals(one.kind()))
                .forEach(room -> room.declined(member, one.card()));
    }

    /** The request that a letter is about, while it waits. */
    private Deed.Things<Long> asked() {
        return Deed.Things.of(
                (facts, doer) -> PublicId.parse(facts.getOrDefault("request", "")),
                (mail, doer) ->
                        mail.about().flatMap(card -> requests.waiting(doer.member(), card)));
    }

    private static Level level(Form form) {
        String said = form.given("level");
        if (said.isBlank()) return Level.EACH;
        Optional<Level> level = Level.said(said);
        if (level.isEmpty()) form.refuse("level", "form.required");
        return level.orElse(Level.EACH);
    }

    Deed<Cards.Place> unwatch() {
        return Deed.of("unwatch", place())
                .byWord()
                .posted()
                .does(
                        (one, said, doer) -> {
                            watches.level(doer.member(), one.id(), Level.OFF);
                            return Receipt.of("unwatch", one.id(), one.path(), one.title());
                        });
    }

    /** How often the digest comes, and when; what is not said stays as it is. */
    Deed<Viewer> digest() {
        return Deed.ofOneself("digest")
                .byWord()
                .behind("digest", said -> said.strip().toLowerCase(Locale.ROOT))
                .does(
                        this::settings,
                        (me, settings, doer) -> {
                            digests.choose(me.member(), settings);
                            return Receipt.of("digest-" + settings.digest(), null, "/me/watches");
                        });
    }

    private DigestSettings settings(Viewer me, Form form, Viewer doer) {
        DigestSettings now = digests.settings(me.member());
        String digest = form.choice("digest", DigestSettings.DIGESTS);
        if (form.given("hour").isEmpty())
            return new DigestSettings(digest, now.hour(), now.quietDays(), now.corridor());
        return new DigestSettings(
                digest,
                form.number("hour", 0, 23, now.hour()),
                IntStream.rangeClosed(1, 7)
                        .filter(day -> form.yes("quiet-" + day))
                        .boxed()
                        .toList(),
                form.yes("corridor"));
    }

    /** The one-click link of letters that come because something is followed, or may be asked. */
    @Override
    public void leave(long reader, String what) {
        MemberId member = new MemberId(reader);
        if (what.startsWith("watch "))
            watches.level(member, PublicId.parse(what.substring(6)), Level.OFF);
        if (what.equals("digest")) digests.stop(member);
        if (what.equals("invitations")) members.mayAsk(member, new Members.MayAsk(false, 7));
    }
}
