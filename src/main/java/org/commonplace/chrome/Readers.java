package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;

/** Supplied by the room that knows people: who is looking. */
public interface Readers {
    Reader reader(HttpServletRequest request);
}
