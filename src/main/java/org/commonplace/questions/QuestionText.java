package org.commonplace.questions;

import org.commonplace.chrome.Form;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Refusals;
import org.commonplace.conversations.Post;
import org.commonplace.people.Viewer;

/** What was typed into the one box: its first line is the title, the rest the body. */
public record QuestionText(String title, String body) {
    static final int TITLE = 200;

    public static QuestionText of(String typed) {
        String text = Markdown.cleaned(typed).strip();
        int end = text.indexOf('\n');
        String first =
                Line.of((end < 0 ? text : text.substring(0, end)).replaceFirst("^#+\\s*", ""))
                        .replaceAll("\\s+", " ");
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
        if (word > 30) return word;
        return Character.isHighSurrogate(line.charAt(TITLE - 2)) ? TITLE - 2 : TITLE - 1;
    }

    /** Reads the box of a form. */
    static String typed(Form form, Viewer viewer) {
        String text = form.words("text", longest(viewer));
        if (form.refusals().at("text") == null) form.refuse(refusals(text));
        return text;
    }

    /** How long a text may be; a visitor's waits for its author, and so is of some thirty pages. */
    static int longest(Viewer viewer) {
        return viewer.signedIn() ? Post.LONGEST : 60_000;
    }

    static Refusals refusals(String typed) {
        Refusals refusals = new Refusals().text("text", typed, Post.LONGEST);
        if (!refusals.any()
                && of(typed).title().codePoints().filter(Character::isLetterOrDigit).count() < 3)
            refusals.add("text", "ask.too-short");
        return refusals;
    }

    String whole() {
        return body.isEmpty() ? title : title + "\n" + body;
    }
}
