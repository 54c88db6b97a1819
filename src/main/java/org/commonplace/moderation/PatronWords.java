package org.commonplace.moderation;

import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The words by which {@link PatronGuard} tells a patron from an author, a colleague or a vendor, in
 * alphabetical paragraphs: English, Italian, French, Spanish, Croatian, German; those of things are
 * by subject. A star stands for any ending, an underscore for a space or an apostrophe.
 */
record PatronWords(Set<String> whole, Set<String> stems) {
    /** What a patron is called and does, and what a library does about it. */
    static final PatronWords USE =
            of(
                    """
                    a_fine account appeal* applicant* ban banned barcode barred billed block* booked
                    booking* borrowed borrower* brother brothers brought_back card cards charged
                    checked_out checking_out checkout* collection_agency complain* customer*
                    daughter dob due_0* due_1* due_2* due_3* due_back due_by expires fainted father
                    fined fines grandson harass* hold holds home_delivery homebound husband incident
                    items_out login lost lost_property member members mom mother mum nephew niece
                    overdue owed owes patron patrons penalt* pin polic* pupil reader readers regular
                    renew renewed renews request requested requests reserved returned returns
                    shouted shouting sister son stole student study_room swore take_out takes_out
                    talking_books the_fine theft threatened to_collections took_out trespass
                    unattended user users visitor* waive* wallet wife

                    a_domicilio allontan* ci_deve debito figlia_di figlio_di in_prestito iscritt*
                    lettore lettori lettrice mamma_di multa papà_di prestiti_scaduti restitui*
                    sollecit* sospend* tessera tiene utente utenti

                    abonnement abonné* amende doit_encore emprunt* exclu exclue fille_de fils_de
                    gendarmerie lecteur lecteurs lectrice mère_de nous_doit perdu prêt prêté père_de
                    pénalité relance* rendre rendu retard usager*

                    abuela_de aviso carné debe devol* devuel* historial lector lectora madre_de
                    multa padre_de prestad* préstamo* reserva reservas sancion* socia socio
                    suspensión usuari* viuda

                    duguje iskaznic* korisnic* korisnik korisnika korisniku opomen* posudi* posuđ*
                    računal* studentic* učeni* vrati* zabran* zakasnin* čitatelj* član člana članica
                    članovi članu

                    ausgelieh* ausweis* eltern_von entlieh* forderung* gebühren hausverbot klasse
                    leser* lesesaal mahngebühr* mahnung* nutzer* schuldet schüler schülerin sohn_von
                    säumnis* tochter_von verlänger* vormerk* zurückgegeben
                    """);

    /** Those who are named for their work, and signs of a work or a fiction. */
    static final PatronWords OTHERS =
            of(
                    """
                    according_to archivist* argued argues article* author authors awarded
                    bibliograph* biograph* blog* book_by books_by captain cataloger* cataloguer*
                    citation cited cites colleague* composer* conference* congratulations contact_me
                    contact_us copies_of creator curator* developer* director discusses display
                    dummy edited edition editor* fiction* fictitious film foundation founded
                    founder* head_of heading headings herald hosted illustrat* interview_with joins
                    keynote lecture* librarian* manager mayor memorial moves_to naco named_after
                    newspaper novel* novelist* obituary painter* please_welcome poet* portrait*
                    post_on posted presentation* publish* published researcher* researches retire*
                    s_answer s_answers s_comment s_list s_paper s_post s_work sales sample searching
                    session shortlist slides speaker* spoke staff_member stories suggests take_over
                    takes_over talk technician thanks_to trainer* transl translator* trustee vendor
                    will_present won work_of works_by workshop* write_to_me writer* writes_as wrote

                    autore autrice bibliografia bibliotecari* collega direttore direttrice presenta
                    responsabile romanzo scrittore scrittrice tecnico trad

                    auteur* bibliothécaire* collègue* directeur directrice rejoint remplace
                    responsable romanci* technicien écrivain* éditeur

                    autor autora bibliotecari* compañer* director directora editorial escritor*
                    novela* responsable traduc* técnico

                    autoric* izložb* knjižničar* kolega kolegic* pisac pjesni* preuzima prevela
                    preveo ravnatelj* spisatelj* tehničar tvrtk* voditelj*

                    autoren autorin* bibliothekar* büchertisch direktor* firma kollege kollegin*
                    leiter leiterin lesung referent* roman schriftsteller* verlag wechselt übersetz*
                    """);

    /** The library, its suppliers and their desks: whose phone or address this may well be. */
    static final PatronWords HOUSE =
            of(
                    """
                    branch call_me call_us catalogue colleague* contact_us courier desk director fax
                    head_of help_desk helpdesk hotline libraries library manager office press
                    publisher rep sales supplier* supplies support technician vendor write_to_me

                    assistenza banco biblioteca bibliotecario fornitore numero_verde sede tecnico
                    ufficio

                    annexe assistance bibliothèque fournisseur mairie médiathèque technicien

                    ayuntamiento biblioteca mostrador proveedor soporte sucursal técnico

                    dobavljač* knjižnica knjižnice knjižnici odjel tehničar tvrtk*

                    bibliothek bücherei firma leihstelle leiter leiterin lieferant* stadtbibliothek
                    stadtbücherei zweigstelle
                    """);

