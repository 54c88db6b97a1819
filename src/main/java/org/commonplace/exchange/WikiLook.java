package org.commonplace.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass over a wiki's export learns: its pages, where its redirects lead, who wrote,
 * and its templates.
 */
final class WikiLook implements WikiExport.Taker {
    final Report report;
    final Progress progress;
    WikiExport.@Nullable Site site;
    @Nullable WikiTitles titles;
    final Map<String, Long> pages = new LinkedHashMap<>();
    final Map<Long, String> called = new HashMap<>();
    final Map<String, Long> categories = new LinkedHashMap<>();
    final Set<String> hidden = new HashSet<>();
    final Map<String, String> redirects = new LinkedHashMap<>();
    final Map<String, String> namedAs = new HashMap<>();
    final Map<Long, List<String>> aliases = new HashMap<>();
    final Map<String, Instant> contributors = new LinkedHashMap<>();
    final Map<String, String> templates = new HashMap<>();
    @Nullable Instant nobody;
    private String latest = "";
    private long templateSize;
    private long seen;
    long revisions;
    long talks;

    WikiLook(Report report, Progress progress) {
        this.report = report;
        this.progress = progress;
    }

    WikiExport.Site site() {
        if (site == null) throw new IllegalStateException("no site read");
        return site;
    }

    WikiTitles titles() {
        if (titles == null) throw new IllegalStateException("no site read");
        return titles;
    }

    @Override
    public void site(WikiExport.Site told) {
        site = told;
        titles = new WikiTitles(told);
    }

    @Override
    public void begin(WikiExport.Page page) {
        progress.at("reading", ++seen, 0);
        String key = titles().key(page.title());
        if (page.redirect() != null) {
            redirects.put(key, page.redirect());
            namedAs.put(key, page.title());
        } else if (MediaWiki.subject(page.namespace())) {
            pages.put(key, page.id());
            called.put(page.id(), page.title());
        } else if (page.namespace() == 14) categories.put(key, page.id());
    }

    @Override
    public void revision(WikiExport.Page page, WikiExport.Revision revision) {
        boolean talk = page.namespace() > 0 && page.namespace() % 2 == 1;
        boolean ours = MediaWiki.subject(page.namespace()) && page.redirect() == null;
        if (ours) revisions++;
        if (page.redirect() != null)
            report.pass("versions of pages that only lead elsewhere", page.title());
        if (ours || (talk && MediaWiki.subject(page.namespace() - 1))) {
            String contributor = revision.contributor();
            if (contributor != null) contributors.putIfAbsent(contributor, revision.at());
            else if (nobody == null) nobody = revision.at();
        }
        if (page.namespace() == 10 || page.namespace() == 14)
            latest = revision.text() == null ? "" : revision.text();
    }

    @Override
    public void end(WikiExport.Page page) {
        int namespace = page.namespace();
        if (namespace == 14 && latest.contains("__HIDDENCAT__"))
            hidden.add(titles().key(page.title()));
        if (namespace == 10) {
            templateSize += latest.length();
            if (templateSize < MediaWiki.TEMPLATES)
                templates.put(titles().key(page.title()), latest);
            else report.pass("templates beyond 32 million characters", page.title());
        }
        boolean talk = namespace > 0 && namespace % 2 == 1;
        if (talk && MediaWiki.subject(namespace - 1)) talks++;
        else if (page.redirect() == null && !MediaWiki.subject(namespace) && namespace != 14)
            report.pass("pages of " + kind(namespace), page.title());
    }

    private static String kind(int namespace) {
        return switch (namespace) {
            case 2, 3 -> "members of the old wiki, and what was said on them";
            case 4, 5 -> "the old wiki about itself";
            case 6, 7 -> "uploaded files, which an export does not hold";
            case 8, 9 -> "its software’s words";
            case 10, 11 -> "templates: what they say stands in the pages that use them";
            case 12, 13 -> "help about its software";
            case 15 -> "discussion of categories";
            default -> "its software’s extensions";
        };
    }

    /** Which page each redirect leads to in the end. */
    void resolve() {
        redirects.forEach(
                (from, target) -> {
                    Set<String> passed = new LinkedHashSet<>(List.of(from));
                    String to = titles().key(target);
                    while (redirects.containsKey(to) && passed.add(to))
                        to = titles().key(redirects.getOrDefault(to, ""));
                    Long page = pages.get(to);
                    String name = namedAs.getOrDefault(from, from);
                    if (page != null)
                        aliases.computeIfAbsent(page, key -> new ArrayList<>()).add(name);
                    else
                        report.pass(
                                passed.contains(to)
                                        ? "redirects that lead in a circle"
                                        : "redirects that lead to no page brought in",
                                name + " → " + target);
                });
    }

    void count() {
        report.count("people", contributors.size(), 0);
        report.count("practices", pages.size(), 0);
        report.count("versions", revisions, 0);
        report.count("aliases", aliases.values().stream().mapToLong(List::size).sum(), 0);
        report.count("categories", categories.size() - hidden.size(), 0);
        report.count("discussions", talks, 0);
    }

    /** The page that a name means, through redirects; or null. */
    @Nullable Long page(String key) {
        String at = key;
        Set<String> passed = new HashSet<>();
        while (!pages.containsKey(at) && redirects.containsKey(at) && passed.add(at))
            at = titles().key(redirects.getOrDefault(at, ""));
        return pages.get(at);
    }
}
