package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.conversations.Written;
import org.commonplace.lineage.Around;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.questions.QuestionPage.Asked;
import org.commonplace.questions.QuestionPage.AskedToo;
import org.commonplace.questions.QuestionPage.Group;
import org.commonplace.questions.QuestionPage.Link;
import org.commonplace.questions.QuestionPage.Mine;
import org.commonplace.questions.QuestionPage.Outcome;
import org.commonplace.questions.QuestionPage.Rescue;
import org.commonplace.questions.ThreadPage.AnswerShown;
import org.commonplace.questions.ThreadPage.Report;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A question's page in two statements: the question with what stands around it, and the posts. */
@Component
class QuestionPages {
    static final int ANSWERS = 20;
    private static final int COMMENTS = 500;

    private static final String HEAD =
            """
            select q.*, c.title, c.path, c.audience, c.community, c.imported, exists (select from communities.under_rule u where u.thread = q.id) as chatham,
                   exists (select from communities.labs l where l.id = c.community) as lab, g.slug as group_slug, g.name as group_name,
                   d.title as duplicate_title, d.path as duplicate_path, d.state as duplicate_state,
                   (select coalesce(json_agg(json_build_object(
                               'id', t.concept, 'label', coalesce(t.names ->> :language, t.name),
                               'language', case when jsonb_exists(t.names, :language) then :language else t.name_language end)
                               order by t.position), '[]')
                      from topics.about t where t.card = q.id) as topics,
                   (select coalesce(json_agg(json_build_object('path', n.path, 'title', n.title, 'state', n.state)
                                             order by n.likeness desc), '[]')
                      from (select o.path, o.title, o.state, b.likeness from search.neighbours b
                              join catalogue.shown o on o.id = b.neighbour
                                and o.audience = any(:audiences) and o.state <> 'same'
                             where b.card = q.id order by b.likeness desc limit 6) n) as beside,
                   (select coalesce(json_agg(json_build_object('path', n.path, 'title', n.title, 'state', n.state)), '[]')
                      from (select o.path, o.title, o.state from questions.link k
                              join catalogue.shown o on o.id = case when k.question = q.id then k.other else k.question end
                                and o.audience = any(:audiences)
                             where k.question = q.id or k.other = q.id limit 12) n) as linked,
                   case when q.state = 'asked' and q.clock_from is not null then
                       (select json_build_object(
                                   'invited', count(*) filter (where a.guest and a.put),
                                   'waiting', count(*) filter (where a.guest and not a.put),
                                   'hosts', coalesce(json_agg(s.name order by a.at) filter (where not a.guest and a.put and s.name is not null), '[]'),
                                   'hostsWaiting', count(*) filter (where not a.guest and not a.put),
                                   'last', max(a.at))
                          from (select r.member, bool_or(r.kind = 'invited') as guest, bool_or(r.shown_at is not null) as put,
                                       max(r.shown_at) as at
                                  from awareness.asked r
                                 where r.card = q.id and r.kind in ('invited', 'asked', 'stewards')
                                   and (r.shown_at is not null or r.done_at is null)
                                 group by r.member) a
                          left join people.byline s on s.persona = a.member) end as asked,
                   case when q.state <> 'same' then
                       (select coalesce(json_agg(json_build_object('path', o.path, 'title', o.title, 'at', o.at) order by o.at), '[]')
                          from questions.question s join catalogue.shown o on o.id = s.id and o.audience = any(:audiences)
                         where s.duplicate_of = q.id) end as asked_too,
                   case when q.kind = 'survey' then
                       (select coalesce(json_agg(json_build_object('position', f.position, 'label', f.label, 'kind', f.kind,
                                   'options', f.options) order by f.position), '[]')
                          from questions.survey_field f where f.question = q.id) end as survey_fields,
                   case when q.kind = 'survey' then
                       (select coalesce(json_agg(json_build_object('id', r.id, 'library', r.library, 'sector', r.sector,
                                   'size', r.size, 'country', r.country, 'answers', r.answers, 'line', r.line, 'at', r.at,
                                   'name', rb.name, 'person', case when rb.alias then null else rb.person end,
                                   'own', r.persona = any(:personas)) order by r.at), '[]')
                          from (select r.* from questions.survey_reply r
                                  join catalogue.shown rc on rc.id = r.id and rc.audience = any(:audiences)
                                 where r.question = q.id order by r.at limit 1000) r
                          left join people.byline rb on rb.persona = r.persona) end as survey_replies,
                   lineage.around(q.id, :audiences) as around,
                   (select json_build_object('said', o.said, 'line', o.line, 'at', o.at)
                      from questions.outcome o where o.question = q.id) as outcome,
                   (select w.level from awareness.level w where w.card = q.id and w.member = :viewer) as level,
                   exists (select from questions.same_problem s where s.question = q.id and s.member = :viewer) as has_same,
                   exists (select from communities.stewardship w where w.community = c.community and w.member = :viewer)
                       as steward,
                   (select d.fields from chrome.drafted d where d.owner = :owner and d.form = 'answer ' || :key) as draft
              from questions.question q
              join catalogue.shown c on c.id = q.id and c.audience = any(:audiences)
              left join communities.named g on g.id = c.community
              left join catalogue.shown d on d.id = q.duplicate_of and d.audience = any(:audiences)
             where q.id = :id
            """;