    /** Words that may begin a sentence, and are no part of the name that follows them. */
    static final PatronWords SMALL =
            of(
                    """
                    a about actually after again all also although an and any anybody anyone april
                    are as ask asked at august because before borrower but by call can could
                    customer dear december did do does during either even everybody everyone example
                    february finally first for fri friday from fyi good got had has have he hello
                    her here hi his how however i if in into is it its january july june last let
                    like many march may maybe member might mon monday most must my next no nobody
                    not november now october of off old on once only or our over patron perhaps
                    please poor ps pupil question re reader regards ring sadly sat saturday says
                    second see september shall she should since so some somebody someone somewhere
                    sorry staff student sun sunday take tell thank thanks that the their then there
                    these they this those though thu thursday to today told tomorrow trigger tue
                    tuesday under unlike until update user warning was we wed wednesday were what
                    when where whether which while who whom whose why will with without would yes
                    yesterday you young your

                    al alla anche che chi come con da dal dalla del della di e gli i ieri il la le
                    lettore lettrice lo nel o oggi per poi quando se signori sul un una uno utente

                    au aux avec ce ces cette dans des et hier l lecteur lectrice les notre ou par
                    pour quand que qui sans si sur un une votre

                    al ayer con cuando de del el en esta este las los para por que quien si sin una
                    unos usuaria usuario y

                    ako da do i ili iz je kad kako kod mama na o od po pri s sa se studentica
                    studentice su tko u učenica učenik za što

                    am an auf aus bei beim bitte das der die ein eine einem einen eltern für gestern
                    heute im in leser leserin mit mutter nach nutzer nutzerin oder ohne schüler
                    schülerin seit und unser unsere vater vom von vor warum was welche* wenn wer wie
                    wo zu zum zur
                    """);

    /** Capitalised words that show the name of a place, a body, a product, a subject or a feast. */
    static final PatronWords THINGS =
            of(
                    """
                    america american australian avenida avenue biblioteca bibliotecario bibliothèque
                    borough branch britain british building calle central centro city civica
                    comunale comune corso council county court deutsche deutscher district drive
                    east eastern est feria festival fort gradska great head hill hrvatska hrvatski
                    international island islands lake lane libraries library local london los mount
                    municipal nacional narodna national nazionale new nord north northern novi ouest
                    park piazza place plan platz plaza public quay regional river road rue saint san
                    santa sistema south southern square st state states straße street sud town trg
                    ulica united via viale west western école

                    academy agency alliance archive archives association board book books bureau
                    castle center centre chief church college commission committee company congress
                    consortium corporation department estate faculty federation foundation gmbh
                    government group hospital house inc industrial initiative institute journal llc
                    ltd magazine ministarstvo ministerio ministerium ministero ministry ministère
                    museum network newsletter nobel officer parliament post press publishers
                    publishing review school society team times trust universities university
                    éditions

                    adobe aleph alma amazon android apache apple aspen bibliotheca blacklight chrome
                    destiny drupal dspace ebsco elsevier endnote envisionware evergreen exchange
                    facebook fedora firefox follett goodreads google hathitrust hoopla innovative
                    internet ipad jstor kanopy kindle kindles kobo koha lego libby libcal libguides
                    librarything linux mac mendeley microfilm microsoft nook oclc omeka oracle
                    overdrive overflow papercut polaris primo proquest sierra sirsi sirsidynix
                    springer springshare stack summon symphony twitter vufind wiki wikipedia windows
                    wordpress worldcat zotero

                    access acquisitions act archiving art award awards best bill browse catalog
                    cataloging catalogue cataloguing classification club code collection collections
                    commons content copyright core creative data database daten decimal desk dewey
                    digital document documents domain driven dublin duplicate education electronic
                    engine engineering entrance error external failure fair family file floor form
                    format fund games garden graphic guide hall headings health help history index
                    information internal it its key large law line main management manual me media
                    medicine metadata model name names natural notes number numbers on open page
                    patron patrons personal possible practices print prize product program programme
                    project reader readers reading record records reference repository request
                    requests research resources results rights room rules science sciences search
                    secret service services site software solution solutions source standard storage
                    store story studies subject summer system systems tag time unicode unix up use
                    user users virtual we web wing winter

                    april arabic august chinese christmas day december easter english european eve
                    february french friday german greek italian january japanese july june latin
                    monday november october russian saturday september spanish sunday thursday
                    tuesday wednesday week
                    """);

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]++");

    /** No stem is longer, and a text that is one long word shall not be slow. */
    private static final int LONGEST = 20;

    private static PatronWords of(String list) {
        String spaced = list.trim().replaceAll("\\s+", " ");
        return new PatronWords(
                some(spaced, word -> !word.endsWith("*")),
                some(spaced, word -> word.endsWith("*")));
    }

    private static Set<String> some(String list, Predicate<String> kind) {
        return Arrays.stream(list.split(" "))
                .filter(kind)
                .map(word -> word.replace("*", "").replace('_', ' '))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean has(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        return whole.contains(small)
                || IntStream.rangeClosed(1, Math.min(LONGEST, small.length()))
                        .anyMatch(end -> stems.contains(small.substring(0, end)));
    }

    /** Where one of these words stands in a text, or two of them in a row. */
    Signs in(String text) {
        NavigableSet<Integer> places = new TreeSet<>();
        Matcher word = WORD.matcher(text);
        String before = "";
        int from = 0;
        while (word.find()) {
            if (has(word.group())) places.add(word.start());
            else if (has(before + " " + word.group())) places.add(from);
            before = word.group();
            from = word.start();
        }
        return new Signs(places);
    }

    /** Distances are in characters, and very far where there is no sign. */
    record Signs(NavigableSet<Integer> places) {
        private static final int FAR = Integer.MAX_VALUE;

        int behind(PatronGuard.Find find) {
            Integer place = places.lower(find.from());
            return place == null ? FAR : find.from() - place;
        }

        int ahead(PatronGuard.Find find) {
            Integer place = places.ceiling(find.to());
            return place == null ? FAR : place - find.to();
        }

        int distance(PatronGuard.Find find) {
            return Math.min(behind(find), ahead(find));
        }

        boolean after(int from) {
            return places.ceiling(from) != null;
        }
    }
}
