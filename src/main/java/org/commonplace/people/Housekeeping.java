package org.commonplace.people;

import org.springframework.stereotype.Component;

/** Forgets what has expired: sessions, links, challenges. */
@Component
public class Housekeeping {
    private final Sessions sessions;
    private final Links links;
    private final Passkeys passkeys;

    Housekeeping(Sessions sessions, Links links, Passkeys passkeys) {
        this.sessions = sessions;
        this.links = links;
        this.passkeys = passkeys;
    }

    public int forget() {
        return sessions.forget() + links.forget() + passkeys.forget();
    }
}
