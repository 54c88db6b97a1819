package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Whose a form is: the member's, or the visitor's whose browser holds that form token. The token
 * ends with the browser's window.
 */
@Component
class Sender {
    private static final String TOKEN = "XSRF-TOKEN";
    private final ObjectProvider<Readers> readers;

    Sender(ObjectProvider<Readers> readers) {
        this.readers = readers;
    }

    /** Empty for a visitor whose browser was shown no form yet. */
    String of(HttpServletRequest request) {
        long id = readers.getObject().reader(request).id();
        return id == 0 ? visitor(request) : member(id);
    }

    static String member(long id) {
        return "member " + id;
    }

    static String visitor(HttpServletRequest request) {
        String token = Pages.cookie(request, TOKEN, "");
        return token.isEmpty() ? "" : "visitor " + HexFormat.of().formatHex(digest(token));
    }

    /** Who is counted by limits. */
    String who(HttpServletRequest request) {
        long id = readers.getObject().reader(request).id();
        return id == 0 ? request.getRemoteAddr() : PublicId.text(id);
    }

    /** A member; for a visitor the network address, so that all visitors there have one bound. */
    byte[] bound(HttpServletRequest request) {
        long id = readers.getObject().reader(request).id();
        return digest(id == 0 ? "visitors at " + request.getRemoteAddr() : member(id));
    }

    static byte[] digest(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
