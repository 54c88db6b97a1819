package org.commonplace.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.commonplace.chrome.HouseClock;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.conversations.Attachments;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Talks;
import org.commonplace.excerpts.Excerpts;
import org.commonplace.mail.Mime;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.people.Role;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Answers;
import org.commonplace.questions.Kind;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.questions.State;
import org.commonplace.questions.Verdict;
import org.commonplace.topics.Atlas;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample community: a cast of people, marked as such, who do everything by the rooms' own
 * methods, at their times.
 */
@Component
public class Sample {
    /** In hours ago: stewards have a term, and these are in theirs. */
    private static final double STEWARDS_SINCE = 24 * 60;

    private final JsonMapper json;
    private final Members members;
    private final Communities communities;
    private final Concepts concepts;
    private final Atlas atlas;
    private final Questions questions;
    private final Answers answers;
    private final Talks talks;
    private final Attachments attachments;
    private final Excerpts excerpts;
    private final SampleStory story;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Memberships memberships;

    Sample(
            JsonMapper json,
            Members members,
            Communities communities,
            Concepts concepts,
            Atlas atlas,
            Questions questions,
            Answers answers,
            Talks talks,
            Attachments attachments,
            Excerpts excerpts,
            SampleStory story,
            Clock clock,
            TransactionTemplate transaction,
            Memberships memberships) {
        this.story = story;
        this.transaction = transaction;
        this.json = json;
        this.members = members;
        this.communities = communities;
        this.concepts = concepts;
        this.atlas = atlas;
        this.questions = questions;
        this.answers = answers;
        this.talks = talks;
        this.attachments = attachments;
        this.excerpts = excerpts;
        this.clock = clock;
        this.memberships = memberships;
    }

    record Community(
            List<Person> people,
            List<Group> communities,
            List<Topic> topics,
            List<Question> questions,
            List<Kept> excerpts,
            SampleStory.Script story) {}

    record Person(
            String key,
            String name,
            String email,
            String library,
            String sector,
            String country,
            String zone,
            List<String> languages,
            String role,
            String about,
            List<String> canTeach,
            List<String> wantToLearn,
            @Nullable Boolean host,
            @Nullable List<String> steward,
            String language) {}

    record Group(
            String slug,
            String name,
            String purpose,
            String charter,
            String language,
            String audience,
            List<String> topics,
            List<String> members) {}

    record Topic(
            String key,
            String en,
            @Nullable String it,
            @Nullable List<String> alt,
            @Nullable String broader,
            @Nullable List<String> related,
            String definition) {}

    record Question(
            String key,
            String asker,
            String community,
            String kind,
            String title,
            String body,
            List<String> topics,
            String language,
            double hoursAgo,
            String state,
            @Nullable String reason,
            @Nullable List<Answer> answers,
            @Nullable List<Comment> comments,
            @Nullable List<String> sameProblem,
            @Nullable Integer needsBy) {}

    record Answer(
            String author,
            double hoursAgo,
            String body,
            @Nullable Boolean accepted,
            @Nullable List<Worked> worked,
            @Nullable Edit edit,
            @Nullable List<Comment> comments,
            @Nullable Enclosed file) {}

    /** A file that came with an answer by mail. */
    record Enclosed(String name, String type, String text) {}

    record Comment(String author, double hoursAgo, String body) {}

    record Worked(String by, String library, String verdict, String line, double hoursAgo) {}

    record Edit(double hoursAgo, List<String> replace) {}

    record Kept(String keeper, String from, String passage, @Nullable String note) {}

    /** A member of the cast, for the sign-in links. */
    public record Member(String name, String email, String job) {}

    public List<Member> cast() {
        return read().people().stream()
                .map(one -> new Member(one.name(), one.email(), one.role() + ", " + one.library()))
                .toList();
    }

