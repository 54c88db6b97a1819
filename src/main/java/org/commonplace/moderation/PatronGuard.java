package org.commonplace.moderation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Marks;

/**
 * Finds what looks like personal data of a patron in a text that is about to be posted: names, card
 * numbers, phones, addresses, e-mails, birth dates, identity numbers and number plates. It serves a
 * warning that the author may overrule, so it would rather warn once too often.
 *
 * <p>A name of two words or with a title is taken for a patron's unless something near it speaks
 * for an author, a colleague, a source or a thing; the nearest word decides, so "overdue" makes a
 * patron and "novel" an author. Phones, e-mails and addresses are a patron's or a desk's in the
 * same way. What stands in the author's signature is the author's.
 *
 * <p>It cannot see names in small letters or in scripts without capitals, nor first names alone. It
 * may take a product, a heading or an author whom readers love for a patron. It knows words of
 * English, Italian, French, Spanish, Croatian and German, and card numbers that have 14 digits and
 * begin with 2, or are called so. It reads the first 20,000 characters.
 */
public final class PatronGuard {
    public enum What {
        NAME,
        CARD,
        PHONE,
        ADDRESS,
        EMAIL,
        BIRTH_DATE,
        ID_NUMBER,
        PLATE
    }

    /** A place in the text: its first character, and the one after its last. */
    public record Find(What what, int from, int to) {
        String in(String text) {
            return text.substring(from, to);
        }
    }

    private static final int READ = 20_000;

    /** In characters: how near a word must stand to speak for somebody else, and for a patron. */
    private static final int NEAR = 60;

    private static final int FAR = 100;
    private static final int SIGNATURE = 300;
    private static final int SIGNATURE_LINE = 90;

    private final String text;
    private final int signature;
    private final PatronWords.Signs use;
    private final PatronWords.Signs others;
    private final PatronWords.Signs house;
    private final Set<String> vocabulary;
    private final List<Find> finds = new ArrayList<>();

    private PatronGuard(String read) {
        text = blanked(read);
        use = PatronWords.USE.in(text);
        others = PatronWords.OTHERS.in(text);
        house = PatronWords.HOUSE.in(text);
        vocabulary = vocabulary();
        signature = signature();
    }

    /**
     * In the order of the text; where two would overlap, the later begins where the earlier ends.
     */
    public static List<Find> in(String text) {
        PatronGuard guard = new PatronGuard(Marks.instead(Line.start(text, READ), '¤'));
        guard.lookForNumbers();
        guard.lookForContacts();
        guard.lookForNames();
        return guard.inOrder();
    }

    /** As much of a text as is looked at. */
    static String read(String text) {
        return Marks.instead(text.substring(0, Math.min(READ, text.length())), '¤');
    }

    /** As long as before, so that places stay true. */
    private static String blanked(String read) {
        return PatronShapes.HARMLESS
                .matcher(read)
                .replaceAll(harmless -> "¤".repeat(harmless.end() - harmless.start()));
    }

    /** Without e-mail addresses, which write names small. */
    private Set<String> vocabulary() {
        String prose = PatronShapes.EMAIL.matcher(text).replaceAll(" ");
        return Arrays.stream(prose.split("[^\\p{L}'’]+")).collect(Collectors.toUnmodifiableSet());
    }

    /** Where the last block begins, if its lines are short and speak of a post or a library. */
    private int signature() {
        String body = text.stripTrailing();
        int at =
                PatronShapes.BREAK
                        .matcher(body)
                        .results()
                        .mapToInt(MatchResult::end)
                        .max()
                        .orElse(body.length());
        String block = body.substring(at);
        boolean shaped =
                block.contains("\n")
                        && block.length() < SIGNATURE
                        && block.lines().allMatch(line -> line.length() < SIGNATURE_LINE);
        return shaped && (others.after(at) || house.after(at)) ? at : text.length();
    }

    private void lookForNumbers() {
        look(What.CARD, PatronShapes.CARD, find -> true);
        look(What.CARD, PatronShapes.LABELLED_CARD, find -> true);
        look(What.BIRTH_DATE, PatronShapes.BIRTH, this::recentBirth);
        look(What.BIRTH_DATE, PatronShapes.NAMED_BIRTH, this::recentBirth);
        look(What.ID_NUMBER, PatronShapes.ID, find -> true);
        look(What.ID_NUMBER, PatronShapes.LABELLED_ID, find -> true);
        look(What.PLATE, PatronShapes.PLATE, this::unsigned);
    }

    private void lookForContacts() {
        look(What.EMAIL, PatronShapes.EMAIL, this::personalMailbox);
        look(What.PHONE, PatronShapes.PHONE, this::privatePhone);
        look(What.PHONE, PatronShapes.SPOKEN_PHONE, this::privatePhone);
        look(What.ADDRESS, PatronShapes.ADDRESS, this::home);
    }

    private void lookForNames() {
        look(What.NAME, PatronShapes.TITLED, this::titledPatron);
        look(What.NAME, PatronShapes.FILED, this::filedPatron);
        look(What.NAME, PatronShapes.FULL, this::namedPatron);
    }

