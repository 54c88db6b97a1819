package org.commonplace.exchange;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.PostId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.practices.Kind;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.WikiPages;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A MediaWiki's export: pages with all revisions, their contributors, categories, redirects and
 * discussions. The first pass reads everything and changes nothing; the others write page by page,
 * each in one transaction with its origin, so that it can be killed at any moment, run again, and
 * repeated. No more than one page's discussion, and some revisions, are in memory at once, besides
 * the titles and the templates.
 */
@Component
public class MediaWiki {
    /** Exports do not say it. */
    static final String LICENCE = "as at its source";

    private static final int BATCH = 500;
    static final int TEMPLATES = 32_000_000;
    private static final int BUFFER = 1_000_000;
    private static final String EMPTY = "Its page on the old wiki had been emptied.";

    /** Namespaces of extensions that hold no prose: subtitles, widgets, modules, gadgets. */
    private static final Set<Integer> MACHINES = Set.of(274, 710, 828, 2300, 2302);

    private final Members members;
    private final Communities communities;
    private final Concepts concepts;
    private final WikiPages wikiPages;
    private final Origins origins;
    private final TransactionTemplate transaction;
    private final PlatformTransactionManager transactions;
    private final Duration patience;

    MediaWiki(
            Members members,
            Communities communities,
            Concepts concepts,
            WikiPages wikiPages,
            Origins origins,
            TransactionTemplate transaction,
            PlatformTransactionManager transactions,
            @Value("${commonplace.import.patience:20s}") Duration patience) {
        this.members = members;
        this.communities = communities;
        this.concepts = concepts;
        this.wikiPages = wikiPages;
        this.origins = origins;
        this.transaction = transaction;
        this.transactions = transactions;
        this.patience = patience;
    }

    /**
     * Brings an export in, or only tries it. The site is the wiki's host where none is given.
     * Throws {@link InputProblem} from the first pass, which changes nothing.
     */
    public Report bringIn(Path file, @Nullable String site, boolean trial, Progress progress) {
        Report report = new Report(file.toAbsolutePath().normalize().toString(), trial);
        WikiLook look = new WikiLook(report, progress);
        WikiExport export = new WikiExport(file);
        export.read(look);
        look.resolve();
        if (trial) look.count();
        else new Writing(export, look, site == null ? host(look.site(), file) : site).all();
        return report;
    }

    private static String host(WikiExport.Site site, Path file) {
        try {
            String host = URI.create(site.base()).getHost();
            if (host != null) return host;
        } catch (IllegalArgumentException e) {
            // Then the wiki's name must do.
        }
        return site.name().isBlank() ? String.valueOf(file.getFileName()) : site.name();
    }

    static boolean subject(int namespace) {
        return namespace == 0
                || (namespace >= 100 && namespace % 2 == 0 && !MACHINES.contains(namespace));
    }

    /** The passes that write. */
    private final class Writing {
        private final WikiExport export;
        private final WikiLook look;
        private final WikiTitles titles;
        private final Report report;
        private final String site;
        private final String language;
        private final Map<String, PersonaId> people = new HashMap<>();
        private final Map<String, ConceptId> topics = new HashMap<>();
        private Map<Long, Long> ids = new HashMap<>();
        private Map<Long, Long> written = new HashMap<>();
        private Map<Long, Long> talked = new HashMap<>();
        private Map<Long, Long> proposed = new HashMap<>();
        private final Map<ConceptId, Set<ConceptId>> broader = new HashMap<>();
        private PersonaId nobody = new PersonaId(0);
        private long community;
        private long done;

        Writing(WikiExport export, WikiLook look, String site) {
            this.export = export;
            this.look = look;
            this.titles = look.titles();
            this.report = look.report;
            this.site = site;
            this.language = look.site().language();
        }

        void all() {
            community = communities.commons("The Commons", "en").value();
            origins.begin(site);
            people();
            plan();
            categories();
            try (WikiConverter converter =
                    new WikiConverter(
                            look.site().name(),
                            look.site().namespaces(),
                            name -> look.templates.get(titles.key(name)),
                            this::address,
                            patience)) {
                Pages pages = new Pages(converter);
                try {
                    export.read(pages);
                } finally {
                    pages.rollBack();
                }
                pages.count();
                Talks talks = new Talks(converter);
                export.read(talks);
                talks.count();
            }
            concepts.recountAll();
            origins.end(site);
        }