    private static final String POSTS =
            """
            select %s,
                   c.labels, a.id as answer, a.accepted, a.worked, a.partly, a.not_here, a.last_worked_on,
                   a.last_worked_at, a.imported_score,
                   case when a.worked + a.partly + a.not_here > 0 then (
                       select json_agg(json_build_object('library', r.library, 'verdict', r.verdict, 'line', r.line,
                                                         'on', r.tried_on, 'name', rb.name, 'person', rb.person)
                                       order by r.at)
                         from questions.report r left join people.byline rb on rb.persona = r.reporter
                        where r.answer = a.id) end as reports
              from %%s
              join catalogue.every c on c.id = p.id and %s
              left join people.byline b on b.persona = p.author
              left join questions.answer a on a.id = p.id
             %%s order by a.standing desc nulls last, a.answered_at, a.id, p.at, p.id
            """
                    .formatted(Written.COLUMNS, Written.SHOWN);

    /** The posts of a thread that fits on one page, as nearly all do. */
    private static final String WHOLE =
            POSTS.formatted("conversations.posted p", "where p.thread = :id");

    /** Of a longer thread: the answers after a certain one, and the comments on what is shown. */
    private static final String SOME =
            """
            with page (id) as (
                select a.id from questions.answer a
                 where a.question = :id
                   and (cast(:after as bigint) is null or (-a.standing, a.answered_at, a.id) >
                        (select -b.standing, b.answered_at, b.id from questions.answer b where b.id = :after))
                 order by a.standing desc, a.answered_at, a.id limit %d),
            wanted (id) as (
                select id from page union all select cast(:id as bigint) union all
                (select p.id from (select id from page union all select cast(:id as bigint)) o
                   join conversations.posted p on p.reply_to = o.id and p.kind = 'comment'
                  order by p.at, p.id limit %d))
            """
                            .formatted(ANSWERS + 1, COMMENTS)
                    + POSTS.formatted("wanted w join conversations.posted p on p.id = w.id", "");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cards cards;

    QuestionPages(JdbcClient jdbc, JsonMapper json, Cards cards) {
        this.jdbc = jdbc;
        this.json = json;
        this.cards = cards;
    }

    /** A question with some of its posts. */
    record Whole(QuestionPage question, ThreadPage thread) {}

    /** The page from a certain answer on; {@code owner} is whose drafts are looked for. */
    Whole page(
            QuestionId id, @Nullable String after, String owner, Locale language, Viewer viewer) {
        QuestionPage head = head(id, owner, language, viewer);
        boolean all =
                (after == null || after.isEmpty())
                        && head.answers() <= ANSWERS
                        && head.comments() <= COMMENTS;
        return new Whole(head, thread(posts(id, all ? null : after, all, viewer)));
    }

