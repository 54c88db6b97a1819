package org.commonplace.people;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What one can do for oneself by mail, whatever the mail answers. */
@Configuration(proxyBeanMethods = false)
class MailCommands {
    private record Command(String name, Performance performance) implements MailCommand {
        interface Performance {
            Receipt of(Mail mail, String rest, Viewer author);
        }

        /** What one does for oneself is nobody's business: a reason for it least of all. */
        @Override
        public Beside beside() {
            return Beside.TO_NOBODY;
        }

        @Override
        public boolean argument() {
            return name.equals("away");
        }

        @Override
        public Optional<Receipt> perform(Mail mail, String rest, Viewer author) {
            return Optional.of(performance.of(mail, rest, author));
        }
    }

    @Bean
    MailCommand helpCommand() {
        return new Command(
                "help", (mail, rest, author) -> Receipt.of("help", null, "/manual/mail"));
    }

    /** Leaving needs a second mail: the first brings a letter that says what happens. */
    @Bean
    MailCommand leaveHouseCommand(@Lazy Correspondence letters) {
        return new Command(
                "leave-house",
                (mail, rest, author) -> {
                    letters.write(
                            author.member(),
                            "leave " + mail.id(),
                            letter ->
                                    letter.owed()
                                            .subject("mail.leave-house.subject")
                                            .say("mail.leave-house.say")
                                            .deed(
                                                    "mail.leave-house.button",
                                                    "leave-house",
                                                    Map.of("title", ""))
                                            .small("mail.leave-house.small"));
                    return Receipt.of("leave-house", null, "/me/leave");
                });
    }

    /** Away until a day: nothing is asked until then. */
    @Bean
    MailCommand awayCommand(@Lazy Members members, Clock clock) {
        return new Command(
                "away",
                (mail, rest, author) -> {
                    LocalDate until = day(rest);
                    if (until.isBefore(LocalDate.ofInstant(clock.instant(), author.zone())))
                        throw new Refused("mail.refused.day");
                    members.away(author.member(), until);
                    return Receipt.of("away", null, "/me", until.toString());
                });
    }

    private static LocalDate day(String rest) {
        try {
            return LocalDate.parse(rest.replaceFirst("(?iu)^(until|fino al?|bis)\\s+", "").strip());
        } catch (DateTimeParseException e) {
            throw new Refused("mail.refused.day");
        }
    }
}
