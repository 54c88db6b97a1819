package org.commonplace.practices;

import java.util.Optional;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.moderation.PatronMail;
import org.commonplace.people.Beside;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MailCommand;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one word does in an answer to a letter about a practice. */
@Configuration(proxyBeanMethods = false)
class PracticeCommands {
    private static final int LINE = 500;
    private static final int SUMMARY = 300;

    /** A command on a practice, or on what was said below one. */
    private record Command(
            String name, Beside beside, boolean argument, JdbcClient jdbc, Performance performance)
            implements MailCommand {
        interface Performance {
            Receipt of(PracticeId practice, String rest, Mail mail, Viewer author);
        }

        @Override
        public Optional<Receipt> perform(Mail mail, String rest, Viewer author) {
            return card(mail)
                    .flatMap(this::practice)
                    .map(practice -> performance.of(practice, rest, mail, author));
        }

        private static Optional<Long> card(Mail mail) {
            return mail.to().is(Addresses.THREAD)
                    ? Optional.of(PublicId.parse(mail.to().argument()))
                    : mail.letter().flatMap(letter -> Optional.ofNullable(letter.card()));
        }

        private Optional<PracticeId> practice(long card) {
            return jdbc.sql(
                            """
                    select k.id from practices.practice k where k.id = :card
                    union all
                    select k.id from conversations.posted p join practices.practice k on k.id = p.thread
                     where p.id = :card limit 1
                    """)
                    .param("card", card)
                    .query((row, n) -> new PracticeId(row.getLong(1)))
                    .optional();
        }
    }

    private static Receipt done(String name, PracticeId id) {
        return Receipt.of(name, id.value(), "/practices/" + id + "/-");
    }

    private static String clipped(String text, int most) {
        String line = text.replaceAll("\\s+", " ").strip();
        return Line.start(line, most);
    }

    /** By its keeper, or at another library: the word's, else the author's own. */
    private static Receipt said(
            String said,
            PracticeId id,
            String rest,
            Mail mail,
            Viewer author,
            Renewals renewals,
            Members members) {
        String own = members.profile(author.member()).map(Profile::organisation).orElse("");
        String library = rest.replaceFirst("(?iu)^(at|in|a|alla|presso|nella)\\s+", "").strip();
        renewals.say(
                id,
                said,
                clipped(library.isEmpty() ? own : library, 200),
                mail.textOf(LINE).replaceAll("\\s+", " "),
                author);
        return done(said, id);
    }

    @Bean
    MailCommand stillTrueCommand(JdbcClient jdbc, @Lazy Renewals renewals, @Lazy Members members) {
        return new Command(
                Renewals.STILL_TRUE,
                Beside.WITH_IT,
                true,
                jdbc,
                (id, rest, mail, author) ->
                        said(Renewals.STILL_TRUE, id, rest, mail, author, renewals, members));
    }

    @Bean
    MailCommand changedCommand(JdbcClient jdbc, @Lazy Renewals renewals, @Lazy Members members) {
        return new Command(
                Renewals.CHANGED,
                Beside.WITH_IT,
                true,
                jdbc,
                (id, rest, mail, author) ->
                        said(Renewals.CHANGED, id, rest, mail, author, renewals, members));
    }

    /** Sends the text as it stands, to be changed and sent back. */
    @Bean
    MailCommand textCommand(
            JdbcClient jdbc, @Lazy Practices practices, @Lazy Correspondence letters) {
        return new Command(
                "text",
                Beside.TO_NOBODY,
                false,
                jdbc,
                (id, rest, mail, author) -> {
                    Practice practice = practices.get(id, author);
                    letters.write(
                            author.member(),
                            "text " + mail.id(),
                            letter ->
                                    letter.owed()
                                            .about(practice.title())
                                            .card(id.value())
                                            .say("mail.text.say", practice.title())
                                            .say("mail.text.below")
                                            .verbatim(practice.body())
                                            .answering("mail.answering.text"));
                    return done("text", id);
                });
    }

    /**
     * The mail's words are the practice's new text: saved where the author may, else proposed to
     * its keeper. The text that it was begun at is the present one.
     */
    @Bean
    MailCommand editCommand(
            JdbcClient jdbc,
            @Lazy Practices practices,
            @Lazy Revisions revisions,
            @Lazy Proposals proposals,
            @Lazy PatronMail patrons) {
        return new Command(
                "edit",
                Beside.WITH_IT,
                true,
                jdbc,
                (id, rest, mail, author) -> {
                    patrons.look(mail, author);
                    if (mail.text().isBlank()) throw new Refused("mail.refused.empty");
                    return change(
                            practices.get(id, author),
                            mail.text(),
                            rest,
                            author,
                            revisions,
                            proposals);
                });
    }

    /** The mail's words come behind the practice's text. */
    @Bean
    MailCommand addCommand(
            JdbcClient jdbc,
            @Lazy Practices practices,
            @Lazy Revisions revisions,
            @Lazy Proposals proposals,
            @Lazy PatronMail patrons) {
        return new Command(
                "add",
                Beside.WITH_IT,
                true,
                jdbc,
                (id, rest, mail, author) -> {
                    patrons.look(mail, author);
                    if (mail.text().isBlank()) throw new Refused("mail.refused.empty");
                    Practice practice = practices.get(id, author);
                    return change(
                            practice,
                            practice.body().stripTrailing() + "\n\n" + mail.text(),
                            rest,
                            author,
                            revisions,
                            proposals);
                });
    }

    private static Receipt change(
            Practice practice,
            String text,
            String summary,
            Viewer author,
            Revisions revisions,
            Proposals proposals) {
        Revisions.Change change =
                new Revisions.Change(
                        practice.version(), practice.title(), text, clipped(summary, SUMMARY));
        if (practice.edits(author)) {
            revisions.change(practice.id(), change, author);
            return done("edited", practice.id());
        }
        proposals.propose(practice.id(), change, author);
        return done("proposed", practice.id());
    }
}
