package org.commonplace.mail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The house's own mail addresses. Where the house has a mail domain to itself they are {@code
 * name@host} and {@code name+argument@host}; where it reads one mailbox, everything stands behind
 * that mailbox's name and a plus (RFC 5233).
 */
@Component
public class Addresses {
    /** An answer to one letter. */
    public static final String REPLY = "re";

    /** An answer to one letter that goes to nobody but whom the letter is from. */
    public static final String PRIVATE = "private";

    /** What everybody may write to about one thing. */
    public static final String THREAD = "thread";

    /** Asks in a community whose name is not for everybody to know. */
    public static final String GROUP = "group";

    public static final String JOIN = "join";
    public static final String HELP = "help";

    /** Where a mail server says that a letter did not arrive. */
    public static final String BOUNCE = "bounce";

    /** Ends what a letter was sent for. */
    public static final String LEAVE = "leave";

    /** Is written to without a domain too (RFC 5321, 4.5.1). */
    private static final String POSTMASTER = "postmaster";

    private static final Pattern LOCAL = Pattern.compile("[a-z0-9.-]{1,64}");
    private final Site site;
    private final boolean open;
    private final boolean plus;

    Addresses(
            Site site,
            @Value("${commonplace.mail.listen:}") String listen,
            @Value("${commonplace.mail.imap.host:}") String imap,
            @Value("${commonplace.mail.plus:}") String plus) {
        this.site = site;
        this.open = !listen.isEmpty() || !imap.isEmpty();
        this.plus = plus.isEmpty() ? listen.isEmpty() : Boolean.parseBoolean(plus);
    }

    /** What a mail is sent to: {@code name} and what stands behind its plus, empty without one. */
    public record Address(String name, String argument) {
        public boolean is(String other) {
            return name.equals(other);
        }
    }

    /** Whether mail comes in at all: without a way in no letter asks for an answer. */
    public boolean open() {
        return open;
    }

    /** The part behind the at-sign, that of the address that letters come from. */
    public String host() {
        String sender = site.sender();
        return sender.substring(sender.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private String house() {
        return site.sender().substring(0, site.sender().indexOf('@')).toLowerCase(Locale.ROOT);
    }

    public String of(String name) {
        return of(name, null);
    }

    public String of(String name, @Nullable String argument) {
        return (plus ? house() + "+" : "")
                + name
                + (argument == null ? "" : "+" + argument)
                + "@"
                + host();
    }

    public String thread(long thread) {
        return of(THREAD, PublicId.text(thread));
    }

    /**
     * Where a community is asked: under its name where everybody may know it, else under its id,
     * which nobody guesses.
     */
    public String community(long id, String slug, boolean open) {
        return open ? of(slug) : of(GROUP, PublicId.text(id));
    }

    /** What an address of this house means; nothing where it is none of ours. */
    public Optional<Address> parse(String email) {
        String typed = email.strip().toLowerCase(Locale.ROOT);
        if (typed.equals(POSTMASTER)) return Optional.of(new Address(POSTMASTER, ""));
        int at = typed.lastIndexOf('@');
        if (at < 1 || !typed.substring(at + 1).equals(host())) return Optional.empty();
        String local = typed.substring(0, at);
        if (local.equals(house())) return Optional.of(new Address(HELP, ""));
        if (local.startsWith(house() + "+")) local = local.substring(house().length() + 1);
        int cut = local.indexOf('+');
        String name = cut < 0 ? local : local.substring(0, cut);
        String argument = cut < 0 ? "" : local.substring(cut + 1);
        boolean well =
                LOCAL.matcher(name).matches()
                        && (argument.isEmpty() || LOCAL.matcher(argument).matches());
        return well ? Optional.of(new Address(name, argument)) : Optional.empty();
    }
}
