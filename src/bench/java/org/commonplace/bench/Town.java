package org.commonplace.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.PostId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.questions.Bringing;
import org.commonplace.questions.QuestionId;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;

/**
 * A town's worth of data: members, questions and answers, brought in by the rooms' own methods.
 * Texts are composed of two thousand distinct passages. The same seed makes the same town.
 */
final class Town {
    private static final int BATCH = 500;
    private static final int PASSAGES = 2_000;
    private static final int VOCABULARY = 12_000;
    private static final String[] SYLLABLES = {
        "ba", "ke", "lo", "mi", "nu", "ra", "sti", "ver", "ton", "gal", "pre", "dom"
    };
    private static final String[] WORDS =
            ("library reader shelf catalogue loan branch record volume desk patron archive licence subject heading barcode "
                            + "reference children journal budget volunteer council opening hours evening map score microfilm "
                            + "index binding repair donation weeding inventory queue hold renewal fine card printer scanner "
                            + "laptop workshop storytime outreach van school hospital prison law university chapter form "
                            + "agreed tried asked found moved counted wrote sent kept opened closed measured changed")
                    .split(" ");
    private final Random random = new Random(2026);
    private final List<String> passages = new ArrayList<>();
    private final Members members;
    private final Bringing bringing;
    private final Concepts concepts;
    private final long community;

    Town(Members members, Bringing bringing, Concepts concepts, Communities communities) {
        this.members = members;
        this.bringing = bringing;
        this.concepts = concepts;
        this.community = communities.commons("The Commons", "en").value();
        for (int i = 0; i < PASSAGES; i++) passages.add(sentence(20 + random.nextInt(40)));
    }

    /**
     * A word by its rank, as often as words of that rank are in a language (Zipf): a few
     * everywhere, most hardly ever.
     */
    private String word() {
        int rank = (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY)) - 1;
        if (rank < WORDS.length) return WORDS[rank];
        StringBuilder made = new StringBuilder();
        for (int rest = rank; rest > 0; rest /= SYLLABLES.length)
            made.append(SYLLABLES[rest % SYLLABLES.length]);
        return made.toString();
    }

    private String sentence(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(i == 0 ? "" : " ").append(word());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private String body() {
        return passages.get(random.nextInt(PASSAGES))
                + "\n\n"
                + passages.get(random.nextInt(PASSAGES));
    }

    /** Some of the passages that its texts are made of. */
    List<String> passages(int most) {
        return passages.subList(0, most);
    }

    /** Builds it; returns posts a second. */
    double build(int people, int threads, int posts) {
        List<PersonaId> personas = new ArrayList<>();
        for (int from = 0; from < people; from += BATCH) {
            List<Members.Imported> some = new ArrayList<>();
            for (int i = from; i < Math.min(people, from + BATCH); i++)
                some.add(
                        new Members.Imported(
                                "town.example",
                                String.valueOf(i),
                                "Townsperson " + i,
                                "https://town.example/users/" + i,
                                "",
                                null,
                                null,
                                Instant.EPOCH));
            members.bringIn(some).forEach(member -> personas.add(new PersonaId(member.value())));
        }
        List<ConceptId> topics = new ArrayList<>();
        for (String word : WORDS)
            topics.add(concepts.labelledOrProposed("Town " + word, "en", null));
        Instant begun = Instant.now();
        Instant at = begun.minus(Duration.ofDays(2000));
        List<QuestionId> questions = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (int from = 0; from < threads; from += BATCH) {
            List<Bringing.OldQuestion> some = new ArrayList<>();
            for (int i = from; i < Math.min(threads, from + BATCH); i++) {
                QuestionId id = new QuestionId(PublicId.next());
                String title =
                        "How do we keep "
                                + sentence(6).toLowerCase(java.util.Locale.ROOT).replace(".", "?");
                questions.add(id);
                titles.add(title);
                some.add(
                        new Bringing.OldQuestion(
                                text(id.post(), personas, at.plus(Duration.ofMinutes(14L * i))),
                                title,
                                community,
                                List.of(
                                        topics.get(random.nextInt(topics.size())),
                                        topics.get(random.nextInt(topics.size()))),
                                null,
                                1,
                                10));
            }
            bringing.questions(some);
        }
        int answers = posts - threads;
        for (int from = 0; from < answers; from += BATCH) {
            List<Bringing.OldAnswer> some = new ArrayList<>();
            for (int i = from; i < Math.min(answers, from + BATCH); i++) {
                int thread = i < 20 ? 0 : random.nextInt(threads);
                String title = titles.get(thread);
                QuestionId question = questions.get(thread);
                some.add(
                        new Bringing.OldAnswer(
                                text(
                                        PostId.next(),
                                        personas,
                                        at.plus(Duration.ofMinutes(14L * thread + 60 + i % 600))),
                                question,
                                title,
                                Bringing.path(question.post(), title),
                                1));
            }
            bringing.answers(some, community);
        }
        for (int from = 0; from < threads; from += BATCH)
            bringing.count(
                    questions.subList(from, Math.min(threads, from + BATCH)).stream()
                            .map(QuestionId::value)
                            .toList());
        concepts.recountAll();
        return posts / Math.max(.001, Duration.between(begun, Instant.now()).toMillis() / 1000.0);
    }

    private Bringing.OldText text(PostId id, List<PersonaId> personas, Instant at) {
        return new Bringing.OldText(
                id,
                personas.get(random.nextInt(personas.size())),
                at,
                body(),
                1,
                null,
                null,
                "CC BY-SA 3.0",
                "https://town.example/" + id,
                "en",
                List.of());
    }
}
