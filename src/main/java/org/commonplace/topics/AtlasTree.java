package org.commonplace.topics;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.topics.Atlas.Place;

/** The atlas as a tree: each topic stands once, below the first of its broader ones. */
public record AtlasTree(Place place, List<AtlasTree> below) {

    static List<AtlasTree> of(List<Place> places) {
        Map<Long, AtlasTree> all = new LinkedHashMap<>();
        for (Place place : places)
            all.put(place.concept().value(), new AtlasTree(place, new ArrayList<>()));
        IdentityHashMap<AtlasTree, AtlasTree> above = new IdentityHashMap<>();
        List<AtlasTree> tops = new ArrayList<>();
        for (AtlasTree one : all.values()) {
            AtlasTree parent =
                    one.place.above().stream()
                            .map(all::get)
                            .filter(up -> up != null && !leadsTo(up, one, above))
                            .findFirst()
                            .orElse(null);
            if (parent == null) tops.add(one);
            else {
                parent.below.add(one);
                above.put(one, parent);
            }
        }
        return tops;
    }

    /** Whether going up from one comes to the other: then it must not stand below it. */
    @SuppressWarnings("ReferenceEquality") // The same place may stand in two trees.
    private static boolean leadsTo(
            AtlasTree from, AtlasTree to, IdentityHashMap<AtlasTree, AtlasTree> above) {
        for (AtlasTree at = from; at != null; at = above.get(at)) if (at == to) return true;
        return false;
    }
}
