package org.commonplace.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two edits of one text are joined by paragraph, and nothing that either wrote is lost. */
class MergeTests {
    private static final String BASE = "One.\n\nTwo.\n\nThree.\n\nFour.";

    @Test
    void differentParagraphsAreBothKept() {
        Merge merge =
                Merge.of(
                        BASE,
                        "One.\n\nTwo, theirs.\n\nThree.\n\nFour.",
                        "One.\n\nTwo.\n\nThree.\n\nFour, mine.");
        assertThat(merge.text()).isEqualTo("One.\n\nTwo, theirs.\n\nThree.\n\nFour, mine.");
        assertThat(merge.clean()).isTrue();
    }

    @Test
    void neighbouringParagraphsAreBothKept() {
        Merge merge =
                Merge.of(
                        BASE,
                        "One.\n\nTwo, theirs.\n\nThree.\n\nFour.",
                        "One.\n\nTwo.\n\nThree, mine.\n\nFour.");
        assertThat(merge.text()).isEqualTo("One.\n\nTwo, theirs.\n\nThree, mine.\n\nFour.");
        assertThat(merge.clean()).isTrue();
    }

    @Test
    void theSameParagraphStandsTwiceAndIsNamed() {
        Merge merge =
                Merge.of(
                        BASE,
                        "One.\n\nTwo, theirs.\n\nThree.\n\nFour.",
                        "One.\n\nTwo, mine.\n\nThree.\n\nFour.");
        assertThat(merge.text()).isEqualTo("One.\n\nTwo, theirs.\n\nTwo, mine.\n\nThree.\n\nFour.");
        assertThat(merge.both()).containsExactly(new Merge.Both("Two, theirs.", "Two, mine."));
    }

    @Test
    void additionsAtOnePlaceAreBothKept() {
        Merge merge = Merge.of(BASE, BASE + "\n\nFive, theirs.", BASE + "\n\nFive, mine.");
        assertThat(merge.text()).isEqualTo(BASE + "\n\nFive, theirs.\n\nFive, mine.");
        assertThat(merge.clean()).isTrue();
    }

    @Test
    void theSameTextAddedTwiceStandsOnce() {
        Merge merge = Merge.of("", "One.\n\nTwo.", "One.\n\nTwo.\n\nThree.");
        assertThat(merge.text()).isEqualTo("One.\n\nTwo.\n\nThree.");
        assertThat(merge.clean()).isTrue();
    }

    @Test
    void theSameTextAddedTwiceButForAWordIsNamed() {
        Merge merge =
                Merge.of(
                        "",
                        "We open at nine.\n\nThe desk closes at noon.",
                        "We open at nine.\n\nThe desk closes at one.");
        assertThat(merge.text())
                .isEqualTo(
                        "We open at nine.\n\nThe desk closes at noon.\n\nThe desk closes at one.");
        assertThat(merge.both())
                .containsExactly(
                        new Merge.Both("The desk closes at noon.", "The desk closes at one."));
    }

    @Test
    void aParagraphThatOneRemovedAndTheOtherChangedIsNamed() {
        Merge merge =
                Merge.of(BASE, "One.\n\nThree.\n\nFour.", "One.\n\nTwo, mine.\n\nThree.\n\nFour.");
        assertThat(merge.text()).contains("Two, mine.");
        assertThat(merge.clean()).isFalse();
    }

    @Test
    void anEmptyLineInsideAFencePartsNothing() {
        assertThat(Merge.paragraphs("a\n\n```\nx\n\ny\n```\n\nb"))
                .containsExactly("a", "```\nx\n\ny\n```", "b");
    }

    /** Random edits: one side alone is taken as it is, and of two nothing new is lost. */
    @Test
    void nothingThatEitherWroteIsLost() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            List<String> base = new ArrayList<>();
            for (int i = 0; i < random.nextInt(8); i++) base.add("p" + random.nextInt(6));
            List<String> theirs = edited(base, "theirs" + round, random);
            List<String> mine = edited(base, "mine" + round, random);
            String was = String.join("\n\n", base);
            String one = String.join("\n\n", theirs);
            String other = String.join("\n\n", mine);
            assertThat(Merge.of(was, was, other).text()).isEqualTo(other);
            assertThat(Merge.of(was, one, was).text()).isEqualTo(one);
            assertThat(Merge.of(was, one, one).text()).isEqualTo(one);
            List<String> merged = Merge.paragraphs(Merge.of(was, one, other).text());
            for (String paragraph : theirs)
                if (paragraph.startsWith("theirs"))
                    assertThat(merged).as(was + " / " + one + " / " + other).contains(paragraph);
            for (String paragraph : mine)
                if (paragraph.startsWith("mine"))
                    assertThat(merged).as(was + " / " + one + " / " + other).contains(paragraph);
        }
    }

    private static List<String> edited(List<String> base, String by, Random random) {
        List<String> text = new ArrayList<>(base);
        for (int i = 0; i < random.nextInt(4); i++) {
            int at = random.nextInt(text.size() + 1);
            String fresh = by + "-" + i;
            switch (random.nextInt(3)) {
                case 0 -> text.add(at, fresh);
                case 1 -> {
                    if (at < text.size()) text.set(at, fresh);
                }
                default -> {
                    if (at < text.size()) text.remove(at);
                }
            }
        }
        return text;
    }
}
