package org.commonplace.excerpts;

import java.time.ZoneOffset;
import java.util.List;
import org.commonplace.chrome.Site;
import org.springframework.stereotype.Component;

/** The book as files that other programs read: Markdown, and RIS for reference managers. */
@Component
class Book {
    private final Site site;

    Book(Site site) {
        this.site = site;
    }

    String markdown(List<Excerpt> excerpts) {
        StringBuilder text = new StringBuilder("# My commonplace book\n");
        for (Excerpt one : excerpts) {
            text.append("\n")
                    .append(one.passage().strip().replaceAll("(?m)^", "> "))
                    .append("\n>\n> ")
                    .append(one.name())
                    .append(", [")
                    .append(one.title())
                    .append("](")
                    .append(url(one))
                    .append("), ")
                    .append(one.licence())
                    .append("\n");
            if (!one.note().isBlank()) text.append("\n").append(one.note().strip()).append("\n");
        }
        return text.toString();
    }

    /** RIS: type, author, title, date, address, abstract (the passage), notes. */
    String ris(List<Excerpt> excerpts) {
        StringBuilder text = new StringBuilder();
        for (Excerpt one : excerpts)
            text.append("TY  - ELEC\r\nAU  - ")
                    .append(line(one.name()))
                    .append("\r\nTI  - ")
                    .append(line(one.title()))
                    .append("\r\nPY  - ")
                    .append(one.writtenAt().atZone(ZoneOffset.UTC).getYear())
                    .append("\r\nUR  - ")
                    .append(url(one))
                    .append("\r\nAB  - ")
                    .append(line(one.passage()))
                    .append(one.note().isBlank() ? "" : "\r\nN1  - " + line(one.note()))
                    .append("\r\nER  - \r\n\r\n");
        return text.toString();
    }

    private String url(Excerpt one) {
        return one.sourceUrl() == null ? site.url() + one.path() : one.sourceUrl();
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
