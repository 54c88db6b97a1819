package org.commonplace.chrome;

import org.jspecify.annotations.Nullable;

/**
 * The closed room that a page belongs to: everybody in it speaks under an alias. {@code alias} is
 * the reader’s own in this conversation, null until they have spoken in it.
 */
public record Room(String slug, String name, @Nullable String alias) {}
