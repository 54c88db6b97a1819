package org.commonplace;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonplace.people.MemberId;
import org.commonplace.people.Voice;
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

    @Test
    void onlyAPlaceGivesAVoice() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Voices")
                // Deeds that belong to no conversation: founding a group, letting somebody in, mail
                // to the house.
                .and()
                .doNotHaveSimpleName("Communities")
                .and()
                .doNotHaveSimpleName("Memberships")
                .and()
                .doNotHaveSimpleName("HelpDesk")
                .should()
                .callMethod(Voice.class, "openly", MemberId.class)
                .because("in a conversation one may have an alias, and only the place knows it")
                .check(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("org.commonplace"));
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
