package org.commonplace.chrome;

/** What had to be said for a deed was not, or was too much: nothing is done. */
public final class Unsaid extends RuntimeException {
    private final transient Form form;

    public Unsaid(Form form) {
        super("refused", null, false, false);
        this.form = form;
    }

    /** What was said, with what is refused of it. */
    public Form form() {
        return form;
    }

    /** The first thing that is wrong. */
    public Refusal first() {
        return form.refusals().iterator().next();
    }
}
