package org.commonplace.people;

import org.springframework.stereotype.Component;

/** Forgets what has expired: sessions, links, challenges, applications, invitations. */
@Component
public class Housekeeping {
    private final Sessions sessions;
    private final Links links;
    private final Passkeys passkeys;
    private final Joining joining;

    Housekeeping(Sessions sessions, Links links, Passkeys passkeys, Joining joining) {
        this.sessions = sessions;
        this.links = links;
        this.passkeys = passkeys;
        this.joining = joining;
    }

    public int forget() {
        return sessions.forget() + links.forget() + passkeys.forget() + joining.forget();
    }
}
