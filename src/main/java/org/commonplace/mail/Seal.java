package org.commonplace.mail;

import jakarta.mail.MessagingException;
import java.io.File;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The signature of letters by DKIM (RFC 6376), where there is a key. A domain or key that cannot
 * sign stops no letter: they go without, and whoever runs the house is told.
 */
@Component
public class Seal {
    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);
    private final Addresses addresses;
    private final String selector;
    private final String domain;
    private final @Nullable File key;
    private volatile @Nullable String broken;

    Seal(
            Addresses addresses,
            @Value("${commonplace.mail.dkim.selector:commonplace}") String selector,
            @Value("${commonplace.mail.dkim.domain:}") String domain,
            @Value("${commonplace.mail.dkim.key:}") String key) {
        this.addresses = addresses;
        this.selector = selector;
        this.domain = domain;
        this.key = key.isEmpty() ? null : new File(key);
    }

    /** Why letters go unsigned though they should not, as the last one found it. */
    public Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    /** Signed with the key's file as it is now, so that a new key needs no restart. */
    SMTPMessage on(SMTPMessage message) {
        if (key == null) return message;
        try {
            DkimSigner signer =
                    new DkimSigner(domain.isEmpty() ? addresses.host() : domain, selector, key);
            signer.setHeaderCanonicalization(Canonicalization.RELAXED);
            signer.setBodyCanonicalization(Canonicalization.RELAXED);
            signer.setCheckDomainKey(false);
            signer.setLengthParam(false);
            List.of("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id")
                    .forEach(signer::addHeaderToSign);
            SMTPMessage signed = new DkimMessage(message, signer);
            broken = null;
            return signed;
        } catch (MessagingException
                | IOException
                | NoSuchAlgorithmException
                | InvalidKeySpecException
                | RuntimeException e) {
            if (broken == null) LOG.error("letters go unsigned", e);
            broken = String.valueOf(e.getMessage());
            return message;
        }
    }
}
