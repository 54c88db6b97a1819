package org.commonplace.communities;

import java.util.List;
import org.commonplace.people.Deed;
import org.commonplace.people.Deeds;
import org.commonplace.people.Receipt;
import org.springframework.stereotype.Component;

/** Answers to what a host of a community, or somebody who shall be one, is asked. */
@Component
class StewardDeeds implements Deeds {
    private final Communities communities;
    private final Stewards stewards;

    StewardDeeds(Communities communities, Stewards stewards) {
        this.communities = communities;
        this.stewards = stewards;
    }

    @Override
    public List<Deed<?>> all() {
        return List.of(answer(true), answer(false), stay());
    }

    private Deed.Draft<Community> of(String name) {
        return Deed.of(name, (facts, doer) -> communities.any(facts.getOrDefault("community", "")));
    }

    private static Receipt done(String path) {
        return Receipt.of("saved", null, path);
    }

    /** Yes or no to being one. */
    Deed<Community> answer(boolean yes) {
        return of(yes ? "be-steward" : "no-steward")
                .byLink()
                .does(
                        (community, said, doer) -> {
                            stewards.answer(community, yes, doer);
                            return done(yes ? page(community) : "/communities");
                        });
    }

    Deed<Community> stay() {
        return of("stay-steward")
                .byLink()
                .does(
                        (community, said, doer) -> {
                            stewards.renew(community.id(), doer);
                            return done(page(community));
                        });
    }

    private static String page(Community community) {
        return community.path() + "/stewards";
    }
}
