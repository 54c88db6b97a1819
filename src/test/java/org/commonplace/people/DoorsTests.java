package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.Texts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Deeds, by all the doors that lead to them. */
class DoorsTests extends CommonplaceTest {
    @Autowired private Doors doors;
    @Autowired private List<Deeds> rooms;
    @Autowired private Texts texts;

    @Test
    void everyDeedHasANameOfItsOwnAndTheWordsOfItsDoors() {
        List<String> names = new ArrayList<>();
        for (Deeds room : rooms)
            for (Deed<?> deed : room.all()) {
                names.add(deed.name());
                for (Locale language : Texts.LANGUAGES) {
                    if (deed.opens(Deed.Door.WORD))
                        said(language, "command." + deed.name(), ".does");
                    if (deed.opens(Deed.Door.LINK)) {
                        for (String part : List.of(".title", ".say", ".button", ".done", ".word"))
                            said(language, "signed." + deed.name() + part);
                        if (deed.takesWords()) said(language, "signed." + deed.name() + ".line");
                    }
                    if (deed.opens(Deed.Door.PROMISE))
                        for (String part : List.of(".subject", ".say", ".button"))
                            said(language, "mail.deed." + deed.name() + part);
                }
            }
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(50);
        assertThat(doors.words().size() + doors.links().size() + doors.promises().size())
                .isGreaterThan(names.size());
    }

    private void said(Locale language, String key, String... further) {
        assertThat(texts.text(language, key, "", "")).as(key).isNotEqualTo(key);
        for (String more : further) said(language, key + more);
    }
}
