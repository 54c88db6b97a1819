package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetterTests {
    @Test
    void aQuotationKeepsItsParagraphsAndEveryLineItsMark() {
        String text =
                Letter.about("test", "to@example.org", "en", "Subject")
                        .quote("One.\n\n" + "word ".repeat(40), "Ana")
                        .done()
                        .asText();
        assertThat(text.lines().limit(3)).containsExactly("> One.", ">", "> " + words(14));
        assertThat(text.lines().filter(line -> line.startsWith(">")))
                .allMatch(line -> line.length() <= Letter.QUOTED + 2);
        assertThat(text).endsWith("\n— Ana\n");
    }

    private static String words(int n) {
        return "word ".repeat(n).strip();
    }

    @Test
    void aWordLongerThanALineStaysWhole() {
        String address = "https://example.org/" + "a".repeat(200);
        assertThat(
                        Letter.about("test", "to@example.org", "en", "Subject")
                                .quote("See " + address, "")
                                .done()
                                .asText())
                .isEqualTo("> See\n> " + address + "\n");
    }
}
