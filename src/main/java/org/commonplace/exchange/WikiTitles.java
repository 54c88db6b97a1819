package org.commonplace.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names of a wiki's pages. However a link writes it, a page has one key: its namespace by its
 * English name, spaces instead of underscores, a capital first.
 */
final class WikiTitles {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final String base;

    WikiTitles(WikiExport.Site site) {
        site.namespaces()
                .forEach(
                        (number, own) -> {
                            String canonical = Wikitext.canonical(number, own);
                            names.put(number, canonical);
                            numbers.put(own.toLowerCase(Locale.ROOT), number);
                            numbers.put(canonical.toLowerCase(Locale.ROOT), number);
                        });
        base = site.base().replaceFirst("[^/=]*$", "");
    }

    /** The namespace's number of a title; 0 where it has none that this wiki knows. */
    int namespace(String title) {
        int colon = title.indexOf(':');
        return colon < 1
                ? 0
                : numbers.getOrDefault(
                        spaced(title.substring(0, colon)).toLowerCase(Locale.ROOT), 0);
    }

    String key(String title) {
        String whole = spaced(title.replaceFirst("#.*", "").replaceFirst("^\\s*:", ""));
        int namespace = namespace(whole);
        if (namespace == 0) return capital(whole);
        String own = whole.substring(whole.indexOf(':') + 1);
        return names.get(namespace) + ":" + capital(spaced(own));
    }

    /** The same name in another namespace: a talk page's page, say. */
    String key(String title, int namespace) {
        String key = key(title);
        String own = namespace(key) == 0 ? key : key.substring(key.indexOf(':') + 1);
        String name = names.getOrDefault(namespace, "");
        return name.isEmpty() ? own : name + ":" + own;
    }

    /** A title without the name of its namespace. */
    String own(String title) {
        return namespace(title) == 0 ? title : title.substring(title.indexOf(':') + 1).strip();
    }

    /** Where a page was on the old wiki. */
    String address(String title) {
        return base
                + URLEncoder.encode(title.replace(' ', '_'), StandardCharsets.UTF_8)
                        .replace("%2F", "/")
                        .replace("%3A", ":");
    }

    private static String spaced(String title) {
        return title.replace('_', ' ').replaceAll("\\s+", " ").strip();
    }

    private static String capital(String title) {
        if (title.isEmpty()) return title;
        int first = title.offsetByCodePoints(0, 1);
        return title.substring(0, first).toUpperCase(Locale.ROOT) + title.substring(first);
    }
}
