package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Tells of a request whether its page belongs to a closed room; a later room knows. */
public interface Rooms {
    Optional<Room> of(HttpServletRequest request, Reader reader);
}
