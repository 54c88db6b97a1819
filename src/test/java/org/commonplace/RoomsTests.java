package org.commonplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/**
 * The walls of the house: a room calls only the rooms that its package-info names, and those stand
 * before it.
 */
class RoomsTests {
    private static final List<String> ORDER =
            List.of(
                    "chrome",
                    "mail",
                    "people",
                    "catalogue",
                    "topics",
                    "lineage",
                    "search",
                    "awareness",
                    "communities",
                    "moderation",
                    "conversations",
                    "excerpts",
                    "questions",
                    "practices",
                    "credentials",
                    "workgroups",
                    "gatherings",
                    "learning",
                    "mentoring",
                    "partnerships",
                    "returns",
                    "exchange",
                    "installation");

    private final ApplicationModules rooms = ApplicationModules.of(Commonplace.class);

    @Test
    void noRoomGoesThroughAWall() {
        rooms.verify();
    }

    @Test
    void everyRoomStandsInTheOrderOfTheHouse() {
        assertThat(rooms.stream().map(room -> room.getIdentifier().toString()))
                .allMatch(ORDER::contains);
    }

    @Test
    void aRoomCallsOnlyRoomsListedBeforeIt() {
        for (ApplicationModule room : rooms)
            room.getDirectDependencies(rooms)
                    .uniqueModules()
                    .forEach(
                            other ->
                                    assertThat(place(other))
                                            .as(
                                                    "%s calls %s",
                                                    room.getIdentifier(), other.getIdentifier())
                                            .isLessThan(place(room)));
    }

    private static int place(ApplicationModule room) {
        return ORDER.indexOf(room.getIdentifier().toString());
    }

    /** Draws the rooms' pictures into target; bin/docs copies them to docs/rooms. */
    @Test
    void theRoomsCanBeDrawn() {
        Path folder = Path.of("target/rooms");
        new Documenter(rooms, Documenter.Options.defaults().withOutputFolder(folder.toString()))
                .writeModulesAsPlantUml()
                .writeModuleCanvases();
        assertThat(Files.exists(folder.resolve("components.puml"))).isTrue();
    }
}
