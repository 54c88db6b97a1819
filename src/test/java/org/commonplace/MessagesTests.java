package org.commonplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonplace.chrome.Texts;
import org.junit.jupiter.api.Test;

/** What people read comes from the message files, in every language, and none of it is missing. */
class MessagesTests {
    private static final Path FOLDER = Path.of("src/main/resources/messages");
    private static final Path CODE = Path.of("src/main/java/org/commonplace");
    private static final Pattern KEY =
            Pattern.compile(
                    "(?:page\\.text|texts\\.text|\\.say|\\.small|\\.subject|\\.button|\\.deed)\\((?:[a-z.()]+, )?\"([a-zA-Z0-9.-]+[a-z0-9])\"|Forbidden\\(\"([a-z.-]+)\"|\"((?:form|error|password)\\.[a-z-]+)\"");

    @Test
    void everyKeyThatTheCodeNamesHasAText() throws IOException {
        Set<String> known = load("").stringPropertyNames();
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file :
                    files.filter(path -> path.toString().matches(".*\\.(java|jte)")).toList()) {
                Matcher key = KEY.matcher(Files.readString(file));
                while (key.find())
                    for (int group = 1; group <= 3; group++)
                        if (key.group(group) != null && !known.contains(key.group(group)))
                            missing.add(key.group(group) + " in " + file.getFileName());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void italianHasTheSameKeysAndPlaceholders() throws IOException {
        Properties english = load("");
        Properties italian = load("_it");
        assertThat(italian.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames())
            assertThat(placeholders(italian.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(english.getProperty(key)));
    }

    @Test
    void textsHaveTypographicApostrophesAndNoExclamationMarks() throws IOException {
        for (String language : List.of("", "_it")) {
            Properties texts = load(language);
            for (String key : texts.stringPropertyNames()) {
                assertThat(texts.getProperty(key)).as(key).doesNotContain("'", "!");
                new MessageFormat(texts.getProperty(key));
            }
        }
    }

    private static Set<String> placeholders(String text) {
        Set<String> numbers = new TreeSet<>();
        Matcher number = Pattern.compile("\\{(\\d)").matcher(text);
        while (number.find()) numbers.add(number.group(1));
        return numbers;
    }

    /** All bundles of a language; no key stands in two of them. */
    private static Properties load(String language) throws IOException {
        Properties all = new Properties();
        for (String bundle : Texts.BUNDLES) {
            Properties properties = new Properties();
            try (Reader reader =
                    Files.newBufferedReader(FOLDER.resolve(bundle + language + ".properties"))) {
                properties.load(reader);
            }
            assertThat(properties.stringPropertyNames()).as(bundle).noneMatch(all::containsKey);
            all.putAll(properties);
        }
        return all;
    }
}
