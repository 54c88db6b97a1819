package org.commonplace.exchange;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.questions.Bringing;
import org.commonplace.questions.QuestionId;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A Stack Exchange dump: posts, users, comments, votes and post history. The first pass reads
 * everything and changes nothing; the second writes in batches, each with the origins of what it
 * brought, so that it can be killed at any moment, run again, and repeated.
 */
@Component
public class StackExchange {
    static final String LICENCE = "CC BY-SA 3.0";
    private static final int BATCH = 500;
    private static final long PROCESS = -1;
    private static final Map<String, String> CLOSED =
            Map.ofEntries(
                    Map.entry("1", "Closed on the old site as an exact duplicate."),
                    Map.entry("2", "Closed on the old site as off topic."),
                    Map.entry("3", "Closed on the old site as not constructive."),
                    Map.entry("4", "Closed on the old site as not a real question."),
                    Map.entry("7", "Closed on the old site as too localised."));
    private static final String CLOSED_OTHERWISE = "Closed on the old site.";
    private static final FlexmarkHtmlConverter MARKDOWN = FlexmarkHtmlConverter.builder().build();
    private final Members members;
    private final Communities communities;
    private final Concepts concepts;
    private final Bringing bringing;
    private final Origins origins;
    private final TransactionTemplate transaction;

    StackExchange(
            Members members,
            Communities communities,
            Concepts concepts,
            Bringing bringing,
            Origins origins,
            TransactionTemplate transaction) {
        this.members = members;
        this.communities = communities;
        this.concepts = concepts;
        this.bringing = bringing;
        this.origins = origins;
        this.transaction = transaction;
    }

    /**
     * Brings a dump in, or only tries it. The site's host is taken from the folder's name where
     * none is given. Throws {@link InputProblem} from the first pass, which changes nothing.
     */
    public Report bringIn(Path folder, @Nullable String site, boolean trial, Progress progress) {
        if (!Files.isDirectory(folder))
            throw new InputProblem(folder.toString(), 0, "there is no such folder");
        try (History history = new History()) {
            Run run =
                    new Run(
                            folder,
                            site == null ? site(folder) : site,
                            new Report(folder.toAbsolutePath().normalize().toString(), trial),
                            history,
                            progress);
            run.look();
            if (!trial) run.write();
            return run.report;
        }
    }

    /**
     * {@code libraries-stackexchange} and {@code libraries.stackexchange.com} stand for the same
     * site.
     */
    static String site(Path folder) {
        String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        Matcher known = Pattern.compile("([a-z0-9.]+?)[.-]stackexchange(\\.com)?").matcher(name);
        return known.matches()
                ? known.group(1) + ".stackexchange.com"
                : name.contains(".") ? name : name + ".example";
    }

    /** One import: what the first pass learned, and the second needs. */
    private final class Run {
        private final Path folder;
        private final String site;
        private final Report report;
        private final History history;
        private final Progress progress;
        private final Set<Long> users = new HashSet<>();
        private final Map<Long, Long> questionOf = new HashMap<>();
        private final Map<Long, String> titles = new HashMap<>();
        private final Map<Long, Long> accepted = new LinkedHashMap<>();
        private final Set<Long> answers = new HashSet<>();
        private final Set<Long> others = new HashSet<>();
        private final Map<Long, String> tagByWiki = new HashMap<>();
        private final Map<String, Long> votes = new HashMap<>();
        private final Map<Long, Long> people = new HashMap<>();
        private final Map<String, Long> named = new HashMap<>();
        private final Map<String, ConceptId> tags = new HashMap<>();
        private final Set<String> mentions = new HashSet<>();
        private Map<Long, Long> posts = new HashMap<>();
        private Map<Long, Long> comments = new HashMap<>();
        private final Set<Long> touched = new HashSet<>();
        private long comment;
        private long total;

        Run(Path folder, String site, Report report, History history, Progress progress) {
            this.folder = folder;
            this.site = site;
            this.report = report;
            this.history = history;
            this.progress = progress;
        }

        // The first pass.

