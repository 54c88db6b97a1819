package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.lineage.Around;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.practices.PracticePage.Adoption;
import org.commonplace.practices.PracticePage.Credit;
import org.commonplace.practices.PracticePage.Group;
import org.commonplace.practices.PracticePage.Link;
import org.commonplace.practices.PracticePage.Mine;
import org.commonplace.practices.PracticePage.Person;
import org.commonplace.practices.PracticePage.Renewal;
import org.commonplace.practices.PracticePage.Sum;
import org.commonplace.practices.PracticePage.Translated;
import org.commonplace.practices.PracticePage.Translation;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reading practices: the page in one statement beside its talk, and the lists. */
@Component
class PracticePages {
    private static final String PAGE =
            """
            select k.*, c.title, c.path, c.audience as seen_by, c.labels, c.language, p.html, p.body, p.version, p.at,
                   p.edited_at, p.licence, p.source_url, p.author, g.slug as group_slug, g.name as group_name,
                   sb.person as steward_person, sb.name as steward_name, coalesce(sb.organisation, sb.country) as steward_place,
                   coalesce(sb.sample, false) as sample,
                   s.title as successor_title, s.path as successor_path, s.state as successor_state,
                   o.title as original_title, o.path as original_path, o.language as original_language,
                   op.version as original_version,
                   (select coalesce(json_agg(json_build_object('role', r.role, 'person', b.person, 'name', b.name)
                                             order by r.at, b.name), '[]')
                      from practices.credit r join people.byline b on b.persona = r.persona
                     where r.practice = k.id) as credits,
                   (select coalesce(json_agg(json_build_object('path', t.path, 'title', t.title, 'language', t.language)
                                             order by t.language), '[]')
                      from practices.practice x
                      join catalogue.shown t on t.id = x.id and t.audience = any(:audiences)
                     where x.translation_of = coalesce(k.translation_of, k.id) and x.id <> k.id
                       and x.state not in ('draft', 'in-review')) as translations,
                   (select coalesce(json_agg(json_build_object('said', r.said, 'library', r.library, 'line', r.line,
                               'on', r.said_on, 'name', r.name, 'bySteward', r.by_steward) order by r.at), '[]')
                      from (select r.*, b.name from practices.renewal r
                              left join people.byline b on b.persona = r.persona
                             where r.practice = k.id order by r.at desc limit 60) r) as renewed,
                   (select coalesce(json_agg(json_build_object('library', a.library, 'sector', a.sector, 'size', a.size,
                               'country', a.country, 'verdict', a.verdict, 'done', a.done, 'adapted', a.adapted,
                               'cost', a.cost, 'reached', a.reached, 'on', a.tried_on, 'name', a.name,
                               'person', a.person, 'own', a.reporter = :viewer) order by a.at desc), '[]')
                      from (select a.*, b.name, b.person from practices.adoption a
                              left join people.byline b on b.persona = a.reporter
                             where a.practice = k.id order by a.at desc, a.id desc limit 60) a) as adopted,
                   (select coalesce(json_agg(json_build_object(
                               'id', t.concept, 'label', coalesce(t.names ->> :language, t.name),
                               'language', case when jsonb_exists(t.names, :language) then :language else t.name_language end)
                               order by t.position), '[]')
                      from topics.about t where t.card = k.id) as topics,
                   (select coalesce(json_agg(json_build_object('path', n.path, 'title', n.title, 'state', n.state)
                                             order by n.likeness desc), '[]')
                      from (select b.path, b.title, b.state, x.likeness from search.neighbours x
                              join catalogue.shown b on b.id = x.neighbour and b.audience = any(:audiences)
                             where x.card = k.id order by x.likeness desc limit 6) n) as beside,
                   (select coalesce(json_agg(json_build_object('path', b.path, 'title', b.title, 'state', b.state)), '[]')
                      from catalogue.flagged f
                      join catalogue.shown b on b.id = f.because_of and b.audience = any(:audiences)
                     where f.card = k.id) as causes,
                   lineage.around(k.id, :audiences) as around,
                   (select count(*) from practices.proposal x where x.practice = k.id and x.decided_at is null) as proposals,
                   exists (select from conversations.posted t where t.thread = k.id and t.id <> k.id) as talked,
                   exists (select from practices.co_steward x where x.practice = k.id and x.member = :viewer) as co,
                   exists (select from communities.stewardship w
                            where w.community = c.community and w.member = :viewer) as hosts,
                   (select w.level from awareness.level w where w.card = k.id and w.member = :viewer) as level,
                   exists (select from people.employed e where e.member = :viewer) as library,
                   exists (select from practices.shelved x join people.employed e on e.organisation = x.organisation
                            where x.practice = k.id and e.member = :viewer) as shelved,
                   (select json_build_object('to', b.name, 'asked',
                               (select max(r.shown_at) from awareness.asked r
                                 where r.card = k.id and r.member = h.to_member and r.kind = 'handover'))
                      from practices.handover h left join people.byline b on b.persona = coalesce(h.to_persona, h.to_member)
                     where h.practice = k.id and h.decided_at is null order by h.offered_at desc limit 1) as offer,
                   exists (select from practices.handover h
                            where h.practice = k.id and h.to_member = :viewer and h.decided_at is null) as offered
              from practices.practice k
              join catalogue.shown c on c.id = k.id and c.audience = any(:audiences)
              join conversations.posted p on p.id = k.id
              left join communities.named g on g.id = c.community
              left join people.byline sb on sb.persona = k.steward
              left join catalogue.shown s on s.id = k.superseded_by and s.audience = any(:audiences)
              left join catalogue.shown o on o.id = k.translation_of and o.audience = any(:audiences)
              left join conversations.posted op on op.id = o.id
             where k.id = :id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cards cards;

    PracticePages(JdbcClient jdbc, JsonMapper json, Cards cards) {
        this.jdbc = jdbc;
        this.json = json;
        this.cards = cards;
    }

    PracticePage page(PracticeId id, Locale language, Viewer viewer) {
        return jdbc.sql(PAGE)
                .param("id", id.value())
                .param("viewer", viewer.id())
                .param("audiences", viewer.audienceIds())
                .param("language", language.getLanguage())
                .query((row, n) -> page(row, viewer))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    private <T> List<T> list(ResultSet row, String column, TypeReference<List<T>> type)
            throws SQLException {
        return json.readValue(row.getString(column), type);
    }

    private PracticePage page(ResultSet row, Viewer viewer) throws SQLException {
        Long steward = Rows.longOrNull(row, "steward");
        Kind kind = Kind.of(row.getString("kind"));
        Standing standing = Standing.of(row.getString("state"));
        String language = row.getString("language");
        return new PracticePage(
                new PracticeId(row.getLong("id")),
                row.getString("title"),
                row.getString("path"),
                row.getString("slug"),
                kind,
                standing,
                row.getLong("seen_by"),
                row.getString("group_slug") == null
                        ? null
                        : new Group(row.getString("group_slug"), row.getString("group_name")),
                new ArrayList<>(Rows.texts(row, "labels")),
                row.getString("html"),
                row.getString("body"),
                row.getInt("version"),
                Rows.instant(row, "at"),
                Rows.instantOrNull(row, "edited_at"),
                row.getString("licence"),
                language == null ? "en" : language,
                row.getString("source_url"),
                row.getString("resource_url"),
                steward == null
                        ? null
                        : new Person(
                                steward,
                                Rows.longOrNull(row, "steward_person"),
                                row.getString("steward_name"),
                                row.getString("steward_place")),
                Rows.instantOrNull(row, "steward_since"),
                list(row, "credits", new TypeReference<List<Credit>>() {}),
                row.getInt("review_months"),
                row.getInt("promise_days"),
                Rows.instantOrNull(row, "published_at"),
                Rows.instantOrNull(row, "review_at"),
                Rows.instantOrNull(row, "looking_since"),
                row.getString("retired_because"),
                row.getString("successor_path") == null
                        ? null
                        : new Link(
                                row.getString("successor_path"),
                                row.getString("successor_title"),
                                row.getString("successor_state")),
                row.getString("original_path") == null
                        ? null
                        : new Translated(
                                row.getString("original_path"),
                                row.getString("original_title"),
                                String.valueOf(row.getString("original_language")),
                                row.getInt("translated_version"),
                                row.getInt("original_version")),
                list(row, "translations", new TypeReference<List<Translation>>() {}),
                row.getInt("worked"),
                row.getInt("partly"),
                row.getInt("not_here"),
                row.getLong("reached"),
                row.getInt("renewals"),
                list(row, "renewed", new TypeReference<List<Renewal>>() {}),
                list(row, "adopted", new TypeReference<List<Adoption>>() {}),
                list(row, "sums", new TypeReference<List<Sum>>() {}),
                Named.list(row.getString("topics"), json),
                list(row, "beside", new TypeReference<List<Link>>() {}),
                list(row, "causes", new TypeReference<List<Link>>() {}),
                Around.of(row.getString("around"), json),
                row.getInt("proposals"),
                row.getInt("dead_links"),
                picture(row),
                row.getBoolean("talked"),
                row.getBoolean("sample"),
                offer(row),
                mine(row, steward, kind, standing, viewer));
    }

    private PracticePage.@Nullable Offer offer(ResultSet row) throws SQLException {
        String offer = row.getString("offer");
        return offer == null ? null : json.readValue(offer, PracticePage.Offer.class);
    }

    private PracticePage.@Nullable Picture picture(ResultSet row) throws SQLException {
        String picture = row.getString("picture");
        return picture == null ? null : json.readValue(picture, PracticePage.Picture.class);
    }

    private static Mine mine(
            ResultSet row, @Nullable Long steward, Kind kind, Standing standing, Viewer viewer)
            throws SQLException {
        PersonaId author = new PersonaId(row.getLong("author"));
        boolean keeps =
                (steward != null && viewer.mine(new PersonaId(steward)))
                        || (steward == null && !standing.published() && viewer.mine(author));
        boolean hosts = row.getBoolean("hosts") || viewer.moderates();
        boolean own = keeps || (!kind.kept() && viewer.mine(author));
        boolean published = standing.published();
        boolean edits = own || (published && (row.getBoolean("co") || (hosts && steward == null)));
        return new Mine(
                keeps,
                edits,
                edits || (published && hosts),
                hosts,
                row.getString("level"),
                viewer.signedIn(),
                row.getBoolean("library"),
                row.getBoolean("shelved"),
                row.getBoolean("offered"));
    }

    /** A practice in a list. */
    public record Entry(Listed card, Kind kind, int worked, int renewals, List<Topic> topics) {}

    /** A topic's word in a list, in the reader's language where there is one. */
    public record Topic(long id, String label) {
        public String path() {
            return "/topics/" + PublicId.text(id);
        }
    }

    private static final Map<String, String> WHICH =
            Map.of(
                    "renewed", "and c.state = 'current'",
                    "due", "and c.state in ('due', 'overdue')",
                    "unkept", "and c.state = 'overdue' and c.byline is null",
                    "mine", "and c.byline = any(:personas)",
                    "drafts",
                            "and c.state in ('draft', 'in-review') and c.byline = any(:personas)");

    /** Which practices a list holds: all that stand, or renewed, due, unkept, mine or drafts. */
    List<Entry> list(
            String which, @Nullable String after, int most, Locale language, Viewer viewer) {
        boolean first = after == null || after.isEmpty();
        return jdbc.sql(
                        """
            select c.*, k.kind as practice_kind, k.worked, k.renewals,
                   (select coalesce(json_agg(json_build_object('id', t.concept, 'label', coalesce(t.names ->> :language, t.name))
                                             order by t.position), '[]') from topics.about t where t.card = c.id) as topics
              from (select c.* from catalogue.listed c
                     where c.audience = any(:audiences) and c.kind = 'practice' %s %s
                     order by c.at desc, c.id desc limit %d) c
              join practices.practice k on k.id = c.id
             order by c.at desc, c.id desc
            """
                                .formatted(
                                        WHICH.getOrDefault(
                                                which,
                                                "and c.state not in ('draft', 'in-review', 'superseded', 'retired')"),
                                        first
                                                ? ""
                                                : "and (c.at, c.id) < (select a.at, a.id from catalogue.every a where a.id = :after)",
                                        most))
                .param("audiences", viewer.audienceIds())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .param("after", first ? 0L : PublicId.parse(String.valueOf(after)))
                .param("language", language.getLanguage())
                .query(
                        (row, n) ->
                                new Entry(
                                        Cards.listed(row),
                                        Kind.of(row.getString("practice_kind")),
                                        row.getInt("worked"),
                                        row.getInt("renewals"),
                                        list(row, "topics", new TypeReference<List<Topic>>() {})))
                .list();
    }

    /** What happened to a practice, in order: the table behind the picture of its life. */
    public record Event(java.time.Instant at, String what, @Nullable String name, String detail) {}

    List<Event> events(PracticeId id) {
        return jdbc.sql(
                        """
                select e.at, e.what, b.name, e.detail from (
                    select at, 'to-' || to_state as what, who as persona, because as detail
                      from catalogue.moves where card = :id
                    union all
                    select at, case when by_steward then 'renewed' else said end, persona,
                           concat_ws(' · ', nullif(library, ''), nullif(line, ''))
                      from practices.renewal where practice = :id
                    union all
                    select at, verdict, reporter, concat_ws(' · ', library, nullif(done, ''))
                      from practices.adoption where practice = :id
                    union all
                    select decided_at, 'handed-over', to_persona, ''
                      from practices.handover where practice = :id and accepted) e
                  left join people.byline b on b.persona = e.persona
                 order by e.at desc limit 300
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Event(
                                        Rows.instant(row, "at"),
                                        row.getString("what"),
                                        row.getString("name"),
                                        row.getString("detail")))
                .list();
    }
}
