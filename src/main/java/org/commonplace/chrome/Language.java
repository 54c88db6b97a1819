package org.commonplace.chrome;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which language a text is written, told from the text itself: whoever writes English on Italian
 * pages writes English, and in a closed room the pages’ language would say who it is. By the script
 * where it is one language’s own, else by the small words of which every sentence has some; where
 * they leave a doubt, nothing is said.
 */
public final class Language {
    /** How much of a text is looked at, in characters. */
    private static final int MOST = 4_000;

    /** Small words, the commonest of each language; those of two count for both. */
    private static final Map<String, Set<String>> SMALL =
            Map.ofEntries(
                    words(
                            "en",
                            "the and of to in is that it we you for with are they have this what our not how do from an be can who on as at which your us has but if or there"),
                    words(
                            "it",
                            "il lo la di che è e un una per non con sono del della dei delle abbiamo come si le gli nel nella anche ci questo cosa alla al più ma dove chi"),
                    words(
                            "fr",
                            "le la les des et est un une du que qui nous vous pour dans pas avec sont sur ce cette au aux ont il elle par plus comment être notre ne où"),
                    words(
                            "de",
                            "der die das und ist nicht wir ein eine zu den mit von für auf es sich sie auch wie dem im haben aber als bei oder wird man einen nur noch was"),
                    words(
                            "es",
                            "el la los las de que y es en un una por con no para del se como más pero nos hay su al lo está son tenemos qué cómo muy este esta"),
                    words(
                            "pt",
                            "o a os as de que e é em um uma para com não do da dos das no na por se como mais mas nós há está são temos muito este esta ao também"),
                    words(
                            "nl",
                            "de het een en van is dat niet we wij voor met zijn op te in aan er ook maar hoe bij om als naar die dit hebben of deze wat ons geen"),
                    words(
                            "sv",
                            "och det att är en som vi för på inte med har den till av ett om men hur var vad eller från så kan de våra"),
                    words(
                            "da",
                            "og det at er en som vi for på ikke med har den til af et om men hvordan hvad eller fra så kan de vores hos"),
                    words(
                            "no",
                            "og det å er en som vi for på ikke med har den til av et om men hvordan hva eller fra så kan de våre hos"),
                    words(
                            "fi",
                            "ja on ei se että meillä mutta kun ovat niin myös tämä hän oli kuin mitä miten tai jos voi olla kanssa"),
                    words(
                            "pl",
                            "i w na nie się jest z do to że jak o po są co dla ale mamy od przez za czy tak ich my tego"),
                    words(
                            "cs",
                            "a v na se je že to s z do jak o jsou pro ale máme od za co k nebo tak jsme po které není"),
                    words(
                            "ro",
                            "și în de la este un o care nu cu pe pentru sunt mai că din avem cum sau ce se am au dar noi"),
                    words(
                            "hu",
                            "a az és hogy nem van egy is mi ez de meg csak mint vagy nekünk már volt el lehet milyen"),
                    words(
                            "hr",
                            "i u na je se da su za od s što kako ne to smo ali imamo koji koja ili kao po nije li"),
                    words(
                            "tr",
                            "ve bir bu için ile de da ne çok var biz değil olarak daha gibi nasıl ama mı en olan"),
                    words(
                            "ru",
                            "и в не на что мы с как это у но для по от из за так есть или его они вы к же ли нас был"),
                    words(
                            "uk",
                            "і в не на що ми з як це у але для по від за так є або його вони ви до та чи нас був"));

    private Language() {}

    private static Map.Entry<String, Set<String>> words(String language, String small) {
        return Map.entry(language, Set.of(small.split(" ")));
    }

    /** The language as BCP 47 has it, where the text leaves no doubt. */
    public static Optional<String> of(String text) {
        String words = Markdown.plain(text.substring(0, Math.min(text.length(), MOST)));
        Optional<String> script = script(words);
        return script.isPresent() ? script : small(words.toLowerCase(Locale.ROOT));
    }

    /** Two small words that differ at the least, and half as many again as any other language. */
    private static Optional<String> small(String words) {
        Set<String> said = new HashSet<>();
        for (String word : words.split("[^\\p{L}]+")) said.add(word);
        Map<String, Integer> found = new HashMap<>();
        SMALL.forEach(
                (language, small) ->
                        found.put(language, (int) small.stream().filter(said::contains).count()));
        String best = "";
        int most = 1;
        int second = 0;
        for (Map.Entry<String, Integer> one : found.entrySet()) {
            if (one.getValue() > most) {
                second = most;
                most = one.getValue();
                best = one.getKey();
            } else second = Math.max(second, one.getValue());
        }
        return best.isEmpty() || most * 2 < second * 3 ? Optional.empty() : Optional.of(best);
    }

    /** A script, or letters in it, that one language has for itself. */
    private static Optional<String> script(String words) {
        Map<UnicodeScript, Integer> letters = new HashMap<>();
        words.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(UnicodeScript.of(letter), 1, Integer::sum));
        if (letters.containsKey(UnicodeScript.HIRAGANA)) return Optional.of("ja");
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> of(most.getKey(), words))
                .filter(language -> !language.isEmpty());
    }

    private static String of(UnicodeScript script, String words) {
        return switch (script) {
            case KATAKANA -> "ja";
            case HANGUL -> "ko";
            case HAN -> "zh";
            case HEBREW -> "he";
            case GREEK -> "el";
            case THAI -> "th";
            case DEVANAGARI -> "hi";
            case ARABIC -> any(words, "ٹڈڑے") ? "ur" : any(words, "پچژگ") ? "fa" : "ar";
            case CYRILLIC ->
                    any(words, "ђћљњџј")
                            ? "sr"
                            : any(words, "іїєґ") ? "uk" : any(words, "ыэё") ? "ru" : "";
            default -> "";
        };
    }

    private static boolean any(String words, String letters) {
        return words.codePoints().anyMatch(letter -> letters.indexOf(letter) >= 0);
    }
}
