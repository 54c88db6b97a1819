package org.commonplace.communities;

import java.util.Map;
import java.util.function.BiConsumer;
import org.commonplace.people.Beside;
import org.commonplace.people.SignedDeed;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What links in letters about stewardship do. */
@Configuration(proxyBeanMethods = false)
class StewardDeeds {
    @Bean
    SignedDeed beSteward(@Lazy Communities communities, @Lazy Stewards stewards) {
        return deed(
                "be-steward",
                communities,
                (community, member) -> stewards.answer(community, true, member));
    }

    @Bean
    SignedDeed noSteward(@Lazy Communities communities, @Lazy Stewards stewards) {
        return deed(
                "no-steward",
                communities,
                (community, member) -> stewards.answer(community, false, member));
    }

    @Bean
    SignedDeed staySteward(@Lazy Communities communities, @Lazy Stewards stewards) {
        return deed(
                "stay-steward",
                communities,
                (community, member) -> stewards.renew(community.id(), member));
    }

    private static SignedDeed deed(
            String name, Communities communities, BiConsumer<Community, Viewer> does) {
        return new SignedDeed() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Beside beside() {
                return Beside.TO_NOBODY;
            }

            @Override
            public String perform(Viewer member, Map<String, String> facts) {
                Community community = communities.any(facts.getOrDefault("community", ""));
                does.accept(community, member);
                return name.equals("no-steward") ? "/communities" : community.path() + "/stewards";
            }
        };
    }
}
