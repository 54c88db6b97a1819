package org.commonplace.communities;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.mail.Addresses;
import org.commonplace.people.Audiences;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The communities of the house; one, the Commons, always exists. */
@Component
public class Communities {
    public static final String COMMONS = "commons";

    /**
     * Names that no community can have: each community is to be written to at its own, and these
     * belong to the house: RFC 2142, what mail servers use, and the page where groups are founded.
     */
    private static final Set<String> RESERVED =
            Set.of(
                    "abuse",
                    "admin",
                    "bounce",
                    "bounces",
                    "commonplace",
                    "group",
                    "help",
                    "hostmaster",
                    "house",
                    "join",
                    "leave",
                    "mailer-daemon",
                    "new",
                    "no-reply",
                    "noreply",
                    "postmaster",
                    "private",
                    "re",
                    "root",
                    "security",
                    "thread",
                    "webmaster");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cards cards;
    private final Activity activity;
    private final Audiences audiences;
    private final Clock clock;
    private final Memberships memberships;
    private final Charters charters;

    Communities(
            JdbcClient jdbc,
            JsonMapper json,
            Cards cards,
            Activity activity,
            Audiences audiences,
            Clock clock,
            Memberships memberships,
            Charters charters) {
        this.jdbc = jdbc;
        this.json = json;
        this.cards = cards;
        this.activity = activity;
        this.audiences = audiences;
        this.clock = clock;
        this.memberships = memberships;
        this.charters = charters;
    }

    /** What a community is made of: who may see its things is everyone, members or community. */
    public record Draft(
            String slug,
            String name,
            String purpose,
            String charter,
            String audience,
            String language,
            String kind) {

        public Draft(
                String slug,
                String name,
                String purpose,
                String charter,
                String audience,
                String language) {
            this(slug, name, purpose, charter, audience, language, "community");
        }
    }

    @Transactional
    public CommunityId found(Draft draft, @Nullable MemberId founder) {
        long id = PublicId.next();
        Instant now = clock.instant();
        long own = audiences.create("community", id);
        long audience =
                draft.audience().equals("everyone")
                        ? Viewer.EVERYONE
                        : draft.audience().equals("members") ? Viewer.MEMBERS : own;
        cards.file(
                new Card(
                        id,
                        "community",
                        draft.name(),
                        draft.purpose(),
                        "current",
                        null,
                        audience,
                        id,
                        null,
                        draft.language(),
                        "/communities/" + draft.slug(),
                        List.of(),
                        now,
                        false));
        jdbc.sql(
                        """
                insert into communities.community
                    (id, slug, name, purpose, charter, charter_html, kind, audience_kind, own_audience, language, created_at)
                values (:id, :slug, :name, :purpose, :charter, :html, :kind, :audience, :own, :language, :now)
                """)
                .param("id", id)
                .param("slug", draft.slug())
                .param("name", Line.of(draft.name()))
                .param("purpose", draft.purpose())
                .param("charter", draft.charter())
                .param("html", Markdown.html(draft.charter()))
                .param("kind", draft.kind())
                .param("audience", draft.audience())
                .param("own", own)
                .param("language", draft.language())
                .param("now", Rows.sql(now))
                .update();
        CommunityId community = new CommunityId(id);
        charters.keep(community);
        activity.record(founder == null ? null : Voice.openly(founder), "founded", id, Map.of());
        if (founder != null) {
            memberships.join(community, founder);
            steward(community, founder);
        }
        return community;
    }

    /** The Commons, made where it does not exist yet. */
    @Transactional
    public CommunityId commons(String name, String language) {
        return slugged(COMMONS)
                .orElseGet(
                        () -> found(new Draft(COMMONS, name, "", "", "everyone", language), null));
    }

    /** Whether a new community can have this slug, and with it this mail address. */
    public boolean free(String slug) {
        return !RESERVED.contains(slug) && slugged(slug).isEmpty();
    }

    public Optional<CommunityId> slugged(String slug) {
        return jdbc.sql("select id from communities.community where slug = :slug")
                .param("slug", slug)
                .query((row, n) -> new CommunityId(row.getLong(1)))
                .optional();
    }

    /**
     * The slug of the community that a mail address is for. By its name only where everybody may
     * know of it: what is refused in a mail's dialogue would tell a stranger which labs there are.
     */
    public Optional<String> at(Addresses.Address address) {
        boolean byId = address.is(Addresses.GROUP) && address.argument().length() == 11;
        if (!byId && !address.argument().isEmpty()) return Optional.empty();
        return jdbc.sql(
                        """
                select m.slug from communities.community m join catalogue.shown c on c.id = m.id
                 where m.id = :id or :id = 0 and m.slug = :slug and c.audience = 1
                """)
                .param("id", byId ? PublicId.parse(address.argument()) : 0L)
                .param("slug", address.name())
                .query((row, n) -> row.getString(1))
                .optional();
    }

