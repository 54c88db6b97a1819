package org.commonplace.moderation;

import java.util.regex.Pattern;

/**
 * What personal data look like, before {@link PatronGuard} asks whose they are. Where a shape has a
 * group, the group is the find. Repeats are possessive or bounded, so that no text is slow.
 */
final class PatronShapes {
    private static final String DATE =
            line(
                    """
                    (?:\\d{1,2}[./-] ?\\d{1,2}[./-] ?(?:\\d{4}|\\d{2})|\\d{4}-\\d\\d-\\d\\d|\\d{8}
                    |\\d{1,2}\\.? \\p{L}{3,12}\\.? \\d{4}|\\p{L}{3,12}\\.? \\d{1,2},? \\d{4})(?!\\d)
                    """);
    private static final String TITLE =
            line(
                    """
                    (?:Mr|Mrs|Ms|Miss|Dr|[Pp]rof|[Pp]rofess?or(?:ica)?
                    |Sig(?:\\.ra|\\.na)?|[Ss]ignor(?:a|e|ina)?
                    |M|Mme|Mlle|[Mm]adame|[Mm]ademoiselle|[Mm]onsieur
                    |Srt?a?|[Ss]eñor(?:a|ita)?|[Dd]on|[Dd]oña
                    |[Gg]ospođ[aeiu]|[Gg]ospodina?|[Gg]đa
                    |[Hh]errn?|[Ff]rau|Familie|(?:Ober)?[Ss]tudienr[aä]t(?:in)?)
                    """);
    private static final String WORD =
            line(
                    """
                    (?!%s\\b)(?:\\p{Lu}['’])?+\\p{Lu}\\p{Ll}{1,20}+
                    (?:[-'’]?\\p{Lu}\\p{Ll}{1,20}+){0,3}+(?![\\p{L}\\d])
                    """
                            .formatted(TITLE));
    private static final String CAPITALS = "\\p{Lu}{4,20}+(?:[-'’]\\p{Lu}{2,20}+)?+(?![\\p{L}\\d])";
    private static final String NAME = "(?:" + WORD + "|" + CAPITALS + ")";
    private static final String INITIAL = "\\p{Lu}\\.";
    private static final String PARTICLE =
            "(?: (?:de|del|della|di|da|dos|van|von|der|den|la|le|el|bin|y))";

    /** A title and a name: Mrs. A. Lovelace; Mr and Mrs Lovelace. */
    static final Pattern TITLED =
            shape(
                    """
                    (?<![\\p{L}\\d])%1$s\\.? (?:(?:and|und|e|et|y|i) %1$s\\.? )?(?:%2$s ?){0,2}
                    %3$s(?:%4$s{0,2} %3$s){0,3}+
                    """
                            .formatted(TITLE, INITIAL, NAME, PARTICLE));

    /** Given names, initials, particles and surnames; SURNAME Given. */
    static final Pattern FULL =
            shape(
                    """
                    (?<![\\p{L}\\d.@/-])(?:%1$s ?){0,2}%2$s(?:(?: %1$s)?%3$s{0,2} %2$s){0,6}+
                    """
                            .formatted(INITIAL, NAME, PARTICLE));

    /** Surname, Given; not one of a row of three capitalised words. */
    static final Pattern FILED =
            shape(
                    """
                    (?<![\\p{L}\\d.@/-])(?<!, )%1$s, %1$s(?: %2$s)?(?!, \\p{Lu})
                    """
                            .formatted(NAME, INITIAL));

    /** SURNAME, Given: hardly written but on screens and slips. */
    static final Pattern ON_SCREEN = shape("^%s, %s".formatted(CAPITALS, WORD));

    /** Fourteen digits from 2; not a range of Julian days, not the zeros of a test patron. */
    static final Pattern CARD =
            shape(
                    """
                    (?:(?<![\\p{L}\\d-])|(?<=\\bAA))(?!\\d{7}-\\d{7}|2(?:[ .-]?0){6})
                    2(?:[ .-]?+\\d){13}+(?![ .-]?\\d|\\p{L})
                    """);

