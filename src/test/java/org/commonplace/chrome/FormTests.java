package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A form is read field by field; what does not fit is refused, and nothing is cut. */
class FormTests {
    private static Form form(String field, String value) {
        return Form.kept(Map.of(field, value));
    }

    private static String refused(Form form, String field) {
        Refusal refusal = form.refusals().at(field);
        return refusal == null ? "" : refusal.key();
    }

    @Test
    void lengthIsCountedAsPeopleCount() {
        String five = "😀".repeat(5);
        Form fits = form("text", five);
        assertThat(fits.text("text", 5)).isEqualTo(five);
        assertThat(fits.refused()).isFalse();
        Form longer = form("text", five + "a");
        assertThat(longer.text("text", 5)).as("whole").isEqualTo(five + "a");
        assertThat(longer.refused()).isTrue();
        assertThat(longer.refusals().at("text").arguments()).containsExactly(5, 6);
        assertThat(longer.typed()).containsEntry("text", five + "a");
    }

    @Test
    void aBrowsersLineEndsCountOnceAndCodeKeepsItsIndent() {
        Form form = form("text", "\r\n\r\n    code\r\nend\r\n\r\n");
        assertThat(form.text("text", 12)).isEqualTo("    code\nend");
        assertThat(form.refused()).isFalse();
    }

    @Test
    void aLineHoldsNoControlCharactersAndNothingThatPartsLines() {
        assertThat(form("name", " Anna\r\nBcc: x\u2028y\u0085z\u000bw\u2029v ").line("name", 80))
                .isEqualTo("Anna Bcc: x y z w v");
        Form empty = form("name", "\u000b\r\n");
        empty.line("name", 80);
        assertThat(refused(empty, "name")).isEqualTo("form.required");
    }

    @Test
    void daysNumbersAndChoicesAreReadOrRefused() {
        assertThat(form("on", "2026-11-27").date("on")).isEqualTo(LocalDate.of(2026, 11, 27));
        Form day = form("on", "tomorrow");
        assertThat(day.date("on")).isNull();
        assertThat(refused(day, "on")).isEqualTo("form.date");
        assertThat(form("n", "7").number("n", 1, 9, 3)).isEqualTo(7);
        assertThat(form("n", "").number("n", 1, 9, 3)).isEqualTo(3);
        for (String wrong : List.of("x", "0", "10", "99999999999")) {
            Form number = form("n", wrong);
            number.number("n", 1, 9, 3);
            assertThat(refused(number, "n")).as(wrong).isEqualTo("form.between");
        }
        assertThat(form("to", "a").choice("to", List.of("a", "b"))).isEqualTo("a");
        Form choice = form("to", "c");
        choice.choice("to", List.of("a", "b"), "a");
        assertThat(refused(choice, "to")).isEqualTo("form.required");
        assertThat(form("to", "").choice("to", List.of("a", "b"), "b")).isEqualTo("b");
    }

    @Test
    void oneTooManyIsARefusalThatKeepsTheWords() {
        Form form = new Form("/x", Map.of("text", "Words."), () -> Duration.ofSeconds(9));
        form.text("text", 100);
        assertThat(form.refused()).isTrue();
        assertThat(form.refusals().pause()).isEqualTo(Duration.ofSeconds(9));
        assertThat(form.typed()).containsEntry("text", "Words.");
    }

    @Test
    void whatIsKeptAsAHintEndsWithAWholeCharacter() {
        assertThat(Line.start("ab😀cd", 3)).isEqualTo("ab");
        assertThat(Line.start("ab😀cd", 4)).isEqualTo("ab😀");
        assertThat(Line.start("ab", 4)).isEqualTo("ab");
    }
}
