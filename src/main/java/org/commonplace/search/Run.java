package org.commonplace.search;

/** A piece of a passage; {@code found} where it is one of the words looked for. */
public record Run(String text, boolean found) {}
