package org.commonplace.people;

import java.util.Map;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Delivery.Outcome;
import org.commonplace.mail.Sorting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** A mail that its author has confirmed is taken then; one to join needs nothing more. */
@Configuration(proxyBeanMethods = false)
class MailDeeds {
    private record Confirmed(String name, Sorting sorting) implements Deed {
        @Override
        public String perform(Viewer author, Map<String, String> fields) {
            return sorting.confirmed(Long.parseLong(fields.getOrDefault("mail", "0")))
                    .map(Outcome::thread)
                    .map(thread -> "/cards/" + PublicId.text(thread))
                    .orElse("/");
        }
    }

    @Bean
    Deed confirmMailDeed(@Lazy Sorting sorting) {
        return new Confirmed("mail", sorting);
    }

    /** One that looked like a machine's, and is meant. */
    @Bean
    Deed heldMailDeed(@Lazy Sorting sorting) {
        return new Confirmed("held", sorting);
    }

    @Bean
    Deed joinByMailDeed(@Lazy Sorting sorting) {
        return new Confirmed("join", sorting);
    }

    /** Leaving the house by mail needs a second word. */
    @Bean
    SignedDeed leaveDeed(@Lazy Departures departures) {
        return new SignedDeed() {
            @Override
            public String name() {
                return "leave-house";
            }

            @Override
            public Beside beside() {
                return Beside.TO_NOBODY;
            }

            @Override
            public String perform(Viewer member, Map<String, String> facts) {
                departures.leave(member.member(), false);
                return "/";
            }
        };
    }
}