    static final Pattern LABELLED_CARD =
            shape(
                    """
                    (?i)\\b(?:card|barcode|borrower|patron|member|membership
                    |tessera|carte|carné|iskaznic\\w|ausweis)
                    (?: ?(?:id|no|nr|number|num|n|n°|broj))?[.:#=]?+ ?
                    ((?:[A-Z]{1,3}-?)?(?!\\d?0{8})\\d{5,14}+)\\b
                    """);

    static final Pattern EMAIL = shape("[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,6}+");

    /** A mailbox of a desk, or of anybody at a library, its council or its supplier. */
    static final Pattern ROLE =
            shape(
                    """
                    (?i)(?:info|support|help|desk|contact|office|ill|inter\\w*|librar\\w*|biblio\\w*
                    |knji[zž]n\\w*|reference|circ\\w*|hello|admin\\w*|sales|orders?|events?
                    |webmaster|no-?reply|postmaster|prestit\\w*|reservas|service|team|trade
                    |fernleihe|ausleihe|edi|catalog\\w*|acq\\w*|user(?:name)?|name|you
                    |someone|example)\\b.*
                    |.*@.*(?:librar|supplies|vendor|biblio|mediath|knjiz|b(?:ue|ü)cher|council
                    |system|county|comune).*
                    """);

    static final Pattern PHONE =
            shape(
                    """
                    (?<![\\w./:+-])(?!%s)
                    (?:\\+\\d{1,3}(?:[ .-]?+(?:\\(0\\))?\\d{2,8}){1,5}+
                    |\\(\\d{1,5}\\)(?:[ .-]?+\\d{2,8}){1,4}+
                    |0\\d{1,4}[ /.-]\\d{2,8}(?:[ .-]\\d{2,4}){0,4}+
                    |(?:1[ .-])?\\d{3}[ .-]\\d{3}[ .-]\\d{3,4}+
                    |3\\d\\d[ .]\\d{6,7}
                    |\\d{3}-\\d{4})
                    (?![\\w-]|[ .,]\\d)
                    """
                            .formatted(DATE));

    /** Digits without spaces are a phone's only after a word that says so. */
    static final Pattern SPOKEN_PHONE =
            shape(
                    """
                    (?i)\\b(?:call|ring|text|sms|phone|telephone|tel|mobile|cell|whatsapp|cellulare
                    |téléphone|portable|teléfono|móvil|mobitel|telefon\\w*|handy)\\b
                    [^\\d\\n]{1,15}(\\d{9,11})\\b
                    """);

    static final Pattern TOLL_FREE = shape("(?:1[ .-])?\\(?0?8(?:00|33|44|55|66|77|88)\\b.*");

    static final Pattern BIRTH =
            shape(
                    """
                    (?i)\\b(?:born|dob|d\\.o\\.b\\.|birth-?date|date of birth|birthday|nat[oa]|née?
                    |naci(?:ó|d[oa])|rođen[ao]?|geboren\\w*+|geb\\.)[:,]?
                    (?: (?:on|il|le|el|am|the|is))?[ :]?+%s
                    """
                            .formatted(DATE));

    /** A name, and a year or a date after it. */
    static final Pattern NAMED_BIRTH =
            shape(
                    """
                    (?<!\\p{L})%1$s %1$s(?:, born (?:19[2-9]|20[0-2])\\d\\b
                    | \\(\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}\\))
                    """
                            .formatted(NAME));

    /** US social security, codice fiscale, OIB, DNI and NIE, French NIR. */
    static final Pattern ID =
            shape(
                    """
                    \\b\\d{3}-\\d{2}-\\d{4}\\b
                    |\\b[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]\\b
                    |\\bOIB\\w? \\d{11}\\b
                    |\\b(?:DNI|NIE)\\b[^\\d\\n]{0,12}+\\d{7,8}-?[A-Z]\\b
                    |\\b[12] \\d{2} \\d{2} \\d{2} \\d{3} \\d{3}(?: \\d{2})?\\b
                    """);

