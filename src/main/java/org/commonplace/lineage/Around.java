package org.commonplace.lineage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.PublicId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Where a thing came from and what came of it, two hops each way, as its page shows it. */
public record Around(List<Node> nodes) {
    public static final Around NOTHING = new Around(List.of());

    /**
     * A thing near another: hop -2 or -1 is where that came from, 1 or 2 what came of it; {@code
     * via} is the thing one hop nearer. A thing that went has no title.
     */
    public record Node(
            int hop,
            long id,
            long via,
            String how,
            String kind,
            String title,
            String state,
            String path,
            boolean gone) {
        public String key() {
            return PublicId.text(id);
        }
    }

    private record Place(int hop, long id) {}

    /** Reads what the SQL function lineage.around returned. */
    public static Around of(@Nullable String text, JsonMapper json) {
        if (text == null || text.equals("[]")) return NOTHING;
        List<Node> told = json.readValue(text, new TypeReference<>() {});
        Map<Place, Node> once = new LinkedHashMap<>();
        told.forEach(node -> once.putIfAbsent(new Place(node.hop(), node.id()), node));
        return new Around(List.copyOf(once.values()));
    }

    public boolean any() {
        return !nodes.isEmpty();
    }

    public List<Node> at(int hop) {
        return nodes.stream().filter(node -> node.hop() == hop).toList();
    }

    /** What leads on from a near thing. */
    public List<Node> beyond(Node near) {
        return nodes.stream()
                .filter(node -> node.hop() == 2 * near.hop() && node.via() == near.id())
                .toList();
    }

    public Drawing drawing() {
        return Drawing.of(this);
    }
}
