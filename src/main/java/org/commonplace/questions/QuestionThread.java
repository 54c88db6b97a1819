package org.commonplace.questions;

import java.util.List;
import org.commonplace.chrome.Forbidden;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.Threaded;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.questions.Questions.Question;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What may be done to a question and to the posts below it. Stewards mend words, for others than
 * the asker too; a question that has answers stays.
 */
@Component
class QuestionThread implements Threaded {
    private final Questions questions;
    private final States states;
    private final Descriptions descriptions;
    private final Concepts concepts;

    QuestionThread(
            Questions questions, States states, Descriptions descriptions, Concepts concepts) {
        this.questions = questions;
        this.states = states;
        this.descriptions = descriptions;
        this.concepts = concepts;
    }

    @Override
    public String kind() {
        return "question";
    }

    @Override
    public void lock(long thing) {
        states.lock(new QuestionId(thing));
    }

    /** Below a question one answers, or comments on a post: both are counted, and told. */
    @Override
    public void maySay(String kind) {
        throw new Forbidden("error.said-there");
    }

    @Override
    public void mayEdit(Post post, Viewer viewer) {
        if (viewer.mine(post.author())) return;
        Question question = of(post, viewer);
        if (!questions.decides(question, viewer) || question.asks(viewer))
            throw new Forbidden("error.not-yours");
    }

    @Override
    public String mayRemove(Post post, Viewer viewer) {
        Question question = of(post, viewer);
        boolean mine = viewer.mine(post.author());
        if (!mine && !viewer.moderates())
            throw new Forbidden(post.opens() ? "error.asker-or-steward" : "error.not-yours");
        if (post.opens() && question.answers() > 0) throw new Forbidden("error.has-answers");
        return mine ? (post.opens() ? "asker" : "author") : "moderator";
    }

    private Question of(Post post, Viewer viewer) {
        return questions.get(new QuestionId(post.thread()), viewer);
    }

    @Override
    public void reworded(Post after, String title) {
        descriptions.retitled(new QuestionId(after.thread()), title, after.body());
    }

    @Override
    public void removing(Post post, @Nullable Voice by) {
        QuestionId question = new QuestionId(post.thread());
        if (post.opens()) {
            concepts.describe(question.value(), List.of());
            questions.standAlone(question);
        } else states.lose(question, post.id(), by);
    }

    @Override
    public void removed(Post post, @Nullable Voice by) {
        if (!post.opens()) states.recount(new QuestionId(post.thread()), by);
    }
}