    static final Pattern LABELLED_ID =
            shape(
                    """
                    \\b(?i:passports?|id card|student|staff id|driver[’']?s licen[cs]e|prison(?:er)?
                    |inmate|national insurance|personalausweis\\w*|reisepass|carta d['’]identità
                    |passaporto|pasaporte|passeport|putovnic\\w|osobn\\w iskaznic\\w)(?!\\p{L})
                    [^\\n]{0,110}?\\b([A-Z]{0,2}-?\\d
                    (?=[A-Z0-9-]{0,12}\\d{3}|[A-Z0-9]{0,8}[A-Z]\\d)[A-Z0-9-]{4,13})\\b
                    """);

    /** A number plate after a word of traffic or a make of car. */
    static final Pattern PLATE =
            shape(
                    """
                    (?<!\\p{L})(?i:plates?|registration|car|van(?! de)|targ(?:a|ata|ato)|macchina
                    |auto|immatricul\\p{L}*|voiture|matr[ií]cula|coche|registarsk\\p{L}*
                    |tablic\\p{L}|kennzeichen|audi|bmw|citroën|civic|clio|corolla|dacia|fiat|ford
                    |golf|honda|hyundai|kia|mazda|mercedes|nissan|opel|panda|peugeot|polo|renault
                    |seat|[Šš]koda|subaru|tesla|toyota|volvo|vw)(?!\\p{L})[^\\n]{0,30}?(?<![\\w-])
                    ([A-Z]{1,4}\\d{2,4}[ -]?[A-Z]{2,3}
                    |[A-Z]{2,4}[ ·-]\\d{3,4}(?:[ ·-][A-Z]{1,3})?
                    |[A-Z]{1,3}-[A-Z]{1,2} \\d{1,4}
                    |\\d{3,4}[ ·-]?[A-Z]{2,3}
                    |\\d[A-Z]{3}\\d{3})(?![\\w-])
                    """);

    /** Street and number in each of the languages; a number and a town; a flat; a box. */
    static final Pattern ADDRESS =
            shape(
                    """
                    \\b\\d{1,5}[A-Za-z]?,? (?:\\p{Lu}[\\p{L}\\d'’.]{1,20}+ ){1,3}?(?:Street|St|Road
                    |Rd|Avenue|Ave|Lane|Ln|Drive|Way|Court|Ct|Close|Crescent|Cottages|Row|Place
                    |Terrace|Gardens|Grove|Hill|Boulevard|Blvd|Mews|Square)\\b
                    |\\b(?i:via|viale|piazza|corso|vicolo|largo)
                    (?: \\p{L}[\\p{L}'’]{1,20}+){1,4}? \\d{1,4}\\b
                    |\\b\\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|impasse|allée|place
                    |chemin|route|quai) \\p{L}[\\p{L}'’]{1,20}
                    |\\b(?i:calle|c/|avenida|avda\\.?|plaza|paseo) ?
                    (?:\\p{L}{2,20}+ ){1,4}?\\d{1,4}\\b
                    |\\b(?i:ul\\.|ulic[aei]|trg) (?:\\p{L}{2,20}+\\.? ){1,3}?\\d{1,4}\\b
                    |\\b\\p{Lu}\\p{Ll}{2,20}(?:ska|čka|ška|ova|eva|ina) \\d{1,4}\\b
                    |\\b\\p{Lu}\\p{Ll}{2,20}
                    (?:straße|strasse|str\\.|weg|gasse|platz|allee|ring) \\d{1,4}\\b
                    |\\b\\p{Lu}\\p{L}{2,20}+ \\d{1,4}[a-z]?(?:/[IVX]++)?, \\d{5} \\p{Lu}
                    |\\b(?i:flat|apt|apartment|unit)\\.? #?\\d[\\w/]{0,6}|\\bBox \\d{1,5}
                    """);

