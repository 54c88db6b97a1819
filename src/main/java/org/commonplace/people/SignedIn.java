package org.commonplace.people;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The authentication of a member whose session was found. */
final class SignedIn extends AbstractAuthenticationToken {
    private final transient Viewer viewer;

    SignedIn(Viewer viewer) {
        super(
                List.of(
                        new SimpleGrantedAuthority(
                                "ROLE_" + viewer.role().name().toUpperCase(Locale.ROOT))));
        this.viewer = viewer;
        setAuthenticated(true);
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public Viewer getPrincipal() {
        return viewer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && viewer.equals(that.viewer);
    }

    @Override
    public int hashCode() {
        return viewer.hashCode();
    }
}
