package org.commonplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A room's SQL names its own tables, and of other rooms only the views of those that its
 * package-info allows.
 */
class SqlBoundaryTests {
    private static final Path CODE = Path.of("src/main/java/org/commonplace");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:from|join|into|update|delete from)\\s+([a-z]+)\\.([a-z_]+)");
    private static final Pattern VIEW =
            Pattern.compile("create (?:or replace )?view ([a-z]+\\.[a-z_]+)");
    private static final Pattern STRING =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    @Test
    void noStatementReachesIntoAnotherRoom() throws IOException {
        Set<String> rooms = rooms();
        Set<String> views = views();
        List<String> trespasses = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (file.getParent().equals(CODE)) continue;
                String room = file.getParent().getFileName().toString();
                if (room.equals("installation")
                        && file.getFileName().toString().matches("(Backup|Restore|Tables)\\.java"))
                    continue;
                Set<String> allowed = allowed(room);
                for (String sql : strings(Files.readString(file))) {
                    Matcher name = NAMED.matcher(sql);
                    while (name.find()) {
                        String other = name.group(1);
                        if (!rooms.contains(other) || other.equals(room)) continue;
                        boolean view = views.contains(other + "." + name.group(2));
                        if (!view || !allowed.contains(other))
                            trespasses.add(file + ": " + name.group());
                    }
                }
            }
        }
        assertThat(trespasses).isEmpty();
    }

    @Test
    void onlyOneClassKnowsWhichAliasIsWhose() throws IOException {
        try (Stream<Path> files = Files.walk(CODE)) {
            assertThat(
                            files.filter(path -> path.toString().endsWith(".java"))
                                    .filter(path -> !path.endsWith("Aliases.java"))
                                    .filter(path -> read(path).contains("people.alias ")))
                    .isEmpty();
        }
    }

    private static Set<String> rooms() throws IOException {
        try (Stream<Path> folders = Files.list(CODE)) {
            Set<String> rooms = new HashSet<>();
            folders.filter(Files::isDirectory)
                    .forEach(folder -> rooms.add(folder.getFileName().toString()));
            return rooms;
        }
    }

    private static Set<String> views() throws IOException {
        Set<String> views = new HashSet<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                Matcher view = VIEW.matcher(Files.readString(file));
                while (view.find()) views.add(view.group(1));
            }
        }
        return views;
    }

    private static Set<String> allowed(String room) {
        Set<String> allowed = new HashSet<>();
        String info = read(CODE.resolve(room).resolve("package-info.java"));
        Matcher name =
                Pattern.compile("\"([a-z]+)\"")
                        .matcher(info.substring(info.indexOf("allowedDependencies")));
        while (name.find()) allowed.add(name.group(1));
        return allowed;
    }

    private static List<String> strings(String code) {
        List<String> strings = new ArrayList<>();
        Matcher string = STRING.matcher(code);
        while (string.find())
            strings.add(string.group(1) == null ? string.group(2) : string.group(1));
        return strings;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
