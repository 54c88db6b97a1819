package org.commonplace.chrome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.langdetect.optimaize.OptimaizeLangDetector;
import org.apache.tika.language.detect.LanguageDetector;
import org.apache.tika.language.detect.LanguageResult;

/**
 * In which language a text is written, told from the text itself: whoever writes English on Italian
 * pages writes English, and in a closed room the pages’ language would say who it is.
 */
public final class Language {
    /** Shorter texts say too little. In letters. */
    private static final int LEAST = 24;

    /** How much of a text is looked at. */
    private static final int MOST = 4_000;

    private static final Set<String> KNOWN =
            Set.of(
                    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
                    "ga", "he", "hi", "hr", "hu", "is", "it", "ja", "ko", "lt", "lv", "mk", "nl",
                    "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "th", "tr",
                    "uk", "ur", "vi", "zh-CN", "zh-TW");

    private static final LanguageDetector DETECTOR = detector();

    private Language() {}

    private static LanguageDetector detector() {
        try {
            return new OptimaizeLangDetector().loadModels(KNOWN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language as BCP 47 has it, where the text leaves no doubt. */
    public static Optional<String> of(String text) {
        String words = Markdown.plain(text.substring(0, Math.min(text.length(), MOST)));
        if (words.codePoints().filter(Character::isLetter).count() < LEAST) return script(words);
        LanguageResult found;
        synchronized (DETECTOR) {
            found = DETECTOR.detect(words);
        }
        return found.isReasonablyCertain()
                ? Optional.of(found.getLanguage().replaceFirst("-.*", ""))
                : script(words);
    }

    /** A script that one language has for itself. */
    private static Optional<String> script(String words) {
        return words.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .map(
                        script ->
                                switch (script) {
                                    case HIRAGANA, KATAKANA -> "ja";
                                    case HANGUL -> "ko";
                                    case HEBREW -> "he";
                                    case GREEK -> "el";
                                    case THAI -> "th";
                                    default -> "";
                                })
                .filter(language -> !language.isEmpty())
                .findFirst();
    }
}
