package org.commonplace.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A Stack Exchange dump in memory, as the relevance tasks need it: times are days since 1970, texts
 * are plain.
 */
final class Dump {
    final List<Question> questions = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final List<Deed> deeds = new ArrayList<>();
    final Map<Long, Set<Long>> links = new TreeMap<>();
    final Map<Long, String> locations = new HashMap<>();
    private final Map<Long, Question> byId = new LinkedHashMap<>();
    private final Map<Long, Long> questionOf = new HashMap<>();
    private final Pattern own;

    record Question(
            long id,
            long owner,
            double at,
            String title,
            String body,
            List<String> tags,
            List<Answer> answers) {
        String text() {
            return title + "\n" + body;
        }
    }

    record Answer(long id, long question, long owner, double at, int score, String text) {}

    /** Something that somebody did to a question or its answers. */
    record Deed(long who, double at) {}

    Dump(Path folder) {
        String site =
                String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                        .replace("-stackexchange", "");
        own =
                Pattern.compile(
                        "(?<!meta\\.)"
                                + Pattern.quote(site)
                                + "\\.stackexchange\\.com/(?:questions|q|a)/(\\d+)\\S*");
        List<Map<String, String>> posts = rows(folder, "posts.xml");
        for (Map<String, String> row : rows(folder, "users.xml"))
            locations.put(number(row, "Id"), row.getOrDefault("Location", ""));
        posts.stream().filter(row -> "1".equals(row.get("PostTypeId"))).forEach(this::question);
        posts.stream().filter(row -> "2".equals(row.get("PostTypeId"))).forEach(this::answer);
        questions.addAll(byId.values());
        questions.sort(Comparator.comparingDouble(Question::at));
        answers.sort(Comparator.comparingDouble(Answer::at));
        for (Map<String, String> row : posts) link(number(row, "Id"), row.getOrDefault("Body", ""));
        for (Map<String, String> row : rows(folder, "comments.xml")) {
            deed(row, number(row, "PostId"));
            link(number(row, "PostId"), row.getOrDefault("Text", ""));
        }
        for (Map<String, String> row : rows(folder, "posthistory.xml")) {
            long type = number(row, "PostHistoryTypeId");
            if (type >= 4 && type <= 9) deed(row, number(row, "PostId"));
            link(number(row, "PostId"), row.getOrDefault("Text", ""));
            Matcher original =
                    Pattern.compile("OriginalQuestionIds\":\\[(\\d+)")
                            .matcher(row.getOrDefault("Text", ""));
            while (original.find()) pair(number(row, "PostId"), Long.parseLong(original.group(1)));
        }
        deeds.sort(Comparator.comparingDouble(Deed::at));
    }

    private void question(Map<String, String> row) {
        long id = number(row, "Id");
        List<String> tags =
                Arrays.stream(row.getOrDefault("Tags", "").split("[<>|]+"))
                        .filter(tag -> !tag.isEmpty())
                        .toList();
        byId.put(
                id,
                new Question(
                        id,
                        number(row, "OwnerUserId"),
                        days(row),
                        row.getOrDefault("Title", ""),
                        plain(row),
                        tags,
                        new ArrayList<>()));
        questionOf.put(id, id);
        deed(row, id);
    }

    private void answer(Map<String, String> row) {
        Question question = byId.get(number(row, "ParentId"));
        if (question == null) return;
        Answer answer =
                new Answer(
                        number(row, "Id"),
                        question.id(),
                        number(row, "OwnerUserId"),
                        days(row),
                        (int) number(row, "Score"),
                        plain(row));
        question.answers().add(answer);
        answers.add(answer);
        questionOf.put(answer.id(), question.id());
        deed(row, answer.id());
    }

    private void deed(Map<String, String> row, long post) {
        long who =
                row.containsKey("OwnerUserId") ? number(row, "OwnerUserId") : number(row, "UserId");
        if (who > 0 && questionOf.containsKey(post)) deeds.add(new Deed(who, days(row)));
    }

    private void link(long from, String text) {
        Matcher link = own.matcher(text);
        while (link.find()) pair(from, Long.parseLong(link.group(1)));
    }

    private void pair(long from, long to) {
        Long one = questionOf.get(from);
        Long other = questionOf.get(to);
        if (one == null || other == null || one.equals(other)) return;
        links.computeIfAbsent(one, key -> new TreeSet<>()).add(other);
        links.computeIfAbsent(other, key -> new TreeSet<>()).add(one);
    }

    /**
     * The text of a body; anchors and addresses that lead to this site's own posts are taken out
     * whole.
     */
    private String plain(Map<String, String> row) {
        Document html = Jsoup.parseBodyFragment(row.getOrDefault("Body", ""));
        html.select("a")
                .forEach(
                        anchor -> {
                            if (own.matcher(anchor.attr("href")).find()) anchor.remove();
                        });
        return own.matcher(html.text()).replaceAll(" ").strip();
    }

    Question question(long id) {
        return java.util.Objects.requireNonNull(byId.get(id));
    }

    private static double days(Map<String, String> row) {
        return LocalDateTime.parse(row.getOrDefault("CreationDate", "1970-01-01T00:00:00"))
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli()
                / 86_400_000.0;
    }

    private static long number(Map<String, String> row, String name) {
        @Nullable String value = row.get(name);
        return value == null || value.isEmpty() ? 0 : Long.parseLong(value);
    }

    private static List<Map<String, String>> rows(Path folder, String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT
                        || !reader.getLocalName().equals("row")) continue;
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < reader.getAttributeCount(); i++)
                    row.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                rows.add(row);
            }
            return rows;
        } catch (IOException | XMLStreamException e) {
            throw new IllegalArgumentException(folder.resolve(name) + ": " + e.getMessage(), e);
        }
    }
}
