package org.commonplace.questions;

import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Refusals;

/** What was typed into the one box: its first line is the title, the rest the body. */
public record QuestionText(String title, String body) {
    static final int TITLE = 200;

    public static QuestionText of(String typed) {
        String text = Markdown.cleaned(typed).strip();
        int end = text.indexOf('\n');
        String first =
                (end < 0 ? text : text.substring(0, end))
                        .replaceFirst("^#+\\s*", "")
                        .replaceAll("\\s+", " ")
                        .strip();
        String rest = end < 0 ? "" : text.substring(end + 1).strip();
        if (first.length() <= TITLE) return new QuestionText(first, rest);
        int cut = cut(first);
        return new QuestionText(
                first.substring(0, cut).strip() + "…",
                "…" + first.substring(cut).strip() + (rest.isEmpty() ? "" : "\n\n" + rest));
    }

    /** A long first line is cut behind its first sentence, or at a word; nothing of it is lost. */
    private static int cut(String line) {
        for (String end : new String[] {"? ", ". ", "; "}) {
            int at = line.lastIndexOf(end, TITLE - 2);
            if (at > 30) return at + 1;
        }
        int word = line.lastIndexOf(' ', TITLE - 1);
        return word > 30 ? word : TITLE - 1;
    }

    static Refusals refusals(String typed) {
        Refusals refusals =
                new Refusals().text("text", typed, org.commonplace.conversations.Post.LONGEST);
        if (!refusals.any()
                && of(typed).title().codePoints().filter(Character::isLetterOrDigit).count() < 3)
            refusals.add("text", "ask.too-short");
        return refusals;
    }

    String whole() {
        return body.isEmpty() ? title : title + "\n" + body;
    }
}
