package org.commonplace.questions;

import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Line;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Talks;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.people.Beside;
import org.commonplace.people.MailCommand;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What one word does in an answer to a letter about a question. */
@Configuration(proxyBeanMethods = false)
class QuestionCommands {
    private static final int LINE = 500;

    /** A command on a post of a question. */
    private record Command(
            String name,
            Beside beside,
            boolean argument,
            QuestionMailbox mailbox,
            Performance performance)
            implements MailCommand {
        interface Performance {
            Receipt of(Post post, String rest, Mail mail, Viewer author);
        }

        @Override
        public Optional<Receipt> perform(Mail mail, String rest, Viewer author) {
            return mailbox.post(mail, author).map(post -> performance.of(post, rest, mail, author));
        }
    }

    /** A command that leaves the mail's words to be a post of their own. */
    private static MailCommand deed(String name, QuestionMailbox mailbox, Deed deed) {
        return new Command(
                name,
                Beside.POSTED,
                false,
                mailbox,
                (post, rest, mail, author) -> done(name, deed.of(post, author), post));
    }

    private interface Deed {
        QuestionId of(Post post, Viewer author);
    }

    private static Receipt done(String name, QuestionId id, Post post) {
        return Receipt.of(name, id.value(), "/questions/" + id + "/-#" + post.id());
    }

    /** Where it worked: the word's library, else the author's own. */
    private static Receipt tried(
            Answers answers, Verdict verdict, Post post, String rest, Mail mail, Viewer author) {
        String library = rest.replaceFirst("(?iu)^(at|in|a|alla|presso|nella)\\s+", "").strip();
        List<String> own = answers.librariesOf(post.id(), author);
        if (library.isEmpty() && own.isEmpty()) throw new Refused("mail.refused.library");
        QuestionId question =
                answers.report(
                        answered(post),
                        new Answers.Tried(
                                shortened(library.isEmpty() ? own.getFirst() : library, 200),
                                verdict,
                                mail.textOf(LINE).replaceAll("\\s+", " "),
                                answers.today()),
                        author);
        return done(verdict.key(), question, post);
    }

    private static String shortened(String text, int most) {
        return Line.start(text, most);
    }

    /** The answer that a letter was about. */
    private static PostId answered(Post post) {
        if (!post.kind().equals("answer")) throw new Refused("mail.refused.no-answer");
        return post.id();
    }

    @Bean
    MailCommand acceptCommand(@Lazy QuestionMailbox mailbox, @Lazy Answers answers) {
        return deed("accept", mailbox, (post, author) -> answers.accept(answered(post), author));
    }

    @Bean
    MailCommand thanksCommand(@Lazy QuestionMailbox mailbox, @Lazy Talks talks) {
        return deed(
                "thanks",
                mailbox,
                (post, author) -> new QuestionId(talks.thank(post.id(), author).thread()));
    }

    @Bean
    MailCommand sameCommand(@Lazy QuestionMailbox mailbox, @Lazy Questions questions) {
        return deed(
                "same",
                mailbox,
                (post, author) -> {
                    QuestionId id = new QuestionId(post.thread());
                    questions.share(id, true, author);
                    return id;
                });
    }

    private static MailCommand verdict(Verdict verdict, QuestionMailbox mailbox, Answers answers) {
        return new Command(
                verdict.key(),
                Beside.WITH_IT,
                true,
                mailbox,
                (post, rest, mail, author) -> tried(answers, verdict, post, rest, mail, author));
    }

    @Bean
    MailCommand workedCommand(@Lazy QuestionMailbox mailbox, @Lazy Answers answers) {
        return verdict(Verdict.WORKED, mailbox, answers);
    }

    @Bean
    MailCommand partlyCommand(@Lazy QuestionMailbox mailbox, @Lazy Answers answers) {
        return verdict(Verdict.PARTLY, mailbox, answers);
    }

    @Bean
    MailCommand notHereCommand(@Lazy QuestionMailbox mailbox, @Lazy Answers answers) {
        return verdict(Verdict.NOT_HERE, mailbox, answers);
    }

    /**
     * With words of its own the mail is the answer; without, the comment that it is about becomes
     * one.
     */
    @Bean
    MailCommand answerCommand(
            @Lazy QuestionMailbox mailbox, @Lazy Answers answers, @Lazy Questions questions) {
        return new Command(
                "answer",
                Beside.WITH_IT,
                false,
                mailbox,
                (post, rest, mail, author) ->
                        mail.speaks()
                                ? mailbox.answer(mail, question(questions, post, author), author)
                                : done("answer", answers.promote(post.id(), author), post));
    }

    /** A mail that would be an answer is a comment; without words, the answer becomes one. */
    @Bean
    MailCommand commentCommand(
            @Lazy QuestionMailbox mailbox, @Lazy Answers answers, @Lazy Questions questions) {
        return new Command(
                "comment",
                Beside.WITH_IT,
                false,
                mailbox,
                (post, rest, mail, author) ->
                        mail.speaks()
                                ? mailbox.comment(
                                        mail, question(questions, post, author), post.id(), author)
                                : done("comment", answers.demote(post.id(), author), post));
    }

    /** To the asker alone. */
    @Bean
    MailCommand privateCommand(@Lazy QuestionMailbox mailbox, @Lazy Questions questions) {
        return new Command(
                "private",
                Beside.WITH_IT,
                false,
                mailbox,
                (post, rest, mail, author) -> {
                    if (!mail.speaks()) throw new Refused("mail.refused.empty");
                    return mailbox.reply(mail, question(questions, post, author), author);
                });
    }

    private static Questions.Question question(Questions questions, Post post, Viewer author) {
        return questions.get(new QuestionId(post.thread()), author);
    }
}
