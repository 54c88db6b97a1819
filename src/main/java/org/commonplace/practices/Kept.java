package org.commonplace.practices;

import java.util.Map;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.springframework.stereotype.Component;

/** What somebody looks after: when they leave, nobody does. The texts are among what they wrote. */
@Component
class Kept implements Belongings {
    private final Keepers keepers;

    Kept(Keepers keepers) {
        this.keepers = keepers;
    }

    @Override
    public Map<String, String> export(MemberId member) {
        return Map.of();
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        keepers.layDownAll(member);
    }
}