        private void look() {
            progress.at("reading", 0, 6);
            DumpFile.need(folder, "users.xml").read(row -> users.add(row.id("Id")));
            progress.at("reading", 1, 6);
            DumpFile.need(folder, "posts.xml").read(this::lookAtPost);
            orphans();
            accepted.entrySet().removeIf(one -> !answers.contains(one.getValue()));
            progress.at("reading", 2, 6);
            DumpFile.need(folder, "posthistory.xml").read(history::add);
            progress.at("reading", 3, 6);
            comment =
                    DumpFile.need(folder, "comments.xml")
                            .read(
                                    row -> {
                                        row.id("Id");
                                        row.instant("CreationDate");
                                        if (!questionOf.containsKey(row.id("PostId")))
                                            report.pass(
                                                    "comments on posts that the dump does not hold",
                                                    row.place());
                                    });
            progress.at("reading", 4, 6);
            DumpFile.find(folder, "votes.xml").ifPresent(file -> file.read(this::lookAtVote));
            DumpFile.find(folder, "tags.xml")
                    .ifPresent(
                            file ->
                                    file.read(
                                            row -> {
                                                Long wiki = row.idOrNull("ExcerptPostId");
                                                if (wiki != null)
                                                    tagByWiki.put(wiki, row.need("TagName"));
                                            }));
            progress.at("reading", 6, 6);
            total = titles.size() + answers.size() + comment;
            if (report.trial()) {
                report.count("people", users.stream().filter(id -> id != PROCESS).count(), 0);
                report.count("questions", titles.size(), 0);
                report.count("answers", answers.size(), 0);
                report.count("comments", comment, 0);
                report.count("votes", votes.values().stream().mapToLong(n -> n).sum(), 0);
            }
        }

        private void lookAtPost(DumpFile.Row row) {
            long id = row.id("Id");
            row.instant("CreationDate");
            others.add(id);
            switch (row.need("PostTypeId")) {
                case "1" -> {
                    questionOf.put(id, id);
                    titles.put(id, row.need("Title"));
                    Long answer = row.idOrNull("AcceptedAnswerId");
                    if (answer != null) accepted.put(id, answer);
                }
                case "2" -> {
                    questionOf.put(id, row.id("ParentId"));
                    answers.add(id);
                }
                case "4" -> {
                    // A tag's wiki: its definition, see the second pass.
                }
                default -> {
                    if (!row.need("PostTypeId").equals("5"))
                        report.pass("posts of another kind", row.place());
                }
            }
        }

        /**
         * An answer may stand before its question, so what is missing is known only at the end of
         * the file.
         */
        private void orphans() {
            for (Long id : List.copyOf(answers))
                if (!titles.containsKey(questionOf.getOrDefault(id, 0L))) {
                    report.pass(
                            "answers to questions that the dump does not hold",
                            "posts.xml, Id " + id);
                    answers.remove(id);
                    questionOf.remove(id);
                }
        }

        private void lookAtVote(DumpFile.Row row) {
            long post = row.id("PostId");
            if (questionOf.containsKey(post))
                votes.merge(post + " " + row.id("VoteTypeId"), 1L, Long::sum);
            else if (others.contains(post))
                report.pass("votes for tag wikis and the like", row.place());
            else report.pass("votes for posts that the dump does not hold", row.place());
        }

        // The second pass.

        private void write() {
            long community = communities.commons("The Commons", "en").value();
            boolean interrupted = origins.begin(site);
            posts = origins.known(site, "post");
            if (interrupted) titles.keySet().forEach(touched::add);
            comments = origins.known(site, "comment");
            people();
            posts("1", community);
            posts("2", community);
            comments(community);
            finish();
        }

        private void people() {
            progress.at("people", 0, users.size());
            Map<Long, Long> before = origins.known(site, "user");
            people.putAll(before);
            List<Members.Imported> batch = new ArrayList<>();
            DumpFile.need(folder, "users.xml")
                    .read(
                            row -> {
                                long id = row.id("Id");
                                if (id == PROCESS)
                                    report.pass(
                                            "users that are no person",
                                            row.place() + ": the old site’s own process");
                                else if (!people.containsKey(id)) {
                                    batch.add(person(row, id));
                                    if (batch.size() == BATCH) bring(batch);
                                }
                            });
            bring(batch);
            report.count(
                    "people",
                    users.stream().filter(id -> id != PROCESS).count(),
                    people.size() - before.size());
        }

        private Members.Imported person(DumpFile.Row row, long id) {
            String about = row.text("AboutMe");
            String website = row.text("WebsiteUrl");
            return new Members.Imported(
                    site,
                    String.valueOf(id),
                    row.need("DisplayName"),
                    "https://" + site + "/users/" + id,
                    about == null ? "" : MARKDOWN.convert(about).strip(),
                    row.text("Location"),
                    website != null && website.matches("https?://[^\\s<>\"]{3,300}")
                            ? website
                            : null,
                    row.instant("CreationDate"));
        }

