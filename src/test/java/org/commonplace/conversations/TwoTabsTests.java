package org.commonplace.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One author edits the same text in two tabs within minutes: both versions are kept. */
class TwoTabsTests extends CommonplaceTest {
    @Autowired private Posts posts;
    @Autowired private Practices practices;

    private void bothAreKept(Person author, String form, String post) {
        Client.Form one = author.get(form).form(form.replaceFirst("/edit$", ""));
        Client.Form other = author.get(form).form(form.replaceFirst("/edit$", ""));
        one.with("text", "What the first tab says.").send().ok();
        other.with("text", "What the second tab says.").send().ok();
        assertThat(posts.versions(PostId.of(post)).stream().map(Version::body))
                .contains("What the first tab says.", "What the second tab says.");
        int versions = posts.versions(PostId.of(post)).size();
        author.get(form)
                .form(form.replaceFirst("/edit$", ""))
                .with("text", "What the second tab says, with a comma.")
                .send()
                .ok();
        assertThat(posts.versions(PostId.of(post)))
                .as("an edit begun at the last text still folds")
                .hasSize(versions);
    }

    @Test
    void ofAnAnswer() {
        Person author = cast.member("Tabea Twotabs");
        QuestionId question = cast.question(author, "Two tabs of one text?");
        author.get("/questions/" + question).form("answer ").with("text", "As written.").send();
        String answer =
                author.get("/questions/" + question).document().select("article.answer").attr("id");
        bothAreKept(author, "/posts/" + answer + "/edit", answer);
    }

    @Test
    void ofWordsBelowAPractice() {
        Person author = cast.member("Tilo Twotabs");
        PracticeId practice =
                practices.keep(NewPractice.of("Two tabs", "Close one.", "en"), author.viewer());
        author.get("/practices/" + practice)
                .form("/talk/" + practice)
                .with("text", "As said.")
                .send()
                .ok();
        String edit =
                author.get("/practices/" + practice)
                        .document()
                        .select("a[href~=^/posts/.*/edit]")
                        .attr("href");
        bothAreKept(author, edit, edit.replaceAll("/posts/(.*)/edit", "$1"));
    }
}