        private void people() {
            List<Members.Imported> batch = new ArrayList<>();
            long[] fresh = {0};
            Map<String, Instant> all = new LinkedHashMap<>(look.contributors);
            if (look.nobody != null) all.put("", look.nobody);
            Set<String> before = new HashSet<>(members.broughtFrom(site));
            all.forEach(
                    (name, since) -> {
                        batch.add(person(name, since));
                        if (!before.contains(name) && !name.isEmpty()) fresh[0]++;
                        if (batch.size() == BATCH) bring(batch);
                    });
            bring(batch);
            nobody = people.getOrDefault("", nobody);
            report.count("people", look.contributors.size(), fresh[0]);
        }

        /** Whoever wrote without an account is one person to us: addresses are shown to nobody. */
        private Members.Imported person(String name, Instant since) {
            return new Members.Imported(
                    site,
                    name,
                    name.isEmpty() ? "Unregistered contributors" : name,
                    titles.address(name.isEmpty() ? "" : titles.key("User:" + name)),
                    "",
                    null,
                    null,
                    since);
        }

        private void bring(List<Members.Imported> batch) {
            var known = members.bringIn(batch);
            for (int i = 0; i < batch.size(); i++)
                people.put(batch.get(i).sourceId(), new PersonaId(known.get(i).value()));
            batch.clear();
        }

        private PersonaId persona(@Nullable String contributor) {
            return contributor == null ? nobody : people.getOrDefault(contributor, nobody);
        }

        /** Gives every page its id before any is written, so that links lead to those to come. */
        private void plan() {
            ids = origins.known(site, "page");
            written = origins.known(site, "page-written");
            talked = origins.known(site, "page-talk");
            Map<Long, Long> fresh = new LinkedHashMap<>();
            for (long page : look.pages.values())
                if (!ids.containsKey(page)) fresh.put(page, PublicId.next());
            transaction.executeWithoutResult(status -> origins.remember(site, "page", fresh));
            ids.putAll(fresh);
        }

        /** Where a link or a picture of the wiki leads now, or null for nowhere. */
        private @Nullable String address(String link) {
            if (link.matches("(?i)(https?|mailto|ftp):.*")) return link;
            if (link.startsWith("//")) return "https:" + link;
            if (link.startsWith("file:")) return titles.address("File:" + link.substring(5));
            if (link.matches("(?i)(w|wikipedia):.*"))
                return "https://en.wikipedia.org/wiki/"
                        + link.substring(link.indexOf(':') + 1).replace(' ', '_');
            if (!link.startsWith("wiki:")) return null;
            String key = titles.key(link.substring(5));
            Long page = look.page(key);
            if (page != null) return "/practices/" + new PracticeId(ids.getOrDefault(page, 0L));
            return switch (titles.namespace(key)) {
                case 14 -> topics.containsKey(key) ? "/topics/" + topics.get(key) : null;
                case 6 -> titles.address(key);
                default -> null;
            };
        }

        /**
         * What the categories stand for, before any page is written: a concept that is known here,
         * or one proposed, which then takes the category's words and place.
         */
        private void categories() {
            proposed = origins.known(site, "category");
            long[] fresh = {0};
            transaction.executeWithoutResult(
                    status ->
                            look.categories.forEach(
                                    (key, id) -> {
                                        if (look.hidden.contains(key)) return;
                                        if (concepts.preferred(titles.own(key), language)
                                                .isEmpty()) {
                                            long concept = topic(titles.own(key)).value();
                                            origins.remember(site, "category", Map.of(id, concept));
                                            proposed.put(id, concept);
                                            fresh[0]++;
                                        } else topic(titles.own(key));
                                    }));
            report.count("categories", look.categories.size() - look.hidden.size(), fresh[0]);
        }

        private ConceptId topic(String category) {
            return topics.computeIfAbsent(
                    titles.key("Category:" + category),
                    key ->
                            concepts.preferred(category, language)
                                    .orElseGet(
                                            () ->
                                                    concepts.create(
                                                            category.replace('_', ' '),
                                                            language,
                                                            "proposed",
                                                            null)));
        }

        private WikiPages.OldPage old(String title, PracticeId practice) {
            boolean front = titles.address(title).equals(look.site().base());
            return new WikiPages.OldPage(
                    practice,
                    front ? Kind.ARTICLE : Kind.PRACTICE,
                    title,
                    community,
                    language,
                    LICENCE,
                    titles.address(title));
        }