        private void bring(List<Members.Imported> batch) {
            if (batch.isEmpty()) return;
            transaction.executeWithoutResult(
                    status -> {
                        Map<Long, Long> fresh = new LinkedHashMap<>();
                        var ids = members.bringIn(batch);
                        for (int i = 0; i < batch.size(); i++)
                            fresh.put(Long.parseLong(batch.get(i).sourceId()), ids.get(i).value());
                        origins.remember(site, "user", fresh);
                        people.putAll(fresh);
                    });
            progress.at("people", people.size(), users.size());
            batch.clear();
        }

        /**
         * The persona of a user; of somebody whose account is gone, by the name that the row still
         * has.
         */
        private PersonaId author(@Nullable Long user, @Nullable String name) {
            Long known = user == null ? null : people.get(user);
            if (known != null) return new PersonaId(known);
            String shown = name == null ? "user" + (user == null || user == 0 ? "" : user) : name;
            return new PersonaId(
                    named.computeIfAbsent(
                            shown,
                            key ->
                                    members.bringIn(
                                                    List.of(
                                                            new Members.Imported(
                                                                    site,
                                                                    "name:" + key,
                                                                    key,
                                                                    "https://" + site,
                                                                    "",
                                                                    null,
                                                                    null,
                                                                    Instant.EPOCH)))
                                            .getFirst()
                                            .value()));
        }

        private void posts(String type, long community) {
            boolean questions = type.equals("1");
            String step = questions ? "questions" : "answers";
            long all = questions ? titles.size() : answers.size();
            long[] fresh = {0};
            List<Object> batch = new ArrayList<>();
            Map<Long, Long> ids = new LinkedHashMap<>();
            DumpFile.need(folder, "posts.xml")
                    .read(
                            row -> {
                                long id = row.id("Id");
                                if (type.equals("1") && row.need("PostTypeId").equals("4"))
                                    definition(row, id);
                                if (!row.need("PostTypeId").equals(type)
                                        || posts.containsKey(id)
                                        || !questionOf.containsKey(id)) return;
                                long mine = PublicId.next();
                                ids.put(id, mine);
                                batch.add(
                                        questions
                                                ? question(row, id, mine, community)
                                                : answer(row, id, mine));
                                fresh[0]++;
                                if (batch.size() == BATCH)
                                    flush(step, questions, batch, ids, all, community);
                            });
            flush(step, questions, batch, ids, all, community);
            report.count(step, all, fresh[0]);
        }

        @SuppressWarnings("unchecked")
        private void flush(
                String step,
                boolean questions,
                List<Object> batch,
                Map<Long, Long> ids,
                long all,
                long community) {
            if (batch.isEmpty()) return;
            transaction.executeWithoutResult(
                    status -> {
                        if (questions)
                            bringing.questions((List<Bringing.OldQuestion>) (List<?>) batch);
                        else
                            bringing.answers((List<Bringing.OldAnswer>) (List<?>) batch, community);
                        origins.remember(site, "post", ids);
                    });
            posts.putAll(ids);
            ids.keySet().forEach(id -> touched.add(questionOf.getOrDefault(id, id)));
            progress.at(step, posts.size(), all);
            batch.clear();
            ids.clear();
        }

        private Bringing.OldQuestion question(
                DumpFile.Row row, long id, long mine, long community) {
            List<ConceptId> about = new ArrayList<>();
            String listed = row.text("Tags");
            if (listed != null) for (String tag : tags(listed)) about.add(tag(tag));
            String closed = row.text("ClosedDate") == null ? null : closed(id);
            return new Bringing.OldQuestion(
                    text(row, id, mine, "https://" + site + "/questions/" + id),
                    row.need("Title"),
                    community,
                    about,
                    closed,
                    (int) row.id("Score"),
                    (int) (row.idOrNull("ViewCount") == null ? 0 : row.id("ViewCount")));
        }

        private Bringing.OldAnswer answer(DumpFile.Row row, long id, long mine) {
            long question = row.id("ParentId");
            PostId of = new PostId(posts.getOrDefault(question, 0L));
            String title = titles.getOrDefault(question, "");
            return new Bringing.OldAnswer(
                    text(row, id, mine, "https://" + site + "/a/" + id),
                    new QuestionId(of.value()),
                    title,
                    Bringing.path(of, title),
                    (int) row.id("Score"));
        }

