package org.commonplace.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.commonplace.CommonplaceTest;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Viewer;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Over random graphs of what was made out of what: nothing is an orphan that has an edge, what lies
 * two steps away is on the page, and a thing that went keeps its place.
 */
class LineageTests extends CommonplaceTest {
    private static final int THINGS = 16;
    @Autowired private Lineage lineage;
    @Autowired private Cards cards;

    private record Edge(int made, int origin) {}

    private long thing(int number) {
        long id = PublicId.next();
        cards.file(
                new Card(
                        id,
                        "practice",
                        "Thing " + number,
                        "",
                        "current",
                        null,
                        Viewer.EVERYONE,
                        null,
                        null,
                        "en",
                        "/practices/" + PublicId.text(id) + "/thing",
                        List.of(),
                        Instant.now(),
                        false));
        return id;
    }

    /** Whatever is made has a higher number than its origin, so nothing comes from itself. */
    private static Set<Edge> edges(Random random) {
        Set<Edge> edges = new HashSet<>();
        int many = THINGS + random.nextInt(THINGS);
        for (int i = 0; i < many; i++) {
            int made = 1 + random.nextInt(THINGS - 1);
            edges.add(new Edge(made, random.nextInt(made)));
        }
        return edges;
    }

    /** What lies one or two steps from a thing, up or down. */
    private static Set<Integer> near(int thing, Set<Edge> edges, boolean up) {
        Set<Integer> near = new TreeSet<>();
        for (Edge edge : edges)
            if ((up ? edge.made() : edge.origin()) == thing)
                near.add(up ? edge.origin() : edge.made());
        Set<Integer> all = new TreeSet<>(near);
        for (int one : near)
            for (Edge edge : edges)
                if ((up ? edge.made() : edge.origin()) == one)
                    all.add(up ? edge.origin() : edge.made());
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyEndOfEveryEdgeIsOnThePageOfItsOtherEnd(long seed) {
        Random random = new Random(seed);
        Set<Edge> edges = edges(random);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < THINGS; i++) ids.add(thing(i));
        How[] hows = How.values();
        for (Edge edge : edges)
            lineage.derived(
                    ids.get(edge.made()),
                    ids.get(edge.origin()),
                    hows[random.nextInt(hows.length)],
                    null);
        int gone = random.nextInt(THINGS);
        for (boolean buried : new boolean[] {false, true}) {
            if (buried) cards.bury(ids.get(gone), "test");
            for (int thing = 0; thing < THINGS; thing++) {
                if (buried && thing == gone) continue;
                Document page =
                        visitor()
                                .get("/cards/" + PublicId.text(ids.get(thing)) + "/lineage")
                                .ok()
                                .document();
                Set<Integer> near = near(thing, edges, true);
                near.addAll(near(thing, edges, false));
                Set<String> shown = new HashSet<>(page.select("table a[href]").eachAttr("href"));
                Set<String> expected = new HashSet<>();
                for (int one : near)
                    if (!buried || one != gone)
                        expected.add("/practices/" + PublicId.text(ids.get(one)) + "/thing");
                assertThat(shown).as("thing %d of seed %d", thing, seed).isEqualTo(expected);
                assertThat(page.select(".gone").isEmpty())
                        .as("what went keeps its place near thing %d", thing)
                        .isEqualTo(!buried || !near.contains(gone));
                assertThat(lineage.descendants(List.of(ids.get(thing))))
                        .as("everything that came of it, however far")
                        .containsExactlyInAnyOrderElementsOf(below(thing, edges, ids));
            }
        }
    }

    private static List<Long> below(int thing, Set<Edge> edges, List<Long> ids) {
        Set<Integer> all = new TreeSet<>();
        List<Integer> open = new ArrayList<>(List.of(thing));
        while (!open.isEmpty()) {
            int at = open.removeFirst();
            for (Edge edge : edges)
                if (edge.origin() == at && all.add(edge.made())) open.add(edge.made());
        }
        return all.stream().map(ids::get).toList();
    }
}
