package org.commonplace.workgroups;

import java.util.Map;
import org.commonplace.people.Beside;
import org.commonplace.people.SignedDeed;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What links in letters about groups do. */
@Configuration(proxyBeanMethods = false)
class GroupDeeds {
    @Bean
    SignedDeed joinGroup(@Lazy Seats seats) {
        return new SignedDeed() {
            @Override
            public String name() {
                return "join-group";
            }

            @Override
            public Beside beside() {
                return Beside.TO_NOBODY;
            }

            @Override
            public String perform(Viewer member, Map<String, String> facts) {
                WorkgroupId id = WorkgroupId.of(facts.getOrDefault("group", ""));
                seats.join(id, true, member);
                return "/workgroups/" + id + "/-";
            }
        };
    }
}