        /** Pages, and categories: each page in one transaction. */
        private final class Pages implements WikiExport.Taker {
            private final WikiConverter converter;
            private final List<WikiPages.OldVersion> buffer = new ArrayList<>();
            private final Set<PersonaId> editors = new LinkedHashSet<>();
            private @Nullable TransactionStatus open;
            private WikiPages.@Nullable OldPage page;
            private WikiExport.@Nullable Revision last;
            private PersonaId author = nobody;
            private long buffered;
            private int number;
            private long fresh;
            private long versions;
            private long aliases;

            Pages(WikiConverter converter) {
                this.converter = converter;
            }

            private boolean ours(WikiExport.Page at) {
                return at.redirect() == null
                        && subject(at.namespace())
                        && !written.containsKey(at.id());
            }

            @Override
            public void begin(WikiExport.Page at) {
                number = 0;
                last = null;
                editors.clear();
                if (ours(at)) page = old(at.title(), new PracticeId(ids.getOrDefault(at.id(), 0L)));
            }

            @Override
            public void revision(WikiExport.Page at, WikiExport.Revision revision) {
                if (at.namespace() == 14) last = revision;
                if (!ours(at) || page == null) return;
                WikiExport.Revision before = last;
                if (before != null)
                    write(page, before, converter.convert(at.title(), text(before)));
                last = revision;
                number++;
                editors.add(persona(revision.contributor()));
            }

            private static String text(WikiExport.Revision revision) {
                String text = revision.text();
                return text == null ? "" : text;
            }

            /** A version that others followed; the first begins the page. */
            private void write(
                    WikiPages.OldPage to, WikiExport.Revision revision, WikiConverter.Text text) {
                if (text.failed() != null)
                    report.pass(
                            "older versions kept as wikitext", to.title() + ", version " + number);
                WikiPages.OldVersion version = version(revision, text);
                if (number == 1) start(to, version);
                buffer.add(version);
                buffered += version.body().length();
                if (buffer.size() == BATCH || buffered > BUFFER) flush(to);
            }

            private WikiPages.OldVersion version(
                    WikiExport.Revision revision, WikiConverter.Text text) {
                return new WikiPages.OldVersion(
                        number,
                        persona(revision.contributor()),
                        revision.at(),
                        revision.summary(),
                        text.markdown());
            }

            private void start(WikiPages.OldPage to, WikiPages.OldVersion first) {
                open = transactions.getTransaction(null);
                author = first.editor();
                wikiPages.begin(to, first);
            }

            private void flush(WikiPages.OldPage to) {
                if (!buffer.isEmpty()) wikiPages.versions(to, buffer);
                buffer.clear();
                buffered = 0;
            }

            @Override
            public void end(WikiExport.Page at) {
                WikiExport.Revision present = last;
                if (at.namespace() == 14 && at.redirect() == null && present != null)
                    category(at, text(present));
                WikiPages.OldPage to = page;
                page = null;
                if (!ours(at) || to == null || present == null) return;
                WikiConverter.Text text = converter.convert(at.title(), text(present));
                WikiPages.OldVersion version = version(present, text);
                if (number == 1) start(to, version);
                flush(to);
                wikiPages.end(to, version, author, editors, topics(text), EMPTY);
                names(at.id(), to.id());
                origins.remember(site, "page-written", Map.of(at.id(), to.id().value()));
                commit();
                fresh++;
                versions += number;
                tell(at, text, present.text() == null);
                progress();
            }

            private void commit() {
                TransactionStatus status = open;
                open = null;
                if (status != null) transactions.commit(status);
            }

            /** What stopped in the middle of a page takes that page with it, and no other. */
            void rollBack() {
                TransactionStatus status = open;
                open = null;
                if (status != null) transactions.rollback(status);
            }

            private void progress() {
                look.progress.at("pages", ++done, look.pages.size());
            }

            private List<ConceptId> topics(WikiConverter.Text text) {
                return text.categories().stream()
                        .filter(name -> !look.hidden.contains(titles.key("Category:" + name)))
                        .map(Writing.this::topic)
                        .toList();
            }

            private void names(long at, PracticeId practice) {
                List<WikiPages.FormerName> names = new ArrayList<>();
                names.add(
                        new WikiPages.FormerName(
                                look.called.getOrDefault(at, ""), practice, false));
                for (String alias : look.aliases.getOrDefault(at, List.of()))
                    names.add(new WikiPages.FormerName(alias, practice, true));
                WikiPages.Named named = wikiPages.names(names);
                aliases += named.aliases();
                for (String taken : named.taken())
                    report.pass("names that another wiki's page has here", taken);
            }

            /** Redirects that came after a page was brought in lead to it too. */
            private void namesOfKnown() {
                written.forEach(
                        (page, practice) -> {
                            if (look.called.containsKey(page))
                                transaction.executeWithoutResult(
                                        status -> names(page, new PracticeId(practice)));
                        });
            }