    private Community read() {
        try (InputStream in = Sample.class.getResourceAsStream("/sample/community.json")) {
            return json.readValue(Objects.requireNonNull(in), Community.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean there() {
        return members.byEmail(read().people().getFirst().email()).isPresent();
    }

    /** Brings the whole sample in, or nothing of it. */
    public void play() {
        transaction.executeWithoutResult(status -> new Play(read(), clock.instant()).run());
    }

    /** One performance: who is who, and what happens when. */
    private final class Play {
        private final Community script;
        private final Instant now;
        private final Map<String, MemberId> people = new HashMap<>();
        private final Map<String, CommunityId> groups = new HashMap<>();
        private final Map<String, ConceptId> topics = new HashMap<>();
        private final Map<String, PostId> texts = new HashMap<>();
        private final List<Scene> scenes = new ArrayList<>();

        private record Scene(double hoursAgo, Runnable deed) {}

        Play(Community script, Instant now) {
            this.script = script;
            this.now = now;
        }

        void run() {
            HouseClock.at(
                    now.minus(Duration.ofDays(1000)),
                    () -> {
                        script.people().forEach(this::person);
                        script.topics().forEach(this::topic);
                        script.topics().forEach(this::relate);
                        script.communities().forEach(this::group);
                    });
            script.questions().forEach(this::question);
            story.scenes(
                    script.story(),
                    this::viewer,
                    this::scene,
                    key -> new QuestionId(post(key).value()));
            scenes.sort(Comparator.comparingDouble(Scene::hoursAgo).reversed());
            for (Scene scene : scenes) HouseClock.at(at(scene.hoursAgo()), scene.deed());
            script.excerpts().forEach(this::keep);
            atlas.draw();
        }

        private Instant at(double hoursAgo) {
            return now.minusSeconds((long) (hoursAgo * 3600));
        }

        private Viewer viewer(String key) {
            return members.viewer(Objects.requireNonNull(people.get(key), key));
        }

        private void person(Person person) {
            MemberId id =
                    members.sample(person.email(), person.name(), Locale.of(person.language()));
            people.put(person.key(), id);
            members.update(
                    members.profile(id)
                            .orElseThrow()
                            .saying(
                                    new Profile.Work(
                                            person.zone(),
                                            person.library(),
                                            person.role(),
                                            person.sector(),
                                            person.country(),
                                            person.languages(),
                                            String.join(", ", person.canTeach()),
                                            String.join(", ", person.wantToLearn()),
                                            person.about())));
            if (Boolean.TRUE.equals(person.host())) members.appoint(id, Role.HOST);
            members.trust(id);
        }

        private void topic(Topic topic) {
            ConceptId id = concepts.create(topic.en(), "en", "current", null);
            topics.put(topic.key(), id);
            if (topic.it() != null) concepts.label(id, "it", "pref", topic.it());
            for (String alt : or(topic.alt())) concepts.label(id, "en", "alt", alt);
            concepts.note(id, "definition", "en", topic.definition());
        }

        private void relate(Topic topic) {
            ConceptId id = Objects.requireNonNull(topics.get(topic.key()));
            if (topic.broader() != null)
                concepts.relate(id, "broader", Objects.requireNonNull(topics.get(topic.broader())));
            for (String other : or(topic.related()))
                concepts.relate(id, "related", Objects.requireNonNull(topics.get(other)));
        }

        private void group(Group group) {
            CommunityId id =
                    communities
                            .slugged(group.slug())
                            .orElseGet(
                                    () ->
                                            communities.found(
                                                    new Communities.Draft(
                                                            group.slug(),
                                                            group.name(),
                                                            group.purpose(),
                                                            group.charter(),
                                                            group.audience(),
                                                            group.language()),
                                                    null));
            groups.put(group.slug(), id);
            group.members()
                    .forEach(
                            key ->
                                    memberships.join(
                                            id, Objects.requireNonNull(people.get(key), key)));
            for (Person person : script.people())
                if (or(person.steward()).contains(group.slug())) {
                    memberships.join(id, Objects.requireNonNull(people.get(person.key())));
                    scene(
                            STEWARDS_SINCE,
                            () ->
                                    communities.steward(
                                            id, Objects.requireNonNull(people.get(person.key()))));
                }
        }

        private void question(Question question) {
            scene(
                    question.hoursAgo(),
                    () -> {
                        List<ConceptId> about =
                                question.topics().stream()
                                        .map(key -> Objects.requireNonNull(topics.get(key), key))
                                        .toList();
                        Integer days = question.needsBy();
                        QuestionId id =
                                questions.ask(
                                        new Questions.Draft(
                                                question.title() + "\n" + question.body(),
                                                question.kind().equals("fix")
                                                        ? Kind.FIX
                                                        : Kind.JUDGEMENT,
                                                about,
                                                question.community(),
                                                null,
                                                days == null
                                                        ? null
                                                        : LocalDate.ofInstant(now, ZoneOffset.UTC)
                                                                .plusDays(days),
                                                null,
                                                null,
                                                null,
                                                question.language()),
                                        viewer(question.asker()));
                        texts.put(question.key(), id.post());
                    });
            for (Comment comment : or(question.comments()))
                comment(question, question.key(), comment);
            int number = 0;
            for (Answer answer : or(question.answers()))
                answer(question, question.key() + "/" + number++, answer);
            for (String key : or(question.sameProblem()))
                scene(
                        question.hoursAgo() / 2,
                        () -> questions.share(id(question), true, viewer(key)));
            if (question.state().equals("closed"))
                scene(
                        last(question) - 0.05,
                        () ->
                                questions.decide(
                                        id(question),
                                        State.CLOSED,
                                        String.valueOf(question.reason()),
                                        viewer(question.asker())));
        }

        private double last(Question question) {
            double last = question.hoursAgo();
            for (Answer answer : or(question.answers())) last = Math.min(last, answer.hoursAgo());
            for (Comment comment : or(question.comments()))
                last = Math.min(last, comment.hoursAgo());
            return last;
        }

        private QuestionId id(Question question) {
            return new QuestionId(Objects.requireNonNull(texts.get(question.key())).value());
        }

        private void answer(Question question, String key, Answer answer) {
            scene(
                    answer.hoursAgo(),
                    () ->
                            texts.put(
                                    key,
                                    answers.answer(
                                            id(question),
                                            answer.body(),
                                            question.language(),
                                            viewer(answer.author()))));
            Enclosed file = answer.file();
            if (file != null)
                scene(
                        answer.hoursAgo(),
                        () ->
                                attachments.bring(
                                        post(key),
                                        List.of(
                                                new Mime.Part(
                                                        file.name(),
                                                        file.type(),
                                                        file.text()
                                                                .getBytes(StandardCharsets.UTF_8),
                                                        false))));
            for (Comment comment : or(answer.comments())) comment(question, key, comment);
            for (Worked worked : or(answer.worked()))
                scene(
                        worked.hoursAgo(),
                        () ->
                                answers.report(
                                        post(key),
                                        new Answers.Tried(
                                                worked.library(),
                                                Verdict.of(worked.verdict()),
                                                worked.line(),
                                                LocalDate.ofInstant(
                                                        at(worked.hoursAgo()), ZoneOffset.UTC)),
                                        viewer(worked.by())));
            Edit edit = answer.edit();
            if (edit != null)
                scene(
                        edit.hoursAgo(),
                        () ->
                                talks.edit(
                                        post(key),
                                        new Posts.Edit(
                                                1,
                                                question.title(),
                                                answer.body()
                                                        .replace(
                                                                edit.replace().get(0),
                                                                edit.replace().get(1)),
                                                ""),
                                        viewer(answer.author())));
            if (Boolean.TRUE.equals(answer.accepted()))
                scene(
                        answer.hoursAgo() - 0.1,
                        () -> answers.accept(post(key), viewer(question.asker())));
        }

        private void comment(Question question, String on, Comment comment) {
            scene(
                    comment.hoursAgo(),
                    () ->
                            answers.comment(
                                    id(question),
                                    post(on),
                                    comment.body(),
                                    question.language(),
                                    viewer(comment.author())));
        }

        private void keep(Kept kept) {
            excerpts.keep(
                    post(kept.from()),
                    kept.passage(),
                    Objects.requireNonNullElse(kept.note(), ""),
                    viewer(kept.keeper()));
        }

        private PostId post(String key) {
            return Objects.requireNonNull(texts.get(key), key);
        }

        private void scene(double hoursAgo, Runnable deed) {
            scenes.add(new Scene(hoursAgo, deed));
        }

        private static <T> List<T> or(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }
}
