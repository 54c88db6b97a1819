package org.commonplace.practices;

import java.util.Map;
import org.commonplace.awareness.Declined;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Beside;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.people.SignedDeed;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What links in letters about practices do. */
@Configuration(proxyBeanMethods = false)
class PracticeDeeds {
    private static PracticeId practice(Map<String, String> facts) {
        return PracticeId.of(facts.getOrDefault("practice", ""));
    }

    /** What was added in a line, or null. */
    private static @Nullable String line(Map<String, String> facts) {
        String line = facts.getOrDefault("line", "").strip();
        return line.isEmpty() ? null : line;
    }

    private static String page(Map<String, String> facts) {
        return "/practices/" + practice(facts) + "/-";
    }

    /** A deed of a name, with or without a line. */
    private record Signed(String name, Beside beside, Performance performance)
            implements SignedDeed {
        interface Performance {
            void of(Viewer member, Map<String, String> facts);
        }

        @Override
        public String perform(Viewer member, Map<String, String> facts) {
            performance.of(member, facts);
            return page(facts);
        }
    }

    /** "Not now" to what one was offered to keep is a no, which whoever offered it hears. */
    @Bean
    Declined handoverDeclined(@Lazy Keepers keepers, @Lazy Members members) {
        return new Declined() {
            @Override
            public String kind() {
                return "handover";
            }

            @Override
            public void declined(MemberId member, long card) {
                keepers.answer(new PracticeId(card), false, members.viewer(member));
            }
        };
    }

    @Bean
    SignedDeed stillTrue(@Lazy Renewals renewals, @Lazy Members members) {
        return new Signed(
                "still-true",
                Beside.WITH_IT,
                (member, facts) ->
                        renewals.say(
                                practice(facts),
                                Renewals.STILL_TRUE,
                                members.profile(member.member())
                                        .map(Profile::organisation)
                                        .orElse(""),
                                facts.getOrDefault("line", ""),
                                member));
    }

    @Bean
    SignedDeed acceptEdit(@Lazy Proposals proposals) {
        return new SignedDeed() {
            @Override
            public String name() {
                return "accept-edit";
            }

            @Override
            public Beside beside() {
                return Beside.TO_NOBODY;
            }

            @Override
            public String perform(Viewer member, Map<String, String> facts) {
                long proposal = PublicId.parse(facts.getOrDefault("proposal", ""));
                boolean saved = proposals.accept(practice(facts), proposal, null, member).isEmpty();
                return saved
                        ? page(facts)
                        : "/practices/" + practice(facts) + "/proposals/" + facts.get("proposal");
            }
        };
    }

    @Bean
    SignedDeed keepPractice(@Lazy Keepers keepers) {
        return new Signed(
                "keep-practice",
                Beside.TO_NOBODY,
                (member, facts) -> keepers.answer(practice(facts), true, member));
    }

    @Bean
    SignedDeed notKeepPractice(@Lazy Keepers keepers) {
        return new Signed(
                "not-keep-practice",
                Beside.TO_NOBODY,
                (member, facts) -> keepers.answer(practice(facts), false, member));
    }

    @Bean
    SignedDeed looksReady(@Lazy Reviews reviews) {
        return new Signed(
                "looks-ready",
                Beside.WITH_IT,
                (member, facts) ->
                        reviews.say(
                                practice(facts),
                                Integer.parseInt(facts.getOrDefault("version", "1")),
                                true,
                                line(facts),
                                member));
    }
}
