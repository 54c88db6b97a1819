package org.commonplace.awareness;

import java.util.Locale;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Leaving;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.people.Beside;
import org.commonplace.people.MailCommand;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Following and no longer following by mail. */
@Configuration(proxyBeanMethods = false)
class WatchCommands {
    private record Command(String name, boolean argument, Cards cards, Performance performance)
            implements MailCommand {
        interface Performance {
            void of(Cards.Place place, String rest, Viewer author);
        }

        @Override
        public Beside beside() {
            return Beside.POSTED;
        }

        @Override
        public Optional<Receipt> perform(Mail mail, String rest, Viewer author) {
            return thread(mail)
                    .map(
                            thread -> {
                                Cards.Place place = cards.place(thread, author);
                                performance.of(place, rest, author);
                                return Receipt.of(name, place.id(), place.path(), place.title());
                            });
        }

        private static Optional<Long> thread(Mail mail) {
            return mail.to().is(Addresses.THREAD)
                    ? Optional.of(PublicId.parse(mail.to().argument()))
                    : mail.letter().flatMap(letter -> Optional.ofNullable(letter.thread()));
        }
    }

    @Bean
    MailCommand watchCommand(@Lazy Watches watches, @Lazy Cards cards) {
        return new Command(
                "watch",
                true,
                cards,
                (place, rest, author) ->
                        watches.level(
                                author.member(), place.id(), Level.said(rest).orElse(Level.EACH)));
    }

    @Bean
    MailCommand unwatchCommand(@Lazy Watches watches, @Lazy Cards cards) {
        return new Command(
                "unwatch",
                false,
                cards,
                (place, rest, author) -> watches.level(author.member(), place.id(), Level.OFF));
    }

    /** "daily", "weekly" or "off". */
    @Bean
    MailCommand digestCommand(@Lazy Digests digests) {
        return new MailCommand() {
            @Override
            public String name() {
                return "digest";
            }

            @Override
            public Beside beside() {
                return Beside.TO_NOBODY;
            }

            @Override
            public boolean argument() {
                return true;
            }

            @Override
            public Optional<Receipt> perform(Mail mail, String rest, Viewer author) {
                String how = rest.strip().toLowerCase(Locale.ROOT);
                if (!DigestSettings.DIGESTS.contains(how)) throw new Refused("mail.refused.digest");
                DigestSettings now = digests.settings(author.member());
                digests.choose(
                        author.member(),
                        new DigestSettings(how, now.hour(), now.quietDays(), now.corridor()));
                return Optional.of(Receipt.of("digest-" + how, null, "/me/watches"));
            }
        };
    }

    /** The one-click link of letters that come because something is followed, or may be asked. */
    @Bean
    Leaving leaveWatch(@Lazy Watches watches, @Lazy Digests digests, @Lazy Members members) {
        return (reader, what) -> {
            MemberId member = new MemberId(reader);
            if (what.startsWith("watch "))
                watches.level(member, PublicId.parse(what.substring(6)), Level.OFF);
            if (what.equals("digest")) digests.stop(member);
            if (what.equals("invitations")) members.mayAsk(member, new Members.MayAsk(false, 7));
        };
    }
}
