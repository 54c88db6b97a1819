package org.commonplace.installation;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Site;
import org.commonplace.communities.Communities;
import org.commonplace.people.Links;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What the terminal says once the house is open: the address, and the links that let somebody in.
 */
@Component
class Welcome {
    private final Site site;
    private final Sample sample;
    private final SetUp.Founding founding;
    private final Communities communities;
    private final Links links;
    private final boolean serving;

    Welcome(
            Site site,
            Sample sample,
            SetUp.Founding founding,
            Communities communities,
            Links links,
            @Value("${commonplace.welcome:false}") boolean serving) {
        this.site = site;
        this.sample = sample;
        this.founding = founding;
        this.communities = communities;
        this.links = links;
        this.serving = serving;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        if (!serving) return;
        if (site.sample()) {
            if (!sample.there()) sample.play();
        } else communities.commons("The Commons", "en");
        say("");
        say("Commonplace is ready: " + site.url());
        say("");
        if (site.sample()) cast();
        else if (founding.needed()) {
            say("Nobody is the administrator yet. Open this link, once, to become it:");
            say("  " + site.url() + "/set-up/" + founding.link());
        }
        say("");
        say("Ctrl-C closes the house.");
    }

    private void cast() {
        say("Sign in as one of the sample people (open the link, press the button):");
        for (Sample.Member member : sample.cast()) {
            String token =
                    links.make(
                            "sign-in",
                            member.email(),
                            null,
                            Map.of("next", "/", "language", Locale.ENGLISH.getLanguage()),
                            Duration.ofDays(30));
            say(
                    String.format(
                            "  %-24s %-56s %s/sign-in/%s",
                            member.name(), member.job(), site.url(), token));
        }
        say("");
        say("Every mail it sends: " + site.url() + "/dev/mail");
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
    }
}
