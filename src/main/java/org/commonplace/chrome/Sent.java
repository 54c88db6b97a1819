package org.commonplace.chrome;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

/** What belongs to the sending of a form, declared where its deed is done. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Sent {
    /**
     * The name under which the form is kept while it is being written; {@code {id}} stands for that
     * part of the address. Only forms that are named so have drafts, and their sending ends them.
     */
    String draft() default "";

    /** Whether what is written in a closed room is a draft of that room, and of no other form. */
    boolean byRoom() default false;

    /** Only members send it: a visitor signs in first, and what was typed waits as a draft. */
    boolean signedIn() default false;

    /**
     * The page that shows the form with its draft, for whoever had to sign in first; the page that
     * it was sent from, if empty.
     */
    String at() default "";

    /**
     * Whose form promises a letter (a visitor’s has a field "email"): where none can leave the
     * house, it is refused.
     */
    Letters letters() default Letters.NOBODYS;

    /** Who is promised one. */
    enum Letters {
        NOBODYS,
        VISITORS,
        EVERYBODYS
    }

    /** The kind of deed that is counted, by member or by a visitor’s address; none if empty. */
    String limit() default "";

    /** How many of the kind there may be … */
    int times() default 60;

    /** … in how long. */
    ChronoUnit per() default ChronoUnit.HOURS;
}