    /** Whether in a community everybody has an alias. */
    public boolean closed(String slug) {
        return jdbc.sql(
                        "select exists (select from communities.community where slug = :slug and kind = 'lab')")
                .param("slug", slug)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** The community, if the viewer may see it. */
    public Community get(String slug, Viewer viewer) {
        return find(slug, viewer.id(), viewer.audienceIds()).orElseThrow(NotFound::new);
    }

    /** The community as it is, for deeds that check for themselves who may do them. */
    Community any(String slug) {
        return find(slug, 0, null).orElseThrow(NotFound::new);
    }

    private Optional<Community> find(String slug, long viewer, Long @Nullable [] audiences) {
        return jdbc.sql(
                        """
                select m.*,
                       exists (select from communities.membership j where j.community = m.id and j.member = :viewer) as joined,
                       exists (select from communities.membership j where j.community = m.id and j.member = :viewer
                                  and j.charter_version = m.charter_version) as consented,
                       exists (select from communities.steward s where s.community = m.id and s.member = :viewer) as steward,
                       (select coalesce(json_agg(json_build_object('person', b.person, 'name', b.name) order by s.since), '[]')
                          from communities.steward s join people.byline b on b.persona = s.member
                         where s.community = m.id) as stewards
                  from communities.community m
                  join catalogue.shown c on c.id = m.id
                     and (cast(:audiences as bigint[]) is null or c.audience = any(:audiences))
                 where m.slug = :slug
                """)
                .param("audiences", audiences)
                .param("slug", slug)
                .param("viewer", viewer)
                .query((row, n) -> community(row))
                .optional();
    }

    private record Named(long person, @Nullable String name) {}

    private Community community(ResultSet row) throws SQLException {
        List<Named> stewards = json.readValue(row.getString("stewards"), new TypeReference<>() {});
        return new Community(
                new CommunityId(row.getLong("id")),
                row.getString("slug"),
                row.getString("name"),
                row.getString("purpose"),
                row.getString("charter"),
                row.getString("charter_html"),
                row.getInt("charter_version"),
                row.getString("kind"),
                row.getString("audience_kind"),
                row.getLong("own_audience"),
                row.getString("language"),
                row.getInt("members"),
                row.getBoolean("joined"),
                row.getBoolean("consented"),
                row.getBoolean("steward"),
                stewards.stream()
                        .map(
                                one ->
                                        new Community.Person(
                                                "/people/" + PublicId.text(one.person()),
                                                one.name()))
                        .toList());
    }

    /** A community in a list. */
    public record Entry(
            CommunityId id,
            String slug,
            String name,
            String purpose,
            int members,
            boolean joined,
            long audience,
            boolean lab) {
        public String path() {
            return "/communities/" + slug;
        }
    }

    public List<Entry> all(Viewer viewer) {
        return jdbc.sql(
                        """
                select m.id, m.slug, m.name, m.purpose, m.members, c.audience, j.member is not null as joined,
                       m.kind = 'lab' as lab
                  from communities.community m
                  join catalogue.shown c on c.id = m.id
                     and c.audience = any(:audiences)
                  left join communities.membership j on j.community = m.id and j.member = :viewer
                 order by m.slug = 'commons' desc, m.name limit 500
                """)
                .param("audiences", viewer.audienceIds())
                .param("viewer", viewer.id())
                .query(
                        (row, n) ->
                                new Entry(
                                        new CommunityId(row.getLong("id")),
                                        row.getString("slug"),
                                        row.getString("name"),
                                        row.getString("purpose"),
                                        row.getInt("members"),
                                        row.getBoolean("joined"),
                                        row.getLong("audience"),
                                        row.getBoolean("lab")))
                .list();
    }

    /** Where one may begin something from anywhere: a closed room only from inside. */
    public List<Entry> offered(Viewer viewer) {
        return all(viewer).stream().filter(one -> !one.lab()).toList();
    }

    @Transactional
    public void steward(CommunityId community, MemberId member) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into communities.steward (community, member, since, until)
                values (:community, :member, :now, :until) on conflict do nothing
                """)
                .param("community", community.value())
                .param("member", member.value())
                .param("now", Rows.sql(now))
                .param("until", Rows.sql(now.plus(Stewards.TERM)))
                .update();
    }

    /** Puts a thread under the Chatham House rule, before anybody has spoken in it. */
    public void underRule(long thread) {
        jdbc.sql("insert into communities.chatham (thread, since) values (:thread, :now)")
                .param("thread", thread)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    public boolean lab(@Nullable Long community) {
        return community != null
                && jdbc.sql("select exists (select from communities.labs where id = :id)")
                        .param("id", community)
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    /** Whether somebody may decide for a community's things. */
    public boolean stewards(@Nullable Long community, Viewer viewer) {
        if (viewer.moderates()) return true;
        if (community == null || !viewer.signedIn()) return false;
        return jdbc.sql(
                        "select exists (select from communities.steward where community = :community and member = :member)")
                .param("community", community)
                .param("member", viewer.id())
                .query(Boolean.class)
                .single();
    }

    /** What was asked in a community, latest movement first. */
    List<Listed> questions(CommunityId community, Viewer viewer) {
        return jdbc.sql(
                        """
                select c.*
                  from catalogue.listed c
                 where c.audience = any(:audiences) and c.community = :community and c.kind = 'question'
                 order by c.at desc, c.id desc limit 20
                """)
                .param("community", community.value())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> Cards.listed(row))
                .list();
    }
}
