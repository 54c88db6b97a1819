package org.commonplace.mail;

import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Gone;
import org.commonplace.chrome.Held;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.TooMany;
import org.commonplace.chrome.Unsaid;

/**
 * Why a mail is not taken, as a message that its author reads: {@code mail.refused.KEY} or a key of
 * the pages' own refusals, and where something is not said, {@code mail.refused.said.FIELD}.
 */
public final class Refused extends RuntimeException {
    private final String key;
    private final transient Object[] arguments;

    public Refused(String key, Object... arguments) {
        super(key, null, false, false);
        this.key = key;
        this.arguments = arguments;
    }

    /** What the message is filled with. */
    public static Object[] arguments(RuntimeException thrown) {
        return switch (thrown) {
            case Refused refused -> refused.arguments;
            case Unsaid unsaid -> unsaid.first().arguments().toArray();
            default -> new Object[0];
        };
    }

    /** The key of the message; nothing where it was no refusal but a bug. */
    public static Optional<String> reason(RuntimeException thrown) {
        return Optional.ofNullable(
                switch (thrown) {
                    case Refused refused -> refused.key;
                    case Unsaid unsaid when unsaid.first().key().equals("form.too-long") ->
                            "mail.refused.line";
                    case Unsaid unsaid -> "mail.refused.said." + unsaid.first().field();
                    case Forbidden forbidden -> forbidden.key();
                    case NotFound _ -> "error.not-found";
                    case Gone _ -> "mail.refused.gone";
                    case Held _ -> "mail.refused.held";
                    case TooMany _ -> "error.too-many";
                    default -> null;
                });
    }
}