    /** The question without its posts. */
    QuestionPage head(QuestionId id, String owner, Locale language, Viewer viewer) {
        return jdbc.sql(HEAD)
                .param("id", id.value())
                .param("key", id.toString())
                .param("viewer", viewer.id())
                .param("audiences", viewer.audienceIds())
                .param("language", language.getLanguage())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .param("owner", owner)
                .query((row, n) -> head(row, viewer))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    private record Row(Written post, String kind, long replyTo, @Nullable AnswerShown answer) {}

    private List<Row> posts(QuestionId id, @Nullable String after, boolean all, Viewer viewer) {
        JdbcClient.StatementSpec statement =
                jdbc.sql(all ? WHOLE : SOME)
                        .param("id", id.value())
                        .param("viewer", viewer.id())
                        .param("audiences", viewer.audienceIds())
                        .param("personas", viewer.personas().toArray(new Long[0]));
        if (!all)
            statement.param(
                    "after", after == null || after.isEmpty() ? null : PublicId.parse(after));
        return statement.query((row, n) -> row(row, viewer)).list();
    }

    private static ThreadPage thread(List<Row> rows) {
        Map<Long, AnswerShown> answers = new LinkedHashMap<>();
        List<Written> comments = new ArrayList<>();
        Written opening = null;
        for (Row row : rows) if (row.answer() != null) answers.put(row.post().id(), row.answer());
        for (Row row : rows) {
            AnswerShown to = answers.get(row.replyTo());
            if (row.kind().equals("opening")) opening = row.post();
            else if (row.kind().equals("comment") && to != null) to.comments().add(row.post());
            else if (row.kind().equals("comment")) comments.add(row.post());
        }
        if (opening == null) throw new NotFound();
        List<AnswerShown> all = new ArrayList<>(answers.values());
        boolean further = all.size() > ANSWERS;
        List<AnswerShown> shown = further ? all.subList(0, ANSWERS) : all;
        return new ThreadPage(
                opening, shown, comments, further ? shown.getLast().post().key() : null);
    }

    private Row row(ResultSet row, Viewer viewer) throws SQLException {
        Written post = Written.of(row, viewer, Rows.intOrNull(row, "imported_score"));
        row.getLong("answer");
        boolean answer = !row.wasNull();
        return new Row(
                post,
                row.getString("kind"),
                row.getLong("reply_to"),
                answer ? answer(row, post) : null);
    }

    private record Told(
            String library,
            String verdict,
            String line,
            LocalDate on,
            @Nullable String name,
            @Nullable Long person) {}

    private AnswerShown answer(ResultSet row, Written post) throws SQLException {
        String told = row.getString("reports");
        List<Told> reports =
                told == null ? List.of() : json.readValue(told, new TypeReference<>() {});
        return new AnswerShown(
                post,
                row.getBoolean("accepted"),
                row.getInt("worked"),
                row.getInt("partly"),
                row.getInt("not_here"),
                Rows.dateOrNull(row, "last_worked_on"),
                row.getString("last_worked_at"),
                Rows.texts(row, "labels"),
                reports.stream()
                        .map(
                                one ->
                                        new Report(
                                                one.library(),
                                                Verdict.of(one.verdict()),
                                                one.line(),
                                                one.on(),
                                                one.name(),
                                                one.person()))
                        .toList(),
                new ArrayList<>());
    }

    private Survey survey(ResultSet row) throws SQLException {
        String fields = row.getString("survey_fields");
        return fields == null
                ? new Survey(List.of(), List.of())
                : new Survey(
                        json.readValue(fields, new TypeReference<List<Survey.Field>>() {}),
                        json.readValue(
                                row.getString("survey_replies"),
                                new TypeReference<List<Survey.Reply>>() {}));
    }

    private @Nullable Outcome outcome(ResultSet row) throws SQLException {
        String told = row.getString("outcome");
        return told == null ? null : json.readValue(told, Outcome.class);
    }

    /** Where everybody writes under an alias, a page tells nothing of who was asked. */
    private Asked asked(ResultSet row) throws SQLException {
        String asked = row.getString("asked");
        return asked == null || row.getBoolean("lab") || row.getBoolean("chatham")
                ? Asked.NOBODY
                : json.readValue(asked, Asked.class);
    }

    private List<AskedToo> askedToo(ResultSet row) throws SQLException {
        String asked = row.getString("asked_too");
        return asked == null
                ? List.of()
                : json.readValue(asked, new TypeReference<List<AskedToo>>() {});
    }

    private QuestionPage head(ResultSet row, Viewer viewer) throws SQLException {
        String draft = row.getString("draft");
        boolean asker = viewer.mine(new PersonaId(row.getLong("asker")));
        State state = State.of(row.getString("state"));
        return new QuestionPage(
                new QuestionId(row.getLong("id")),
                row.getString("title"),
                row.getString("path"),
                row.getString("slug"),
                Kind.of(row.getString("kind")),
                state,
                row.getLong("audience"),
                row.getString("group_slug") == null
                        ? null
                        : new Group(
                                row.getLong("community"),
                                row.getString("group_slug"),
                                row.getString("group_name")),
                Rows.dateOrNull(row, "needed_by"),
                state == State.CLOSED
                        ? row.getString("closed_because")
                        : row.getString("settled_because"),
                row.getString("duplicate_path") == null
                        ? null
                        : new Link(
                                row.getString("duplicate_path"),
                                row.getString("duplicate_title"),
                                row.getString("duplicate_state")),
                askedToo(row),
                row.getInt("answers"),
                row.getInt("comments"),
                row.getInt("worked"),
                row.getInt("same"),
                Rows.intOrNull(row, "imported_score"),
                Rows.intOrNull(row, "imported_views"),
                row.getBoolean("imported"),
                row.getBoolean("chatham"),
                row.getBoolean("lab"),
                Rows.instant(row, "asked_at"),
                Named.list(row.getString("topics"), json),
                json.readValue(row.getString("beside"), new TypeReference<List<Link>>() {}),
                json.readValue(row.getString("linked"), new TypeReference<List<Link>>() {}),
                new Rescue(
                        row.getInt("clock_step"),
                        Rows.instantOrNull(row, "clock_from"),
                        Rows.instantOrNull(row, "clock_at"),
                        asked(row),
                        row.getInt("followers_told"),
                        Rows.instantOrNull(row, "offered_at")),
                outcome(row),
                survey(row),
                Around.of(row.getString("around"), json),
                new Mine(
                        asker,
                        asker || viewer.moderates() || row.getBoolean("steward"),
                        row.getString("level"),
                        row.getBoolean("has_same"),
                        viewer.signedIn()),
                draft == null
                        ? Map.of()
                        : json.readValue(draft, new TypeReference<Map<String, String>>() {}));
    }
}
