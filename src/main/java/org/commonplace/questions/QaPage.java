package org.commonplace.questions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.PublicId;
import org.commonplace.conversations.Written;
import org.commonplace.questions.ThreadPage.AnswerShown;
import tools.jackson.databind.json.JsonMapper;

/** The question as schema.org's QAPage, for other programs; only for what everyone may see. */
final class QaPage {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How much of each text stands in the data, in characters; the whole is on the page. */
    private static final int TEXT = 800;

    private QaPage() {}

    /**
     * JSON-LD that can stand inside a script element: no "&lt;" is left in it. Empty for what is
     * not public.
     */
    static String of(QuestionPage question, ThreadPage thread, String site) {
        if (question.audience() != org.commonplace.people.Viewer.EVERYONE) return "";
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("@type", "Question");
        entity.put("@id", site + question.path());
        entity.put("name", question.title());
        entity.put("text", Shorts.plain(thread.opening().html(), TEXT));
        entity.put("answerCount", question.answers());
        entity.put("dateCreated", thread.opening().at().toString());
        entity.put("author", author(thread.opening(), site));
        List<Object> suggested = new ArrayList<>();
        for (AnswerShown answer : thread.shown()) {
            if (answer.post().gone()) continue;
            if (answer.accepted()) entity.put("acceptedAnswer", answer(answer, question, site));
            else suggested.add(answer(answer, question, site));
        }
        if (!suggested.isEmpty()) entity.put("suggestedAnswer", suggested);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("@context", "https://schema.org");
        page.put("@type", "QAPage");
        page.put("mainEntity", entity);
        return JSON.writeValueAsString(page)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static Map<String, Object> answer(
            AnswerShown answer, QuestionPage question, String site) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("@type", "Answer");
        tree.put("@id", site + question.path() + "#" + answer.post().key());
        tree.put("text", Shorts.plain(answer.post().html(), TEXT));
        tree.put("dateCreated", answer.post().at().toString());
        tree.put("upvoteCount", answer.worked());
        tree.put("author", author(answer.post(), site));
        return tree;
    }

    private static Map<String, Object> author(Written post, String site) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("@type", "Person");
        tree.put("name", String.valueOf(post.name()));
        Long person = post.person();
        if (person != null && !post.alias())
            tree.put("url", site + "/people/" + PublicId.text(person));
        return tree;
    }
}