    private void look(What what, Pattern shape, Predicate<Find> patrons) {
        shape.matcher(text)
                .results()
                .map(m -> new Find(what, m.start(m.groupCount()), m.end(m.groupCount())))
                .map(find -> what == What.NAME ? withoutLead(find) : find)
                .filter(patrons)
                .forEach(finds::add);
    }

    private List<Find> inOrder() {
        finds.sort(Comparator.comparingInt(Find::from));
        List<Find> kept = new ArrayList<>();
        int end = 0;
        for (Find find : finds) {
            if (find.to() <= end) continue;
            kept.add(new Find(find.what(), Math.max(end, find.from()), find.to()));
            end = find.to();
        }
        return List.copyOf(kept);
    }

    private boolean unsigned(Find find) {
        return find.from() < signature;
    }

    private boolean recentBirth(Find find) {
        return others.distance(find) > NEAR
                && !old(find)
                && !PatronShapes.OLD.matcher(words(find)).find();
    }

    private boolean personalMailbox(Find find) {
        return unsigned(find)
                && !PatronShapes.ROLE.matcher(words(find)).matches()
                && patronsOwn(find);
    }

    private boolean privatePhone(Find find) {
        long digits = words(find).chars().filter(Character::isDigit).count();
        if (digits < 7 || digits > 14 || !unsigned(find)) return false;
        if (PatronShapes.TOLL_FREE.matcher(words(find)).matches()) return false;
        return patronsOwn(find);
    }

    /** The nearest word before decides between a patron's and a desk's. */
    private boolean patronsOwn(Find find) {
        int patron = use.behind(find);
        int desk = house.behind(find);
        return patron < Math.min(desk, FAR) || desk > FAR;
    }

    private boolean home(Find find) {
        return unsigned(find) && house.behind(find) > FAR && !old(find);
    }

    /** A name without the capitalised word that only begins the sentence. */
    private Find withoutLead(Find find) {
        int space = text.indexOf(' ', find.from());
        if (space < 0 || space >= find.to()) return find;
        String first = text.substring(find.from(), space).replace(",", "");
        return PatronWords.SMALL.has(first)
                ? withoutLead(new Find(find.what(), space + 1, find.to()))
                : find;
    }

    private boolean titledPatron(Find find) {
        return unsigned(find)
                && (patron(find) || (others.distance(find) > NEAR && house.distance(find) > NEAR));
    }

    private boolean filedPatron(Find find) {
        boolean screen = PatronShapes.ON_SCREEN.matcher(words(find)).lookingAt();
        return person(find) && (patron(find) || (screen && others.distance(find) > NEAR));
    }

    private boolean namedPatron(Find find) {
        return person(find)
                && !words(find).equals(words(find).toUpperCase(Locale.ROOT))
                && (patron(find) || unknown(find) || introduced(find));
    }

    /** Nothing says that this is an author, a colleague or a source, so it may be a patron. */
    private boolean unknown(Find find) {
        return others.distance(find) > NEAR
                && !PatronShapes.SOURCE.matcher(before(find, 15)).find();
    }

    private boolean introduced(Find find) {
        return PatronShapes.INTRODUCED.matcher(before(find, 30)).find();
    }

    /** The nearest word decides. */
    private boolean patron(Find find) {
        return use.distance(find) < Math.min(FAR, others.distance(find));
    }

    private boolean person(Find find) {
        List<String> name = Arrays.asList(words(find).split("[ ,]+"));
        return unsigned(find)
                && name.size() > 1
                && name.size() < 5
                && name.stream().noneMatch(this::thing)
                && !old(find)
                && !titleOfBook(find)
                && !PatronShapes.SOUGHT.matcher(before(find, 60)).find()
                && (introduced(find) || !PatronShapes.PLACED.matcher(before(find, 15)).find());
    }

    /** A word that the text also writes small is hardly a name. */
    private boolean thing(String word) {
        return PatronWords.THINGS.has(word)
                || PatronWords.OTHERS.has(word)
                || PatronWords.HOUSE.has(word)
                || PatronShapes.ABSTRACT.matcher(word).find()
                || (word.length() > 2
                        && Character.isUpperCase(word.charAt(0))
                        && vocabulary.contains(word.toLowerCase(Locale.ROOT)));
    }

    private boolean old(Find find) {
        return PatronShapes.OLD.matcher(before(find, 40)).find()
                || PatronShapes.OLD.matcher(after(find, 60)).find();
    }

    private boolean titleOfBook(Find find) {
        return PatronShapes.CITED.matcher(after(find, 60)).find()
                || (before(find, 1).matches("[\"“„«]") && after(find, 1).matches("[\"”“»]"));
    }

    private String words(Find find) {
        return text.substring(find.from(), find.to());
    }

    private String before(Find find, int reach) {
        return text.substring(Math.max(0, find.from() - reach), find.from());
    }

    private String after(Find find, int reach) {
        return text.substring(find.to(), Math.min(text.length(), find.to() + reach));
    }
}
