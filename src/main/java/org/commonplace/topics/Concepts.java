package org.commonplace.topics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The concepts of all schemes: found by any label in any language, proposed where there is none.
 */
@Component
public class Concepts {
    /** The installation's own scheme. */
    public static final String OWN = "own";

    /** How many topics a thing is about at the most. */
    private static final int ABOUT = 5;

    private static final int LABEL = 120;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;
    private final Clock clock;
    private final Site site;

    Concepts(
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            JsonMapper json,
            Clock clock,
            Site site) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.site = site;
    }

    /** Lower case, without accents and with single spaces: how labels are compared. */
    public static String folded(String label) {
        return Normalizer.normalize(label, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_-]+", " ")
                .strip();
    }

    /**
     * What somebody typing may mean: concepts with a label that begins so, in any language; current
     * ones first.
     */
    public List<Named> lookup(String typed, String language, int most) {
        String folded = folded(typed);
        if (folded.isEmpty()) return List.of();
        return jdbc.sql(
                        """
                select c.id, coalesce(c.names ->> :language, c.name) as text,
                       case when jsonb_exists(c.names, :language) then :language else c.name_language end as language
                  from (select concept, min(length(folded)) as length from topics.label
                         where folded like :prefix escape '!' group by concept order by 2 limit 60) hit
                  join topics.concept c on c.id = hit.concept and c.state in ('current', 'proposed')
                 order by c.state, c.questions > 0 desc, hit.length, text limit %d
                """
                                .formatted(most))
                .param(
                        "prefix",
                        folded.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
                .param("language", language)
                .query((row, n) -> named(row))
                .list();
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(
                new ConceptId(row.getLong("id")), row.getString("text"), row.getString("language"));
    }

    /**
     * The concept of a label in any language; the installation's own scheme first, then the most
     * used.
     */
    public Optional<ConceptId> labelled(String label) {
        return jdbc.sql(
                        """
                select coalesce(c.merged_into, c.id) from topics.label l
                  join topics.concept c on c.id = l.concept and c.state <> 'declined'
                  join topics.scheme s on s.id = c.scheme
                 where l.folded = :folded
                 order by c.state = 'proposed', s.uri = :own desc, l.kind = 'pref' desc, c.questions desc, c.id limit 1
                """)
                .param("folded", folded(label))
                .param("own", ownUri())
                .query((row, n) -> new ConceptId(row.getLong(1)))
                .optional();
    }

    /**
     * The current concepts whose labels stand among these folded phrases (or with an s less): the
     * installation's own scheme and what is asked about first, then longer labels.
     */
    public List<ConceptId> mentioned(List<String> phrases, int most) {
        List<String> forms = new ArrayList<>(phrases);
        for (String phrase : phrases)
            if (phrase.endsWith("s")) forms.add(phrase.substring(0, phrase.length() - 1));
        for (String phrase : phrases) forms.add(phrase + "s");
        return jdbc.sql(
                        """
                select m.id from (
                    select c.id, bool_or(s.uri = :own) as own, max(c.questions) as questions,
                           max(length(l.folded)) as length
                      from topics.label l
                      join topics.concept c on c.id = l.concept and c.state = 'current'
                      join topics.scheme s on s.id = c.scheme
                     where l.folded = any(:forms) group by c.id) m
                 where m.own or m.questions > 0 or m.length > 9
                 order by m.own desc, m.questions > 0 desc, m.length desc, m.id limit %d
                """
                                .formatted(most))
                .param("own", ownUri())
                .param("forms", forms.toArray(new String[0]))
                .query((row, n) -> new ConceptId(row.getLong(1)))
                .list();
    }

    /**
     * The concept of a label; an unknown one is proposed, unless nobody is to propose it, as in a
     * lab, whose words do not leave it.
     */
    @Transactional
    public Optional<ConceptId> meant(String label, String language, @Nullable MemberId proposer) {
        return proposer == null
                ? labelled(label)
                : Optional.of(labelledOrProposed(label, language, proposer));
    }

    /** Reads labels parted by commas from a form: as many as a thing can be about, each short. */
    public static String labels(Form form, String field) {
        String typed = form.words(field, 2000);
        List<String> labels = parted(typed).toList();
        for (String label : labels) form.refusals().limit(field, label, LABEL);
        if (labels.size() > ABOUT) form.refuse(field, "form.most", ABOUT, labels.size());
        return typed;
    }

    private static Stream<String> parted(String labels) {
        return Arrays.stream(labels.split("[,;\\n]"))
                .map(Line::of)
                .filter(label -> !label.isEmpty());
    }

    /** Labels parted by commas, as concepts, as many as a thing can be about. */
    @Transactional
    public List<ConceptId> typed(String labels, String language, @Nullable MemberId proposer) {
        return parted(labels)
                .limit(ABOUT)
                .filter(label -> label.codePointCount(0, label.length()) <= LABEL)
                .flatMap(label -> meant(label, language, proposer).stream())
                .distinct()
                .toList();
    }

    /**
     * The concept of a label; where there is none, one is proposed, and waits in the mapping queue.
     */
    @Transactional
    public ConceptId labelledOrProposed(String label, String language, @Nullable MemberId by) {
        return labelled(label).orElseGet(() -> propose(label, language, by));
    }

    /**
     * The concept whose preferred label this is in a language, for names that an import brings:
     * "Circulation" is a French word for traffic, but a library's category is not that.
     */
    public Optional<ConceptId> preferred(String label, String language) {
        return jdbc.sql(
                        """
                select coalesce(c.merged_into, c.id) from topics.label l
                  join topics.concept c on c.id = l.concept and c.state <> 'declined'
                 where l.folded = :folded and l.kind = 'pref' and l.language = :language
                 order by c.state, c.id limit 1
                """)
                .param("language", language)
                .param("folded", folded(label))
                .query((row, n) -> new ConceptId(row.getLong(1)))
                .optional();
    }

    private ConceptId propose(String label, String language, @Nullable MemberId by) {
        return create(label, language, "proposed", by);
    }

    /** A concept of the installation's own scheme. */
    @Transactional
    public ConceptId create(String label, String language, String state, @Nullable MemberId by) {
        long scheme = scheme(ownUri(), site.name(), null, null);
        long id = PublicId.next();
        jdbc.sql(
                        """
                insert into topics.concept (id, scheme, uri, state, proposed_by, created_at)
                values (:id, :scheme, :uri, :state, :by, :now)
                """)
                .param("id", id)
                .param("scheme", scheme)
                .param("uri", "urn:commonplace:concept:" + PublicId.text(id))
                .param("state", state)
                .param("by", by == null ? null : by.value())
                .param("now", Rows.sql(clock.instant()))
                .update();
        label(new ConceptId(id), language, "pref", label.strip());
        return new ConceptId(id);
    }

    @Transactional
    public void label(ConceptId concept, String language, String kind, String text) {
        jdbc.sql(
                        """
                insert into topics.label (concept, language, kind, text, folded)
                values (:concept, :language, :kind, :text, :folded) on conflict do nothing
                """)
                .param("concept", concept.value())
                .param("language", language)
                .param("kind", kind)
                .param("text", text)
                .param("folded", folded(text))
                .update();
        name(List.of(concept.value()));
    }

    /** Writes anew what the concepts are called in lists, after their labels changed. */
    void name(Collection<Long> concepts) {
        jdbc.sql(
                        """
                update topics.concept c
                   set names = n.names, name = n.name, name_language = n.name_language
                  from topics.naming n where n.concept = c.id and c.id = any(:ids)
                """)
                .param("ids", concepts.toArray(new Long[0]))
                .update();
    }

    @Transactional
    public void note(ConceptId concept, String kind, String language, String text) {
        jdbc.sql(
                        """
                insert into topics.note (concept, kind, language, text)
                values (:concept, :kind, :language, :text) on conflict do nothing
                """)
                .param("concept", concept.value())
                .param("kind", kind)
                .param("language", language)
                .param("text", text)
                .update();
    }

    @Transactional
    public void relate(ConceptId concept, String kind, ConceptId other) {
        jdbc.sql(
                        """
                insert into topics.relation (concept, kind, other) values (:concept, :kind, :other) on conflict do nothing
                """)
                .param("concept", concept.value())
                .param("kind", kind)
                .param("other", other.value())
                .update();
    }

    private static String ownUri() {
        return "urn:commonplace:" + OWN;
    }

    long scheme(String uri, String title, @Nullable String licence, @Nullable String source) {
        return jdbc.sql(
                        """
                insert into topics.scheme (id, uri, title, licence, source, brought_in_at)
                values (:id, :uri, :title, :licence, :source, :now)
                on conflict (uri) do update set title = excluded.title, licence = coalesce(excluded.licence, topics.scheme.licence)
                returning id
                """)
                .param("id", PublicId.next())
                .param("uri", uri)
                .param("title", title)
                .param("licence", licence)
                .param("source", source)
                .param("now", Rows.sql(clock.instant()))
                .query(Long.class)
                .single();
    }

    public Concept get(ConceptId id) {
        return jdbc.sql(
                        """
                select c.*, s.title as scheme_title, s.uri as scheme_uri, s.licence,
                       (select coalesce(json_agg(json_build_object('kind', kind, 'language', language, 'text', text)
                                                 order by language, kind desc, text), '[]')
                          from topics.label where concept = c.id) as labels,
                       (select coalesce(json_agg(json_build_object('kind', kind, 'language', language, 'text', text)
                                                 order by kind, language), '[]')
                          from topics.note where concept = c.id) as notes,
                       (select coalesce(json_agg(json_build_object('kind', r.kind, 'id', r.other, 'uri', r.uri,
                                                 'labels', (select json_agg(json_build_object('language', l.language, 'text', l.text))
                                                              from topics.label l where l.concept = r.other and l.kind = 'pref'))), '[]')
                          from (select kind, other, other_uri as uri from topics.relation where concept = c.id
                                union all
                                select 'narrower', concept, null from topics.relation where other = c.id and kind = 'broader'
                                union
                                select 'related', concept, null from topics.relation where other = c.id and kind = 'related') r)
                           as neighbours
                  from topics.concept c join topics.scheme s on s.id = c.scheme
                 where c.id = :id
                """)
                .param("id", id.value())
                .query((row, n) -> concept(row))
                .optional()
                .orElseThrow(NotFound::new);
    }

    private record Edge(
            String kind, @Nullable Long id, @Nullable String uri, @Nullable List<Text> labels) {}

    private record Text(String language, String text) {}

    private Concept concept(ResultSet row) throws SQLException {
        Long merged = Rows.longOrNull(row, "merged_into");
        List<Edge> edges = json.readValue(row.getString("neighbours"), new TypeReference<>() {});
        return new Concept(
                new ConceptId(row.getLong("id")),
                row.getString("uri"),
                row.getString("scheme_title"),
                row.getString("scheme_uri"),
                row.getString("licence"),
                row.getString("notation"),
                row.getString("state"),
                merged == null ? null : new ConceptId(merged),
                row.getInt("questions"),
                json.readValue(row.getString("labels"), new TypeReference<>() {}),
                json.readValue(row.getString("notes"), new TypeReference<>() {}),
                edges.stream().map(Concepts::neighbour).toList());
    }

    private static Concept.Neighbour neighbour(Edge edge) {
        List<Concept.Label> labels = new ArrayList<>();
        if (edge.labels() != null)
            edge.labels()
                    .forEach(
                            text ->
                                    labels.add(
                                            new Concept.Label(
                                                    "pref", text.language(), text.text())));
        Long id = edge.id();
        Concept.Label shown = Labels.best(labels, String.valueOf(edge.uri()));
        return new Concept.Neighbour(
                edge.kind(),
                id == null ? null : new ConceptId(id),
                edge.uri(),
                shown.text(),
                shown.language());
    }

    /**
     * What is about a concept or one narrower, newest movement first; of each kind no more than so
     * many.
     */
    public List<Listed> about(ConceptId concept, List<String> kinds, int each, Viewer viewer) {
        return jdbc.sql(
                        """
                with recursive branch (id, depth) as (
                    select cast(:concept as bigint), 0
                    union
                    select r.concept, b.depth + 1 from branch b
                      join topics.relation r on r.other = b.id and r.kind = 'broader' where b.depth < 6)
                select c.*
                  from unnest(cast(:kinds as text[])) k (kind)
                  cross join lateral (
                       select c.* from catalogue.listed c
                        where c.kind = k.kind and c.audience = any(:audiences)
                          and c.id in (select s.card from topics.subject s where s.concept in (select id from branch))
                        order by c.moved_at desc, c.id desc limit %d) c
                 order by c.moved_at desc, c.id desc
                """
                                .formatted(each))
                .param("concept", concept.value())
                .param("kinds", kinds.toArray(new String[0]))
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> Cards.listed(row))
                .list();
    }

    /** The most asked-about concepts, with their counts of questions. */
    public record Counted(Named concept, int questions) {}

    public List<Counted> used(String language, int most) {
        return jdbc.sql(
                        """
                select c.id, c.questions, coalesce(c.names ->> :language, c.name) as text,
                       case when jsonb_exists(c.names, :language) then :language else c.name_language end as language
                  from (select * from topics.concept where state = 'current' and questions > 0
                         order by questions desc, id limit %d) c
                 order by c.questions desc, text
                """
                                .formatted(most))
                .param("language", language)
                .query((row, n) -> new Counted(named(row), row.getInt("questions")))
                .list();
    }

    /** A scheme and the concepts at its top. */
    public record Scheme(
            String title, String uri, int concepts, @Nullable String licence, List<Named> tops) {}

    public List<Scheme> schemes(String language) {
        return jdbc.sql(
                        """
                select s.title, s.uri, s.licence,
                       (select count(*) from topics.concept c where c.scheme = s.id and c.state = 'current') as concepts,
                       (select coalesce(json_agg(json_build_object('id', t.id, 'text', t.text, 'language', t.language)), '[]')
                          from (select c.id, coalesce(c.names ->> :language, c.name) as text,
                                       case when jsonb_exists(c.names, :language) then :language else c.name_language end as language
                                  from topics.concept c
                                 where c.scheme = s.id and c.state = 'current'
                                   and not exists (select from topics.relation r where r.concept = c.id and r.kind = 'broader')
                                 order by text limit 80) t) as tops
                  from topics.scheme s order by s.brought_in_at
                """)
                .param("language", language)
                .query(
                        (row, n) ->
                                new Scheme(
                                        row.getString("title"),
                                        row.getString("uri"),
                                        row.getInt("concepts"),
                                        row.getString("licence"),
                                        json
                                                .readValue(
                                                        row.getString("tops"),
                                                        new TypeReference<List<Top>>() {})
                                                .stream()
                                                .map(
                                                        top ->
                                                                new Named(
                                                                        new ConceptId(top.id()),
                                                                        top.text(),
                                                                        top.language()))
                                                .toList()))
                .list();
    }

    private record Top(long id, String text, String language) {}

    /** What a thing brought in is about. */
    public record Subject(long card, ConceptId concept, int position) {}

    /** Says what things brought in are about; counts are made by {@link #recountAll} afterwards. */
    public void subjects(List<Subject> subjects) {
        batches.batchUpdate(
                "insert into topics.subject (card, concept, position) values (:card, :concept, :position) on conflict do nothing",
                subjects.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("card", one.card())
                                                .addValue("concept", one.concept().value())
                                                .addValue("position", one.position()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /** Sets what a thing is about: at most five concepts, in order. */
    @Transactional
    public void describe(long card, List<ConceptId> concepts) {
        List<ConceptId> before =
                jdbc.sql("delete from topics.subject where card = :card returning concept")
                        .param("card", card)
                        .query((row, n) -> new ConceptId(row.getLong(1)))
                        .list();
        List<ConceptId> after = concepts.stream().distinct().limit(ABOUT).toList();
        for (int i = 0; i < after.size(); i++)
            jdbc.sql(
                            "insert into topics.subject (card, concept, position) values (:card, :concept, :position)")
                    .param("card", card)
                    .param("concept", after.get(i).value())
                    .param("position", i)
                    .update();
        count(card, after.stream().filter(one -> !before.contains(one)).toList(), 1);
        count(card, before.stream().filter(one -> !after.contains(one)).toList(), -1);
    }

    /**
     * Keeps the counts of questions; locked in order, so that two describing at once cannot wait
     * for each other.
     */
    private void count(long card, List<ConceptId> concepts, int by) {
        if (concepts.isEmpty()) return;
        jdbc.sql(
                        """
                with locked as (
                    select id from topics.concept where id = any(:concepts) order by id for update)
                update topics.concept t set questions = greatest(0, questions + :by)
                  from locked, catalogue.shown c
                 where t.id = locked.id and c.id = :card and c.kind = 'question' and c.audience = 1
                """)
                .param("concepts", concepts.stream().map(ConceptId::value).toArray(Long[]::new))
                .param("by", by)
                .param("card", card)
                .update();
    }

    /** A question counts in its topics again, or no longer. */
    public void counts(long question, boolean yes) {
        count(question, of(question, "en").stream().map(Named::id).toList(), yes ? 1 : -1);
    }

    /** Counts all concepts anew, as after an import. */
    public void recountAll() {
        jdbc.sql(
                        """
                update topics.concept t set questions = n.questions
                  from (select o.id, count(c.id) as questions from topics.concept o
                          left join topics.subject s on s.concept = o.id
                          left join catalogue.shown c on c.id = s.card and c.kind = 'question' and c.audience = 1 and c.state <> 'same'
                         group by o.id) n
                 where n.id = t.id and t.questions <> n.questions
                """)
                .update();
    }

    public List<Named> of(long card, String language) {
        return jdbc.sql(
                        """
                select c.id, coalesce(c.names ->> :language, c.name) as text,
                       case when jsonb_exists(c.names, :language) then :language else c.name_language end as language
                  from topics.subject s join topics.concept c on c.id = s.concept
                 where s.card = :card order by s.position
                """)
                .param("card", card)
                .param("language", language)
                .query((row, n) -> named(row))
                .list();
    }
}
