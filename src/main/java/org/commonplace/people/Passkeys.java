package org.commonplace.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** Passkeys (WebAuthn credentials) and the challenges that wait for an answer. */
@Component
class Passkeys implements UserCredentialRepository {
    private final JdbcClient jdbc;
    private final Clock clock;

    Passkeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A passkey as its owner sees it in the list. */
    public record Passkey(String id, String label, Instant createdAt, Instant lastUsedAt) {}

    List<Passkey> of(MemberId member) {
        return jdbc.sql(
                        """
                select credential_id, label, created_at, last_used_at from people.passkey
                 where member = :member order by created_at
                """)
                .param("member", member.value())
                .query(
                        (row, n) ->
                                new Passkey(
                                        new Bytes(row.getBytes(1)).toBase64UrlString(),
                                        row.getString(2),
                                        Rows.instant(row, "created_at"),
                                        Rows.instant(row, "last_used_at")))
                .list();
    }

    void drop(MemberId member, String credential) {
        jdbc.sql("delete from people.passkey where member = :member and credential_id = :id")
                .param("member", member.value())
                .param("id", Bytes.fromBase64(credential).getBytes())
                .update();
    }

    /** Keeps a challenge for five minutes and returns the key under which its answer finds it. */
    UUID challenge(Bytes challenge, @Nullable MemberId member) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                insert into people.passkey_challenge (id, member, challenge, expires_at)
                values (:id, :member, :challenge, :expires)
                """)
                .param("id", id)
                .param("member", member == null ? null : member.value())
                .param("challenge", challenge.getBytes())
                .param("expires", Rows.sql(clock.instant().plus(Duration.ofMinutes(5))))
                .update();
        return id;
    }

    /** The challenge of that key, once. */
    Optional<Bytes> answered(UUID id) {
        return jdbc.sql(
                        "delete from people.passkey_challenge where id = :id and expires_at > :now returning challenge")
                .param("id", id)
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> new Bytes(row.getBytes(1)))
                .optional();
    }

    int forget() {
        return jdbc.sql("delete from people.passkey_challenge where expires_at < :now")
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    @Override
    public void delete(Bytes credentialId) {
        jdbc.sql("delete from people.passkey where credential_id = :id")
                .param("id", credentialId.getBytes())
                .update();
    }

    @Override
    public void save(CredentialRecord record) {
        jdbc.sql(
                        """
                insert into people.passkey
                    (credential_id, member, user_handle, public_key, signature_count, uv_initialized, transports,
                     backup_eligible, backup_state, attestation, attestation_client_data, label, created_at, last_used_at)
                values (:id, :member, :user, :key, :count, :uv, :transports, :eligible, :backup, :attestation, :client,
                        :label, :created, :used)
                on conflict (credential_id) do update
                   set signature_count = excluded.signature_count, uv_initialized = excluded.uv_initialized,
                       backup_state = excluded.backup_state, last_used_at = excluded.last_used_at
                """)
                .param("id", record.getCredentialId().getBytes())
                .param("member", PasskeyUsers.member(record.getUserEntityUserId()).value())
                .param("user", record.getUserEntityUserId().getBytes())
                .param("key", record.getPublicKey().getBytes())
                .param("count", record.getSignatureCount())
                .param("uv", record.isUvInitialized())
                .param(
                        "transports",
                        record.getTransports().stream()
                                .map(AuthenticatorTransport::getValue)
                                .toArray(String[]::new))
                .param("eligible", record.isBackupEligible())
                .param("backup", record.isBackupState())
                .param("attestation", bytes(record.getAttestationObject()))
                .param("client", bytes(record.getAttestationClientDataJSON()))
                .param("label", record.getLabel())
                .param("created", Rows.sql(record.getCreated()))
                .param("used", Rows.sql(record.getLastUsed()))
                .update();
    }

    private static byte @Nullable [] bytes(@Nullable Bytes bytes) {
        return bytes == null ? null : bytes.getBytes();
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return jdbc.sql("select * from people.passkey where credential_id = :id")
                .param("id", credentialId.getBytes())
                .query((row, n) -> record(row))
                .optional()
                .orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes userId) {
        return jdbc.sql("select * from people.passkey where user_handle = :user")
                .param("user", userId.getBytes())
                .query((row, n) -> record(row))
                .list();
    }

    private static CredentialRecord record(ResultSet row) throws SQLException {
        Set<AuthenticatorTransport> transports =
                Arrays.stream((String[]) row.getArray("transports").getArray())
                        .map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toSet());
        ImmutableCredentialRecord.ImmutableCredentialRecordBuilder record =
                ImmutableCredentialRecord.builder()
                        .credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                        .credentialId(new Bytes(row.getBytes("credential_id")))
                        .userEntityUserId(new Bytes(row.getBytes("user_handle")))
                        .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                        .signatureCount(row.getLong("signature_count"))
                        .uvInitialized(row.getBoolean("uv_initialized"))
                        .transports(transports)
                        .backupEligible(row.getBoolean("backup_eligible"))
                        .backupState(row.getBoolean("backup_state"))
                        .label(row.getString("label"))
                        .created(Rows.instant(row, "created_at"))
                        .lastUsed(Rows.instant(row, "last_used_at"));
        if (row.getBytes("attestation") != null)
            record.attestationObject(new Bytes(row.getBytes("attestation")));
        if (row.getBytes("attestation_client_data") != null)
            record.attestationClientDataJSON(new Bytes(row.getBytes("attestation_client_data")));
        return record.build();
    }
}
