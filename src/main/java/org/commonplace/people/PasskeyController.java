package org.commonplace.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorAssertionResponse;
import org.springframework.security.web.webauthn.api.AuthenticatorAttestationResponse;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredential;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.jackson.WebauthnJacksonModule;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutablePublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * WebAuthn without an HTTP session: the challenge waits in the database, its key travels with the
 * answer.
 */
@Controller
class PasskeyController {
    private final Passkeys passkeys;
    private final PasskeyUsers users;
    private final SessionContext sessions;
    private final RateLimits limits;
    private final Site site;
    private final JsonMapper json =
            JsonMapper.builder().addModule(new WebauthnJacksonModule()).build();

    PasskeyController(
            Passkeys passkeys,
            PasskeyUsers users,
            SessionContext sessions,
            RateLimits limits,
            Site site) {
        this.passkeys = passkeys;
        this.users = users;
        this.sessions = sessions;
        this.limits = limits;
        this.site = site;
    }

    @PostMapping("/me/passkeys/options")
    ResponseEntity<String> register(Viewer viewer) {
        PublicKeyCredentialCreationOptions options =
                operations(null)
                        .createPublicKeyCredentialCreationOptions(
                                new ImmutablePublicKeyCredentialCreationOptionsRequest(
                                        name(viewer)));
        return answer(
                passkeys.challenge(options.getChallenge(), viewer.member()),
                json.writeValueAsString(options));
    }

    @PostMapping("/me/passkeys")
    ResponseEntity<String> registered(
            @RequestParam UUID challenge,
            @RequestParam String label,
            @RequestBody String body,
            Viewer viewer) {
        Optional<Bytes> asked = passkeys.answered(challenge);
        if (asked.isEmpty()) return refused();
        try {
            PublicKeyCredential<AuthenticatorAttestationResponse> credential =
                    json.readValue(body, new TypeReference<>() {});
            Webauthn4JRelyingPartyOperations operations = operations(asked.get());
            PublicKeyCredentialCreationOptions options =
                    operations.createPublicKeyCredentialCreationOptions(
                            new ImmutablePublicKeyCredentialCreationOptionsRequest(name(viewer)));
            String name = label.isBlank() ? "Passkey" : Line.start(Line.of(label), 80);
            operations.registerCredential(
                    new ImmutableRelyingPartyRegistrationRequest(
                            options, new RelyingPartyPublicKey(credential, name)));
        } catch (JacksonException
                | com.webauthn4j.util.exception.WebAuthnException
                | IllegalArgumentException e) {
            return refused();
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("{}");
    }

    @DeleteMapping("/me/passkeys/{id}")
    String drop(@PathVariable String id, Viewer viewer) {
        passkeys.drop(viewer.member(), id);
        return "redirect:" + Paths.done("/me/sign-in", "saved");
    }

    @PostMapping("/sign-in/passkey/options")
    ResponseEntity<String> ask(HttpServletRequest request) {
        limits.take("passkey", request.getRemoteAddr(), 30, Duration.ofMinutes(10));
        PublicKeyCredentialRequestOptions options =
                operations(null)
                        .createCredentialRequestOptions(
                                new ImmutablePublicKeyCredentialRequestOptionsRequest(null));
        return answer(
                passkeys.challenge(options.getChallenge(), null), json.writeValueAsString(options));
    }

    @PostMapping("/sign-in/passkey")
    ResponseEntity<String> answered(
            @RequestParam UUID challenge,
            @RequestBody String body,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Bytes> asked = passkeys.answered(challenge);
        if (asked.isEmpty()) return refused();
        try {
            PublicKeyCredential<AuthenticatorAssertionResponse> credential =
                    json.readValue(body, new TypeReference<>() {});
            Webauthn4JRelyingPartyOperations operations = operations(asked.get());
            PublicKeyCredentialRequestOptions options =
                    operations.createCredentialRequestOptions(
                            new ImmutablePublicKeyCredentialRequestOptionsRequest(null));
            Bytes handle =
                    operations
                            .authenticate(
                                    new RelyingPartyAuthenticationRequest(options, credential))
                            .getId();
            sessions.open(PasskeyUsers.member(handle), request, response);
        } catch (JacksonException
                | com.webauthn4j.util.exception.WebAuthnException
                | IllegalArgumentException e) {
            return refused();
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("{}");
    }

    private static ResponseEntity<String> answer(UUID challenge, String options) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"challenge\":\"" + challenge + "\",\"options\":" + options + "}");
    }

    private static ResponseEntity<String> refused() {
        return ResponseEntity.badRequest().contentType(MediaType.APPLICATION_JSON).body("{}");
    }

    private static Authentication name(Viewer viewer) {
        return UsernamePasswordAuthenticationToken.authenticated(
                viewer.member().toString(), "", List.of());
    }

    /** The operations, with the challenge that was asked where an answer is to be checked. */
    private Webauthn4JRelyingPartyOperations operations(@Nullable Bytes challenge) {
        String host = String.valueOf(URI.create(site.url()).getHost());
        Webauthn4JRelyingPartyOperations operations =
                new Webauthn4JRelyingPartyOperations(
                        users,
                        passkeys,
                        PublicKeyCredentialRpEntity.builder().id(host).name(site.name()).build(),
                        Set.of(site.url()));
        if (challenge != null) {
            operations.setCustomizeCreationOptions(options -> options.challenge(challenge));
            operations.setCustomizeRequestOptions(options -> options.challenge(challenge));
        }
        return operations;
    }
}