        private String closed(long id) {
            String reason = CLOSED_OTHERWISE;
            for (History.Change change : history.of(id))
                if (change.type() == 10)
                    reason =
                            CLOSED.getOrDefault(String.valueOf(change.comment()), CLOSED_OTHERWISE);
            return reason;
        }

        private ConceptId tag(String tag) {
            return tags.computeIfAbsent(
                    tag, key -> concepts.labelledOrProposed(key.replace('-', ' '), "en", null));
        }

        /**
         * A tag's wiki becomes its concept's definition, where the dump says which tag it is of.
         */
        private void definition(DumpFile.Row row, long id) {
            String tag = tagByWiki.get(id);
            String body = row.text("Body");
            if (tag == null)
                report.pass(
                        "tag wikis whose tag the dump does not name (it has no tags.xml)",
                        row.place());
            else if (body != null)
                concepts.note(tag(tag), "definition", "en", MARKDOWN.convert(body).strip());
        }

        /** The present text from the history, as Markdown; from the HTML where there is none. */
        private Bringing.OldText text(DumpFile.Row row, long id, long mine, String url) {
            List<Revision> revisions = Revision.of(history.of(id));
            Long owner = row.idOrNull("OwnerUserId");
            String html = row.text("Body");
            String ownName = row.text("OwnerDisplayName");
            if (ownName == null && !revisions.isEmpty()) ownName = revisions.getFirst().name();
            mention(id, html == null ? "" : html);
            Instant at = row.instant("CreationDate");
            if (revisions.isEmpty())
                return new Bringing.OldText(
                        new PostId(mine),
                        author(owner, ownName),
                        at,
                        html == null ? "" : MARKDOWN.convert(html).strip(),
                        1,
                        null,
                        null,
                        LICENCE,
                        url,
                        "en",
                        List.of());
            List<Posts.Old> versions = new ArrayList<>();
            for (int i = 0; i < revisions.size() - 1; i++)
                versions.add(revisions.get(i).version(new PostId(mine), i + 1, this::editor));
            Revision last = revisions.getLast();
            boolean edited = revisions.size() > 1;
            return new Bringing.OldText(
                    new PostId(mine),
                    author(owner, ownName),
                    at,
                    last.body(),
                    revisions.size(),
                    edited ? editor(last.user()) : null,
                    edited ? last.at() : null,
                    LICENCE,
                    url,
                    "en",
                    versions);
        }

        private @Nullable PersonaId editor(long user) {
            Long known = people.get(user);
            return known == null ? null : new PersonaId(known);
        }

        private void mention(long post, String text) {
            Matcher link =
                    Pattern.compile(Pattern.quote(site) + "/(?:q|questions|a)/(\\d+)")
                            .matcher(text);
            while (link.find()) mentions.add(post + " " + link.group(1));
        }

        private void comments(long community) {
            long[] fresh = {0};
            List<Bringing.OldComment> batch = new ArrayList<>();
            Map<Long, Long> ids = new LinkedHashMap<>();
            DumpFile.need(folder, "comments.xml")
                    .read(
                            row -> {
                                long id = row.id("Id");
                                long post = row.id("PostId");
                                Long question = questionOf.get(post);
                                if (question == null) return;
                                String body = String.valueOf(row.text("Text"));
                                mention(post, body);
                                if (comments.containsKey(id)) return;
                                long mine = PublicId.next();
                                ids.put(id, mine);
                                batch.add(comment(row, id, mine, post, question, body, community));
                                fresh[0]++;
                                if (batch.size() == BATCH) flush(batch, ids);
                            });
            flush(batch, ids);
            report.count("comments", comment, fresh[0]);
        }

        private Bringing.OldComment comment(
                DumpFile.Row row,
                long id,
                long mine,
                long post,
                long question,
                String body,
                long community) {
            PostId of = new PostId(posts.getOrDefault(question, 0L));
            String title = titles.getOrDefault(question, "");
            touched.add(question);
            return new Bringing.OldComment(
                    new Bringing.OldText(
                            new PostId(mine),
                            author(row.idOrNull("UserId"), row.text("UserDisplayName")),
                            row.instant("CreationDate"),
                            body,
                            1,
                            null,
                            null,
                            LICENCE,
                            "https://" + site + "/questions/" + question + "#comment" + id,
                            "en",
                            List.of()),
                    new QuestionId(of.value()),
                    new PostId(posts.getOrDefault(post, 0L)),
                    title,
                    Bringing.path(of, title),
                    community);
        }