            private void category(WikiExport.Page at, String source) {
                Long concept = proposed.get(at.id());
                if (concept == null) return;
                WikiConverter.Text text = converter.convert(at.title(), source);
                ConceptId own = new ConceptId(concept);
                if (!text.markdown().isBlank())
                    concepts.note(own, "definition", language, text.markdown());
                for (ConceptId parent : topics(text))
                    if (leadsTo(parent, own))
                        report.pass("categories that are within themselves", at.title());
                    else if (broader.computeIfAbsent(own, key -> new LinkedHashSet<>()).add(parent))
                        concepts.relate(own, "broader", parent);
            }

            private boolean leadsTo(ConceptId from, ConceptId to) {
                if (from.equals(to)) return true;
                for (ConceptId next : broader.getOrDefault(from, Set.of()))
                    if (leadsTo(next, to)) return true;
                return false;
            }

            void count() {
                namesOfKnown();
                report.count("practices", look.pages.size(), fresh);
                report.count("versions", look.revisions, versions);
                report.count(
                        "aliases",
                        look.aliases.values().stream().mapToLong(List::size).sum(),
                        aliases);
            }

            private void tell(WikiExport.Page at, WikiConverter.Text text, boolean hidden) {
                if (hidden) report.pass("present texts that the old wiki hides", at.title());
                if (text.failed() != null)
                    report.pass(
                            "texts kept as wikitext, for nothing could be made of them",
                            at.title() + ": " + text.failed());
                for (String piece : text.kept())
                    report.pass("pieces kept as wikitext", at.title() + ": " + piece);
            }
        }

        /** Discussions: the remarks of a page in one transaction. */
        private final class Talks implements WikiExport.Taker {
            private final WikiConverter converter;
            private @Nullable WikiTalk talk;
            private long fresh;
            private long before;
            private long remarks;
            private long seen;

            Talks(WikiConverter converter) {
                this.converter = converter;
            }

            @Override
            public void begin(WikiExport.Page at) {
                boolean ours =
                        at.namespace() > 0
                                && at.namespace() % 2 == 1
                                && subject(at.namespace() - 1)
                                && at.redirect() == null;
                if (ours && talked.containsKey(at.id())) before++;
                talk = ours && !talked.containsKey(at.id()) ? new WikiTalk(titles) : null;
            }

            @Override
            public void revision(WikiExport.Page at, WikiExport.Revision revision) {
                if (talk != null) talk.revision(revision);
            }

            @Override
            public void end(WikiExport.Page at) {
                WikiTalk said = talk;
                talk = null;
                if (said == null) return;
                Long page = page(at);
                if (page == null) {
                    report.pass("discussions of pages that are not there", at.title());
                    return;
                }
                PracticeId practice = new PracticeId(ids.getOrDefault(page, 0L));
                List<WikiPages.Remark> all = remarks(at.title(), said.remarks());
                transaction.executeWithoutResult(
                        status -> {
                            wikiPages.remarks(
                                    old(look.called.getOrDefault(page, ""), practice), all);
                            origins.remember(site, "page-talk", Map.of(at.id(), practice.value()));
                        });
                fresh++;
                remarks += all.size();
                look.progress.at("discussions", ++seen, look.talks);
            }

            /** An archive belongs to the page above it. */
            private @Nullable Long page(WikiExport.Page at) {
                String key = titles.key(at.title(), at.namespace() - 1);
                Long page = look.page(key);
                while (page == null && key.contains("/")) {
                    key = key.substring(0, key.lastIndexOf('/'));
                    page = look.page(key);
                }
                return page;
            }

            private List<WikiPages.Remark> remarks(String title, List<WikiTalk.Remark> said) {
                List<WikiPages.Remark> all = new ArrayList<>();
                PostId top = null;
                for (WikiTalk.Remark one : said) {
                    String words = converter.convert(title, one.source()).markdown();
                    if (words.isBlank()) continue;
                    PostId id = PostId.next();
                    if (!one.reply() || top == null) top = id;
                    all.add(
                            new WikiPages.Remark(
                                    id,
                                    top.equals(id) ? null : top,
                                    persona(one.author()),
                                    one.at(),
                                    one.heading().isEmpty()
                                            ? words
                                            : "**" + one.heading() + "**\n\n" + words));
                }
                return all;
            }

            void count() {
                report.count("discussions", before + fresh, fresh);
                report.count("remarks", remarks, remarks);
            }
        }
    }
}
