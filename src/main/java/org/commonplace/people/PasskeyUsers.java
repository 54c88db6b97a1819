package org.commonplace.people;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** WebAuthn's user handle is the eight bytes of the member's id. */
@Component
class PasskeyUsers implements PublicKeyCredentialUserEntityRepository {
    private final Members members;

    PasskeyUsers(Members members) {
        this.members = members;
    }

    static Bytes handle(MemberId member) {
        return new Bytes(ByteBuffer.allocate(8).putLong(member.value()).array());
    }

    static MemberId member(Bytes handle) {
        return new MemberId(ByteBuffer.wrap(handle.getBytes()).getLong());
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes id) {
        if (id.getBytes().length != 8) return null;
        MemberId member = member(id);
        return members.profile(member)
                .map(
                        profile ->
                                ImmutablePublicKeyCredentialUserEntity.builder()
                                        .id(id)
                                        .name(member.toString())
                                        .displayName(String.valueOf(profile.name()))
                                        .build())
                .orElse(null);
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
        return findById(handle(MemberId.of(username)));
    }

    @Override
    public void save(PublicKeyCredentialUserEntity user) {
        // The member is the user entity: there is nothing else to keep.
    }

    @Override
    public void delete(Bytes id) {
        // Leaving drops the passkeys.
    }
}
