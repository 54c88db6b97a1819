package org.commonplace.topics;

import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;

/** Which of several labels fits the reader best. */
final class Labels {
    private Labels() {}

    static Concept.Label best(List<Concept.Label> labels, String otherwise) {
        Locale reader = LocaleContextHolder.getLocale();
        Concept.Label best = null;
        for (Concept.Label label : labels) {
            if (label.language().equals(reader.getLanguage())) return label;
            if (best == null || label.language().equals("en")) best = label;
        }
        return best == null ? new Concept.Label("pref", "en", otherwise) : best;
    }
}
