package org.commonplace.chrome;

import org.springframework.http.HttpStatus;

/** A request that the house does not take now, or not so; the key names what is said. */
final class NotNow extends RuntimeException {
    private final HttpStatus status;
    private final String key;

    NotNow(HttpStatus status, String key) {
        super(key, null, false, false);
        this.status = status;
        this.key = key;
    }

    HttpStatus status() {
        return status;
    }

    String key() {
        return key;
    }
}
