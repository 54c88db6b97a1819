package org.commonplace.questions;

import org.commonplace.chrome.PublicId;
import org.commonplace.conversations.PostId;

/** A question; its opening post, its thread and its card have the same id. */
public record QuestionId(long value) {
    public static QuestionId of(String text) {
        return new QuestionId(PublicId.parse(text));
    }

    public PostId post() {
        return new PostId(value);
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
