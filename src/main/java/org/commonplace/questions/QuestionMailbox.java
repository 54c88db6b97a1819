package org.commonplace.questions;

import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.NotFound;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Attachments;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Addresses.Address;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.moderation.PatronMail;
import org.commonplace.people.Mailbox;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Mail about questions: to a community it asks one; to a question, by anybody but the asker, it
 * answers; to an answer it comments; to the private address it reaches the asker alone.
 */
@Component
@Order(10)
class QuestionMailbox implements Mailbox {
    private final JdbcClient jdbc;
    private final Questions questions;
    private final Answers answers;
    private final PrivateReplies privateReplies;
    private final Communities communities;
    private final Posts posts;
    private final Attachments attachments;
    private final PatronMail patrons;

    QuestionMailbox(
            JdbcClient jdbc,
            Questions questions,
            Answers answers,
            PrivateReplies privateReplies,
            Communities communities,
            Posts posts,
            Attachments attachments,
            PatronMail patrons) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.answers = answers;
        this.privateReplies = privateReplies;
        this.communities = communities;
        this.posts = posts;
        this.attachments = attachments;
        this.patrons = patrons;
    }

    @Override
    public boolean knows(Address address) {
        return communities.at(address).isPresent();
    }

    @Override
    public Optional<Receipt> take(Mail mail, Viewer author) {
        if (knows(mail.to()) && mail.letter().isEmpty()) return Optional.of(ask(mail, author));
        return about(mail).map(card -> take(mail, card, author));
    }

    /** The question or post that a mail is about, where it is a question's. */
    Optional<PostId> about(Mail mail) {
        return mail.about().map(PostId::new).filter(this::ofQuestion);
    }

    private boolean ofQuestion(PostId post) {
        return jdbc.sql(
                        """
                select exists (select from conversations.posted p join questions.question q on q.id = p.thread
                                where p.id = :id)
                """)
                .param("id", post.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    private Receipt ask(Mail mail, Viewer author) {
        String text = (mail.title() + "\n\n" + mail.text()).strip();
        if (QuestionText.refusals(text).any()) throw new Refused("mail.refused.no-title");
        patrons.look(mail, author);
        String slug = communities.at(mail.to()).orElseThrow(NotFound::new);
        QuestionId id = questions.ask(Questions.Draft.of(text, language(author)).in(slug), author);
        List<String> left = attachments.keep(id.post(), mail, author);
        return receipt(
                        left,
                        waits(id.value()) ? "asked-held" : "asked",
                        id,
                        "/questions/" + id + "/-")
                .original(mail.shorter(), id.toString());
    }

    private Receipt take(Mail mail, PostId on, Viewer author) {
        Question question = questions.get(questions.of(on), author);
        if (mail.to().is(Addresses.PRIVATE)) return reply(mail, question, author);
        return on.equals(question.id().post()) && !question.asks(author)
                ? answer(mail, question, author)
                : comment(mail, question, on, author);
    }

    Receipt reply(Mail mail, Question question, Viewer author) {
        patrons.look(mail, author);
        privateReplies.reply(question.id(), mail.text(), author);
        return receipt(names(mail), "private", question.id(), question.path());
    }

    Receipt answer(Mail mail, Question question, Viewer author) {
        patrons.look(mail, author);
        if (!attachments.any(mail)) throw new Refused("mail.refused.files");
        return posted(
                mail,
                "answered",
                question,
                answers.answer(question.id(), mail.text(), language(author), author),
                author);
    }

    Receipt comment(Mail mail, Question question, PostId on, Viewer author) {
        patrons.look(mail, author);
        if (!attachments.any(mail)) throw new Refused("mail.refused.files");
        return posted(
                mail,
                "commented",
                question,
                answers.comment(question.id(), on, mail.text(), language(author), author),
                author);
    }

    private Receipt posted(Mail mail, String key, Question question, PostId post, Viewer author) {
        List<String> left = attachments.keep(post, mail, author);
        return receipt(
                        left,
                        waits(post.value()) ? key + "-held" : key,
                        question.id(),
                        question.path() + "#" + post)
                .original(mail.shorter(), post.toString())
                .masked(attachments.masked(post, author));
    }

    /** Whether somebody has to look at it first. */
    private boolean waits(long card) {
        return jdbc.sql("select not exists (select from catalogue.shown where id = :id)")
                .param("id", card)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    static String language(Viewer author) {
        return author.language() == null ? "en" : author.language().getLanguage();
    }

    private static List<String> names(Mail mail) {
        return mail.files().stream()
                .map(file -> file.name())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Receipt receipt(List<String> left, String key, QuestionId id, String path) {
        return left.isEmpty()
                ? Receipt.of(key, id.value(), path)
                : Receipt.of(key + ".but", id.value(), path, String.join(", ", left));
    }

    /** The post that a mail answers, if the author may see it. */
    Optional<Post> post(Mail mail, Viewer author) {
        return about(mail).map(id -> posts.get(id, author));
    }
}
