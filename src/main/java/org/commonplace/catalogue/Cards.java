package org.commonplace.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Gone;
import org.commonplace.chrome.Held;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cards of the house. Every room writes its own in the transaction of the thing itself. */
@Component
public class Cards {
    /** The label of what was made out of something whose review date has passed. */
    public static final String BUILDS_ON_OVERDUE = "builds-on-overdue";

    /** The label of what was made out of something withdrawn or replaced. */
    public static final String BUILDS_ON_WITHDRAWN = "builds-on-withdrawn";

    private static final String INSERT =
            """
            insert into catalogue.card (id, kind, title, gist, state, byline, audience, community, parent, language,
                                        path, labels, at, moved_at, imported)
            values (:id, :kind, :title, :gist, :state, :byline, :audience, :community, :parent, :language,
                    :path, :labels, :at, :at, :imported)
            """;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Clock clock;

    Cards(JdbcClient jdbc, NamedParameterJdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    public void file(Card card) {
        file(List.of(card));
    }

    public void file(List<Card> cards) {
        batches.batchUpdate(
                INSERT,
                cards.stream().map(Cards::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource parameters(Card card) {
        Voice byline = card.byline();
        return new MapSqlParameterSource()
                .addValue("id", card.id())
                .addValue("kind", card.kind())
                .addValue("title", Line.of(card.title()))
                .addValue("gist", card.gist())
                .addValue("state", card.state())
                .addValue("byline", byline == null ? null : byline.id())
                .addValue("audience", card.audience())
                .addValue("community", card.community())
                .addValue("parent", card.parent())
                .addValue("language", card.language())
                .addValue("path", card.path())
                .addValue("labels", card.labels().toArray(new String[0]))
                .addValue("at", Rows.sql(card.at()))
                .addValue("imported", card.imported());
    }

    /** Writes title, gist and path anew after an edit. */
    public void rewrite(long id, String title, String gist, String path) {
        jdbc.sql(
                        "update catalogue.card set title = :title, gist = :gist, path = :path where id = :id")
                .param("title", Line.of(title))
                .param("gist", gist)
                .param("path", path)
                .param("id", id)
                .update();
    }

    public void gist(long id, String gist) {
        jdbc.sql("update catalogue.card set gist = :gist where id = :id")
                .param("gist", gist)
                .param("id", id)
                .update();
    }

    /** Writes a state; who moves a thing calls {@link Moves}. */
    void state(long id, String state, Instant at) {
        jdbc.sql(
                        "update catalogue.card set state = :state, moved_at = greatest(moved_at, :at) where id = :id")
                .param("state", state)
                .param("at", Rows.sql(at))
                .param("id", id)
                .update();
    }

    /** The state of what was brought in, whose history is another house’s. */
    public void broughtIn(long id, String state, Instant at) {
        state(id, state, at);
    }

    /** Says that something happened to a card, for lists in order of latest movement. */
    public void moved(long id, Instant at) {
        jdbc.sql("update catalogue.card set moved_at = greatest(moved_at, :at) where id = :id")
                .param("at", Rows.sql(at))
                .param("id", id)
                .update();
    }

    /** Says who answers for a thing from now on. */
    public void byline(long id, @Nullable Voice byline) {
        jdbc.sql("update catalogue.card set byline = :byline where id = :id")
                .param("byline", byline == null ? null : byline.id())
                .param("id", id)
                .update();
    }

    public void audience(long id, long audience) {
        jdbc.sql("update catalogue.card set audience = :audience where id = :id or parent = :id")
                .param("audience", audience)
                .param("id", id)
                .update();
    }

    /** Labels cards because of another one; in the transaction of what happened to that one. */
    public void flag(Collection<Long> cards, String label, long becauseOf) {
        if (cards.isEmpty()) return;
        Long[] ids = cards.toArray(new Long[0]);
        jdbc.sql(
                        """
                insert into catalogue.flag (card, label, because_of)
                select unnest(cast(:cards as bigint[])), :label, :becauseOf on conflict do nothing
                """)
                .param("cards", ids)
                .param("label", label)
                .param("becauseOf", becauseOf)
                .update();
        label(ids, List.of(label));
    }

    private void label(Long[] cards, List<String> labels) {
        jdbc.sql(
                        """
                update catalogue.card c
                   set labels = array(select distinct l from unnest(c.labels || cast(:labels as text[])) l order by l)
                 where c.id = any(:cards) and not c.labels @> cast(:labels as text[])
                """)
                .param("cards", cards)
                .param("labels", labels.toArray(new String[0]))
                .update();
    }

    /** Ends what a card gave as a cause; a label goes where it was the last one. */
    public void unflag(String label, long becauseOf) {
        Long[] ended =
                jdbc.sql(
                                "delete from catalogue.flag where because_of = :becauseOf and label = :label returning card")
                        .param("label", label)
                        .param("becauseOf", becauseOf)
                        .query((row, n) -> row.getLong(1))
                        .list()
                        .toArray(Long[]::new);
        if (ended.length == 0) return;
        // Arrays on both sides: they are hashed, whatever the planner knows of a table just
        // emptied.
        jdbc.sql(
                        """
                update catalogue.card set labels = array_remove(labels, :label)
                 where id = any(:ended)
                   and id <> all (array(select card from catalogue.flag where card = any(:ended) and label = :label))
                """)
                .param("label", label)
                .param("ended", ended)
                .update();
    }

    /**
     * Gives cards the flags that another one bears, and those that its own state is a cause of:
     * what is made of it inherits them.
     */
    public void inheritFlags(long origin, Collection<Long> cards) {
        List<String> labels =
                jdbc.sql(
                                """
                with given as (
                    select label, because_of from catalogue.flag where card = :origin
                    union
                    select case state when 'overdue' then :onOverdue else :onWithdrawn end, id from catalogue.card
                     where id = :origin and state in ('overdue', 'superseded', 'retired')),
                filed as (
                    insert into catalogue.flag (card, label, because_of)
                    select c, g.label, g.because_of from given g, unnest(cast(:cards as bigint[])) c
                     where c <> g.because_of
                    on conflict do nothing)
                select distinct label from given
                """)
                        .param("onOverdue", BUILDS_ON_OVERDUE)
                        .param("onWithdrawn", BUILDS_ON_WITHDRAWN)
                        .param("origin", origin)
                        .param("cards", cards.toArray(new Long[0]))
                        .query((row, n) -> row.getString(1))
                        .list();
        if (!labels.isEmpty()) label(cards.toArray(new Long[0]), labels);
    }

    public void hide(long id, String because) {
        jdbc.sql(
                        "update catalogue.card set hidden_at = :now, hidden_because = :because where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("because", because)
                .param("id", id)
                .update();
    }

    public void show(long id) {
        jdbc.sql("update catalogue.card set hidden_at = null, hidden_because = null where id = :id")
                .param("id", id)
                .update();
    }

    /** Leaves a tombstone: the address answers when and why the thing went. */
    public void bury(long id, String because) {
        jdbc.sql(
                        "update catalogue.card set gone_at = :now, gone_because = :because where id = :id and gone_at is null")
                .param("now", Rows.sql(clock.instant()))
                .param("because", because)
                .param("id", id)
                .update();
    }

    /**
     * Why a page cannot be shown: {@link Gone} for a tombstone that the viewer could have seen,
     * {@link Held} for what is the viewer's own and hidden, else {@link NotFound}.
     */
    public RuntimeException missing(long id, Viewer viewer) {
        return jdbc.sql(
                        """
                select c.id, c.gone_at, c.gone_because, c.hidden_at, c.hidden_because, c.byline, c.title, c.gist
                  from catalogue.card c
                 where c.audience = any(:audiences) and c.id = :id
                """)
                .param("audiences", viewer.audienceIds())
                .param("id", id)
                .query((row, n) -> missing(row, viewer))
                .optional()
                .orElseGet(NotFound::new);
    }

    private static RuntimeException missing(ResultSet row, Viewer viewer) throws SQLException {
        Instant gone = Rows.instantOrNull(row, "gone_at");
        if (row.getString("hidden_at") == null)
            return gone == null ? new NotFound() : new Gone(gone, row.getString("gone_because"));
        Long byline = Rows.longOrNull(row, "byline");
        return byline != null && viewer.mine(new PersonaId(byline))
                ? new Held(
                        row.getString("title"),
                        row.getString("gist"),
                        String.valueOf(row.getString("hidden_because")).startsWith("hold."),
                        PublicId.text(row.getLong("id")),
                        String.valueOf(row.getString("hidden_because")))
                : new NotFound();
    }

    /** Where and what a card is, if the viewer may see it. */
    public record Place(
            long id,
            String kind,
            String title,
            String path,
            long audience,
            @Nullable Long parent,
            @Nullable PersonaId byline) {}

    public Place place(long id, Viewer viewer) {
        return jdbc.sql(
                        """
                select c.id, c.kind, c.title, c.path, c.audience, c.parent, c.byline from catalogue.shown c
                 where c.audience = any(:audiences) and c.id = :id
                """)
                .param("audiences", viewer.audienceIds())
                .param("id", id)
                .query((row, n) -> place(row))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /** As {@link #place}, where there may be none. */
    public Optional<Place> find(long id, Viewer viewer) {
        try {
            return Optional.of(place(id, viewer));
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    private static Place place(ResultSet row) throws SQLException {
        Long byline = Rows.longOrNull(row, "byline");
        return new Place(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("path"),
                row.getLong("audience"),
                Rows.longOrNull(row, "parent"),
                byline == null ? null : new PersonaId(byline));
    }

    /** What kind of thing a card is, or nothing where there is none. */
    public String kind(long id) {
        return jdbc.sql("select kind from catalogue.card where id = :id")
                .param("id", id)
                .query((row, n) -> row.getString(1))
                .optional()
                .orElse("");
    }

    /** Whether there is a card of this id. */
    public boolean filed(long id) {
        return jdbc.sql("select exists (select from catalogue.card where id = :id)")
                .param("id", id)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** What something new below a thing needs to know of it, if the viewer may see the thing. */
    public record Filed(
            String kind, String title, String path, long audience, @Nullable Long community) {

        /** Whether only some members may see it. */
        boolean closed() {
            return openness() == 0;
        }

        private int openness() {
            return audience == Viewer.EVERYONE ? 2 : audience == Viewer.MEMBERS ? 1 : 0;
        }
    }

    public Filed filed(long id, Viewer viewer) {
        return jdbc.sql(
                        """
                select c.kind, c.title, c.path, c.audience, c.community from catalogue.shown c
                 where c.audience = any(:audiences) and c.id = :id
                """)
                .param("audiences", viewer.audienceIds())
                .param("id", id)
                .query(
                        (row, n) ->
                                new Filed(
                                        row.getString("kind"),
                                        row.getString("title"),
                                        row.getString("path"),
                                        row.getLong("audience"),
                                        Rows.longOrNull(row, "community")))
                .optional()
                .orElseThrow(() -> missing(id, viewer));
    }

    /**
     * Where something made of all these belongs: with the one that fewest may see, so that nobody
     * reads words that were not meant for them. Throws {@link Forbidden} where two are closed to
     * each other's readers.
     */
    public Filed narrowest(Collection<Long> origins, Viewer viewer) {
        Filed narrowest = null;
        for (long origin : origins) {
            Filed one = filed(origin, viewer);
            if (narrowest == null || one.openness() < narrowest.openness()) narrowest = one;
            else if (one.closed() && one.audience() != narrowest.audience())
                throw new Forbidden("error.origins-apart");
        }
        return Objects.requireNonNull(narrowest, "made of nothing");
    }

    /** The cards of these ids that the viewer may see, in the order given. */
    public List<Listed> listed(List<Long> ids, Viewer viewer) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(
                        """
                select c.*
                  from unnest(cast(:ids as bigint[])) with ordinality as wanted (id, place)
                  join catalogue.listed c on c.id = wanted.id
                     and c.audience = any(:audiences)
                 order by wanted.place
                """)
                .param("ids", ids.toArray(new Long[0]))
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> listed(row))
                .list();
    }

    /** The cards of these ids that the viewer may see, and those they stand under, by id. */
    public Map<Long, Listed> withParents(Collection<Long> ids, Viewer viewer) {
        Map<Long, Listed> cards = new HashMap<>();
        if (!ids.isEmpty())
            jdbc.sql(
                            """
                    with asked (id) as (select unnest(cast(:ids as bigint[]))),
                    wanted (id) as (
                        select id from asked union
                        select p.parent from asked join catalogue.card p on p.id = asked.id where p.parent is not null)
                    select c.* from wanted
                      join catalogue.listed c on c.id = wanted.id and c.audience = any(:audiences)
                    """)
                    .param("ids", ids.toArray(new Long[0]))
                    .param("audiences", viewer.audienceIds())
                    .query((row, n) -> listed(row))
                    .list()
                    .forEach(card -> cards.put(card.id(), card));
        return cards;
    }

    /** A card of somebody's own list; hidden where nobody else can see it now. */
    public record Made(Listed card, boolean hidden) {}

    /**
     * What somebody made, newest first, and for themselves what is hidden too; {@code after} is the
     * id of the last card of the page before.
     */
    public List<Made> by(
            MemberId member, List<String> kinds, @Nullable String after, int most, Viewer viewer) {
        return jdbc.sql(
                        """
                select c.* from (
                    select l.*, false as hidden from catalogue.listed l where l.audience = any(:audiences)
                    union all
                    select h.id, h.parent, h.kind, h.title, h.gist, h.state, h.path, h.language, h.labels, h.imported, h.at,
                           h.moved_at, h.audience, h.community, h.byline, b.person, b.name, b.organisation,
                           coalesce(b.sample, false), true
                      from catalogue.card h left join people.byline b on b.persona = h.byline
                     where :own and h.hidden_at is not null and h.gone_at is null) c
                 where c.byline in (select persona from people.known_as where person = :member)
                   and c.kind = any(:kinds)
                   and (cast(:after as bigint) is null
                        or (c.at, c.id) < (select a.at, a.id from catalogue.card a where a.id = :after))
                 order by c.at desc, c.id desc limit %d
                """
                                .formatted(most))
                .param("audiences", viewer.audienceIds())
                .param("own", viewer.id() == member.value())
                .param("member", member.value())
                .param("kinds", kinds.toArray(new String[0]))
                .param("after", after == null || after.isEmpty() ? null : PublicId.parse(after))
                .query((row, n) -> new Made(listed(row), row.getBoolean("hidden")))
                .list();
    }

    public static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("id"),
                Rows.longOrNull(row, "parent"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("gist"),
                row.getString("state"),
                row.getString("path"),
                row.getString("language"),
                new ArrayList<>(Rows.texts(row, "labels")),
                Rows.longOrNull(row, "person"),
                row.getString("name"),
                row.getString("organisation"),
                row.getBoolean("sample"),
                row.getBoolean("imported"),
                Rows.instant(row, "at"),
                Rows.instant(row, "moved_at"));
    }
}
