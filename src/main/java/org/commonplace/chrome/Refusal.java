package org.commonplace.chrome;

import java.util.List;

/**
 * An expected refusal: the field that it is about (empty for the whole form), the message's key and
 * its arguments.
 */
public record Refusal(String field, String key, List<Object> arguments) {
    public static Refusal of(String field, String key, Object... arguments) {
        return new Refusal(field, key, List.of(arguments));
    }
}