        private void flush(List<Bringing.OldComment> batch, Map<Long, Long> ids) {
            if (batch.isEmpty()) return;
            transaction.executeWithoutResult(
                    status -> {
                        bringing.comments(batch);
                        origins.remember(site, "comment", ids);
                    });
            comments.putAll(ids);
            progress.at("comments", comments.size(), comment);
            batch.clear();
            ids.clear();
        }

        /**
         * Votes, links, acceptance and counts: each can be written again without a second effect.
         */
        private void finish() {
            progress.at("counting", 0, total);
            List<Origins.Votes> counted = new ArrayList<>();
            votes.forEach(
                    (key, n) -> {
                        String[] parts = key.split(" ");
                        counted.add(
                                new Origins.Votes(
                                        posts.getOrDefault(Long.parseLong(parts[0]), 0L),
                                        Integer.parseInt(parts[1]),
                                        n));
                    });
            batches(counted, origins::votes);
            report.count(
                    "votes",
                    votes.values().stream().mapToLong(n -> n).sum(),
                    touched.isEmpty() ? 0 : votes.values().stream().mapToLong(n -> n).sum());
            links();
            Map<Long, Long> accept = new LinkedHashMap<>();
            accepted.forEach(
                    (question, answer) -> {
                        Long mine = posts.get(answer);
                        if (touched.contains(question) && mine != null)
                            accept.put(posts.getOrDefault(question, 0L), mine);
                    });
            bringing.accepted(accept);
            long[] done = {0};
            batches(
                    touched.stream().map(id -> posts.getOrDefault(id, 0L)).toList(),
                    some -> {
                        bringing.count(some);
                        done[0] += some.size();
                        progress.at("counting", done[0], touched.size());
                    });
            concepts.recountAll();
            origins.end(site);
        }

        private void links() {
            Set<Bringing.Mention> found = new HashSet<>();
            for (String mention : mentions) {
                String[] parts = mention.split(" ");
                Long from = questionOf.get(Long.parseLong(parts[0]));
                Long to = questionOf.get(Long.parseLong(parts[1]));
                if (from == null || to == null || from.equals(to)) continue;
                Long one = posts.get(from);
                Long other = posts.get(to);
                if (one != null && other != null)
                    found.add(
                            new Bringing.Mention(
                                    Math.min(one, other), Math.max(one, other), false));
            }
            bringing.mentions(List.copyOf(found));
            report.count("links", found.size(), touched.isEmpty() ? 0 : found.size());
        }

        private static <T> void batches(List<T> all, java.util.function.Consumer<List<T>> write) {
            for (int from = 0; from < all.size(); from += BATCH)
                write.accept(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
    }

    static List<String> tags(String listed) {
        return Arrays.stream(listed.split("[<>|]+")).filter(tag -> !tag.isBlank()).toList();
    }

    /** A revision of a post: what several entries of the history changed at once. */
    private record Revision(
            String title,
            String body,
            List<String> topics,
            long user,
            @Nullable String name,
            String summary,
            Instant at) {
        static List<Revision> of(List<History.Change> changes) {
            Map<String, List<History.Change>> byRevision = new LinkedHashMap<>();
            for (History.Change change : changes)
                if (change.type() >= 1 && change.type() <= 9)
                    byRevision
                            .computeIfAbsent(change.revision(), key -> new ArrayList<>())
                            .add(change);
            List<Revision> revisions = new ArrayList<>();
            Revision before = new Revision("", "", List.of(), 0, null, "", Instant.EPOCH);
            for (List<History.Change> together : byRevision.values()) {
                before = before.with(together);
                revisions.add(before);
            }
            return revisions;
        }

        private Revision with(List<History.Change> together) {
            String newTitle = title;
            String newBody = body;
            List<String> newTopics = topics;
            String comment = "";
            for (History.Change change : together) {
                switch (change.type() % 3) {
                    case 1 -> newTitle = change.text();
                    case 2 -> newBody = change.text();
                    default -> newTopics = tags(change.text());
                }
                if (change.comment() != null) comment = change.comment();
            }
            History.Change first = together.getFirst();
            return new Revision(
                    newTitle, newBody, newTopics, first.user(), first.name(), comment, first.at());
        }

        Posts.Old version(
                PostId post,
                int number,
                java.util.function.LongFunction<@Nullable PersonaId> editor) {
            return new Posts.Old(
                    post,
                    number,
                    title.isEmpty() ? null : title,
                    body,
                    topics,
                    editor.apply(user),
                    user == PROCESS ? "Community" : name,
                    summary,
                    at);
        }
    }
}
