package org.commonplace.chrome;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the fields of a form that others will read as somebody's own words. What stands in them is
 * looked at for patrons' data before the method is called; an asterisk stands for all fields whose
 * names begin so.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Prose {
    String[] value();
}