    /** Links, DOIs, IPs, ISBNs, time stamps, item barcodes, and what is labelled as a thing's. */
    static final Pattern HARMLESS =
            shape(
                    """
                    (?i)https?://\\S++|\\b10\\.\\d{4,9}/\\S++
                    |\\b(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.]\\d)
                    |\\b97[89][ -]?\\d(?:[ -]?\\d){9}(?!\\d)
                    |\\b\\d[ -]\\d{2,6}[ -]\\d{2,6}[ -][\\dX]\\b(?![ -]?\\d)
                    |\\b20[0-3]\\d(?:0[1-9]|1[0-2])[0-3]\\d[0-2]\\d[0-5]\\d[0-5]\\d(?!\\d)
                    |\\b3(?:[ .-]?\\d){13}(?!\\d)
                    |\\b(?:isbn|issn|oclc|lccn|ppn|bid|isil|ismn|nipo|orcid|isni|udc|ddc|rfc|iso
                    |invoice|order|ticket|contract|part|model|serial|tracking|s/n|sample|po|version
                    |firmware|driver|item(?: barcode)?)s?
                    (?: (?:no\\.?|nr\\.?|number|says|barcodes?))?+
                    [ :#.,(]{0,3}+[A-Z]{0,3}\\d[\\w./-]*+(?: [A-Z\\d]{0,9}\\d\\w*+){0,5}+
                    """);

    /** The year of a work. */
    static final Pattern CITED = shape("[,(.] ?(?:1[4-9]|20)\\d\\d\\b");

    /** A year of people who are dead. */
    static final Pattern OLD = shape("\\b(?:1[0-8]\\d|19[01])\\d\\b");

    /** What comes before a name of a thing or a place, or of the author of the text. */
    static final Pattern PLACED =
            shape(
                    """
                    \\b(?:[Tt]he|[Aa]n|in|at|near|[Ii]['’]m|[Ii] am|[Mm]y name is|[Ss]ono
                    |[Mm]i chiamo|[Jj]e suis|m['’]appelle|[Mm]e llamo|[Ss]oy|[Zz]ovem se|[Jj]a sam
                    |[Ii]ch bin|[Ii]ch heiße) $
                    """);

    /** What comes before a name in a letter that is quoted, or in a list of visitors. */
    static final Pattern INTRODUCED =
            shape(
                    """
                    (?i)["“„«] ?(?:my name is|mi chiamo|je m['’]appelle|me llamo|zovem se
                    |mein name ist|ich heiße) $|\\d:\\d\\d $
                    """);

    /** What comes before an author whom readers want. */
    static final Pattern SOUGHT =
            shape(
                    """
                    \\b(?i:ask(?:ing)? (?:for|about)|read|chiedono|réclament|demandent|piden|leer a
                    |traže|fragen(?: \\p{Ll}{2,10})? nach)(?: \\p{Ll}{2,8})?
                    (?: \\p{Lu}[\\p{L} ]{2,30} (?:and|or|e|et|y|i|und))? $
                    """);

    /** What comes before a source. */
    static final Pattern SOURCE = shape("\\b(?i:by|per|see|also|with) $");

    /** What a signature begins after. */
    static final Pattern BREAK = shape("\\r?\\n(?:-- ?)?\\r?\\n");

    /** How names of things end, and of people hardly ever. */
    static final Pattern ABSTRACT =
            shape(
                    """
                    (?:tion|sion|ment|ness|ility|ware|ics|logy|ical|graphy|ional|ture|ory
                    |ive|ful)s?$
                    """);

    private PatronShapes() {}

    private static Pattern shape(String shape) {
        return Pattern.compile(line(shape));
    }

    /** A shape may be written on several lines. */
    private static String line(String shape) {
        return shape.replace("\n", "");
    }
}
