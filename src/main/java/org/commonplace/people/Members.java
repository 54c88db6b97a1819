package org.commonplace.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The members of the installation. */
@Component
public class Members {
    private static final java.util.regex.Pattern PROFILE =
            java.util.regex.Pattern.compile("people/([0-9a-z]{11})");
    private static final TypeReference<Map<String, String>> VISIBILITY = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Organisations organisations;
    private final Bylines bylines;
    private final Texts texts;

    Members(
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock,
            Organisations organisations,
            Bylines bylines,
            Texts texts) {
        this.texts = texts;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.organisations = organisations;
        this.bylines = bylines;
    }

    public Optional<MemberId> byEmail(String email) {
        return jdbc.sql("select member from people.address where email = :email")
                .param("email", email)
                .query((row, n) -> new MemberId(row.getLong(1)))
                .optional();
    }

    /** The member of a verified address, made now where there is none yet. */
    @Transactional
    public MemberId arrive(String email, @Nullable String name, @Nullable Locale language) {
        Optional<MemberId> known = byEmail(email);
        if (known.isPresent()) return known.get();
        String shown =
                name == null || name.isBlank()
                        ? texts.text(
                                Texts.supported(language == null ? Locale.ENGLISH : language),
                                "newcomer")
                        : Line.of(name);
        MemberId id = create(shown, language, false);
        address(id, email, true);
        return id;
    }

    /** A sample person, marked as such, whose whole profile everyone may see. */
    @Transactional
    public MemberId sample(String email, String name, @Nullable Locale language) {
        MemberId id = create(name, language, true);
        address(id, email, true);
        return id;
    }

    private MemberId create(String name, @Nullable Locale language, boolean sample) {
        long id = PublicId.next();
        jdbc.sql(
                        "insert into people.persona (id, kind, name, sample) values (:id, 'member', :name, :sample)")
                .param("id", id)
                .param("name", Line.of(Markdown.cleaned(name)))
                .param("sample", sample)
                .update();
        jdbc.sql(
                        """
                insert into people.member (id, state, language, joined_at)
                values (:id, 'active', :language, :now)
                """)
                .param("id", id)
                .param("language", language == null ? null : language.getLanguage())
                .param("now", Rows.sql(clock.instant()))
                .update();
        bylines.sign(new MemberId(id));
        return new MemberId(id);
    }

    void address(MemberId member, String email, boolean primary) {
        jdbc.sql(
                        """
                insert into people.address (email, member, verified_at, is_primary)
                values (:email, :member, :now, :primary) on conflict (email) do nothing
                """)
                .param("email", email)
                .param("member", member.value())
                .param("now", Rows.sql(clock.instant()))
                .param("primary", primary)
                .update();
    }

    /** A mail address of a member's; the first is the one that letters go to. */
    public record Address(String email, boolean primary) {}

    public List<Address> addresses(MemberId member) {
        return jdbc.sql(
                        "select email, is_primary from people.address where member = :id order by is_primary desc, email")
                .param("id", member.value())
                .query((row, n) -> new Address(row.getString(1), row.getBoolean(2)))
                .list();
    }

    @Transactional
    void makePrimary(MemberId member, String email) {
        jdbc.sql("update people.address set is_primary = false where member = :id and is_primary")
                .param("id", member.value())
                .update();
        jdbc.sql(
                        "update people.address set is_primary = true where member = :id and email = :email")
                .param("id", member.value())
                .param("email", email)
                .update();
    }

    void dropAddress(MemberId member, String email) {
        jdbc.sql(
                        "delete from people.address where member = :id and email = :email and not is_primary")
                .param("id", member.value())
                .param("email", email)
                .update();
    }

    /** Where letters to a member go, and in which language and zone they are written. */
    public record Recipient(
            MemberId member, String name, String email, Locale language, ZoneId zone) {}

    public Optional<Recipient> recipient(MemberId member) {
        return recipients(List.of(member)).stream().findFirst();
    }

    /** As many as can be reached. */
    List<Recipient> recipients(Collection<MemberId> members) {
        return jdbc.sql(
                        """
                select m.id, p.name, a.email, m.language, m.zone
                  from people.member m
                  join people.persona p on p.id = m.id
                  join people.address a on a.member = m.id and a.is_primary
                 where m.id = any(:ids) and m.state = 'active'
                """)
                .param("ids", members.stream().map(MemberId::value).toArray(Long[]::new))
                .query(
                        (row, n) ->
                                new Recipient(
                                        new MemberId(row.getLong("id")),
                                        row.getString("name"),
                                        row.getString("email"),
                                        row.getString("language") == null
                                                ? Locale.ENGLISH
                                                : Locale.of(row.getString("language")),
                                        ZoneId.of(row.getString("zone"))))
                .list();
    }

    /** Away: nothing is asked of the member until the day. */
    void away(MemberId member, LocalDate until) {
        jdbc.sql("update people.member set away_until = :until where id = :id")
                .param("until", until)
                .param("id", member.value())
                .update();
    }

    /** The name that a persona signs with; empty where it has none any more. */
    public String named(PersonaId persona) {
        return jdbc.sql("select coalesce(name, '') from people.byline where persona = :id")
                .param("id", persona.value())
                .query((row, n) -> row.getString(1))
                .optional()
                .orElse("");
    }

    /** The member as somebody who acts, with the audiences of now. */
    public Viewer viewer(MemberId member) {
        return jdbc.sql(
                        """
                select %s from people.member m join people.persona p on p.id = m.id where m.id = :id
                """
                                .formatted(Viewers.COLUMNS))
                .param("id", member.value())
                .query((row, n) -> Viewers.of(row, 0))
                .single();
    }

    public Optional<Profile> profile(MemberId id) {
        return jdbc.sql(
                        """
                select m.*, p.name, p.sample, o.name as organisation_name,
                       (select coalesce(json_object_agg(c.persona::text, n.name), '{}') from people.claim c
                          join people.member old on old.id = c.persona and old.claimed_by = m.id
                          join people.persona n on n.id = c.persona
                         where c.member = m.id and c.granted) as old_names
                  from people.member m
                  join people.persona p on p.id = m.id
                  left join people.organisation o on o.id = m.organisation
                 where m.id = :id
                """)
                .param("id", id.value())
                .query((row, n) -> profile(row))
                .optional();
    }

    private Profile profile(ResultSet row) throws SQLException {
        Long claimedBy = Rows.longOrNull(row, "claimed_by");
        return new Profile(
                new MemberId(row.getLong("id")),
                row.getString("name"),
                row.getString("state"),
                row.getBoolean("sample"),
                row.getString("language"),
                row.getString("zone"),
                row.getString("pronouns"),
                row.getString("organisation_name"),
                row.getString("job"),
                row.getString("sector"),
                row.getString("country"),
                row.getString("place"),
                Rows.texts(row, "languages"),
                row.getString("stage"),
                row.getString("can_teach"),
                row.getString("want_to_learn"),
                row.getString("working_on"),
                row.getString("about"),
                row.getString("about_html"),
                row.getString("website"),
                row.getString("orcid"),
                row.getString("contact"),
                Rows.dateOrNull(row, "away_until"),
                json.readValue(row.getString("visibility"), VISIBILITY),
                row.getString("source_site"),
                row.getString("source_url"),
                claimedBy == null ? null : new MemberId(claimedBy),
                Rows.instant(row, "joined_at"),
                oldNames(row.getString("old_names")));
    }

    private Map<MemberId, String> oldNames(String names) {
        Map<MemberId, String> old = new LinkedHashMap<>();
        json.readValue(names, VISIBILITY)
                .forEach((id, name) -> old.put(new MemberId(Long.parseLong(id)), name));
        return old;
    }

    /** Writes a whole profile. */
    @Transactional
    public void update(Profile profile) {
        jdbc.sql("update people.persona set name = :name where id = :id")
                .param("name", Line.of(Markdown.cleaned(String.valueOf(profile.name()))))
                .param("id", profile.id().value())
                .update();
        Long organisation =
                profile.organisation() == null
                        ? null
                        : organisations.named(
                                profile.organisation(), profile.sector(), profile.country());
        jdbc.sql(
                        """
                update people.member
                   set language = :language, zone = :zone, pronouns = :pronouns, organisation = :organisation,
                       job = :job, sector = :sector, country = :country, place = :place, languages = :languages,
                       stage = :stage, can_teach = :canTeach, want_to_learn = :wantToLearn, working_on = :workingOn,
                       about = :about, about_html = :aboutHtml, website = :website, orcid = :orcid,
                       contact = :contact, away_until = :awayUntil, visibility = cast(:visibility as jsonb)
                 where id = :id
                """)
                .param("language", profile.language())
                .param("zone", profile.zone())
                .param("pronouns", profile.pronouns())
                .param("organisation", organisation)
                .param("job", profile.job())
                .param("sector", profile.sector())
                .param("country", profile.country())
                .param("place", profile.place())
                .param("languages", profile.languages().toArray(new String[0]))
                .param("stage", profile.stage())
                .param("canTeach", profile.canTeach())
                .param("wantToLearn", profile.wantToLearn())
                .param("workingOn", profile.workingOn())
                .param("about", Markdown.cleaned(profile.about()))
                .param("aboutHtml", Markdown.html(profile.about()))
                .param("website", profile.website())
                .param("orcid", profile.orcid())
                .param("contact", profile.contact())
                .param("awayUntil", profile.awayUntil())
                .param("visibility", json.writeValueAsString(profile.visibility()))
                .param("id", profile.id().value())
                .update();
        bylines.sign(profile.id());
    }

    public void appoint(MemberId member, Role role) {
        jdbc.sql(
                        "update people.member set role = :role, trusted_at = coalesce(trusted_at, :now) where id = :id")
                .param("role", role.name().toLowerCase(Locale.ROOT))
                .param("now", Rows.sql(clock.instant()))
                .param("id", member.value())
                .update();
    }

    /** Makes somebody a moderator who has no part in looking after the house yet. */
    public void makeModerator(MemberId member) {
        jdbc.sql(
                        """
                update people.member set role = 'moderator', trusted_at = coalesce(trusted_at, :now)
                 where id = :id and role = 'member'
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", member.value())
                .update();
    }

    /** Trust is earned by being vouched for or by accepted help; it lifts holds and limits. */
    public void trust(MemberId member) {
        jdbc.sql("update people.member set trusted_at = :now where id = :id and trusted_at is null")
                .param("now", Rows.sql(clock.instant()))
                .param("id", member.value())
                .update();
    }

    /**
     * The active member that somebody means: by the address of the profile, or by a name that only
     * one has. Not by mail address: whether it is known is told to nobody.
     */
    public Optional<MemberId> meant(String typed) {
        String text = typed.strip();
        java.util.regex.Matcher profile = PROFILE.matcher(text);
        List<MemberId> found =
                jdbc.sql(
                                """
                        select m.id from people.member m join people.persona p on p.id = m.id
                         where m.state = 'active' and (m.id = :id or lower(p.name) = lower(:name)) limit 2
                        """)
                        .param("id", profile.find() ? PublicId.parse(profile.group(1)) : 0L)
                        .param("name", text)
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Which of these names, in small letters, somebody here bears. */
    public List<String> known(Collection<String> names) {
        return jdbc.sql(
                        "select distinct name from people.persona where kind = 'member' and lower(name) = any(:names)")
                .param("names", names.toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
    }

    /**
     * Whether a member said that they may be asked to answer, and how often: so many times in so
     * many days at most.
     */
    public record MayAsk(boolean yes, int times, int days) {
        /** What is offered to whoever has not said how often. */
        public static final MayAsk USUAL = new MayAsk(true, 2, 7);

        public MayAsk {
            times = Math.clamp(times, 1, 3);
            days = Math.clamp(days, 7, 90);
        }

        /** Once in so many days. */
        public MayAsk(boolean yes, int days) {
            this(yes, 1, days);
        }
    }

    /** Empty: said nothing. */
    public Optional<MayAsk> mayAsk(MemberId member) {
        return jdbc.sql(
                        "select may_ask, invite_times, invite_days from people.member where id = :id and may_ask is not null")
                .param("id", member.value())
                .query(
                        (row, n) ->
                                new MayAsk(
                                        row.getBoolean("may_ask"),
                                        row.getInt("invite_times"),
                                        row.getInt("invite_days")))
                .optional();
    }

    public void mayAsk(MemberId member, MayAsk may) {
        jdbc.sql(
                        "update people.member set may_ask = :yes, invite_times = :times, invite_days = :days where id = :id")
                .param("yes", may.yes())
                .param("times", may.times())
                .param("days", may.days())
                .param("id", member.value())
                .update();
    }

    /** Notes that a member is being asked whether they may be asked; true the first time only. */
    public boolean askOnce(MemberId member) {
        return jdbc.sql(
                                """
                update people.member set may_ask_asked_at = :now
                 where id = :id and may_ask is null and may_ask_asked_at is null
                """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("id", member.value())
                        .update()
                == 1;
    }

    /** The members with a role for the whole house. */
    public List<MemberId> inRole(Role role) {
        return jdbc.sql("select id from people.member where role = :role and state = 'active'")
                .param("role", role.name().toLowerCase(Locale.ROOT))
                .query((row, n) -> new MemberId(row.getLong(1)))
                .list();
    }

    /**
     * A person of an old site, as an unclaimed member that everyone may see as they were seen
     * there.
     */
    public record Imported(
            String site,
            String sourceId,
            String name,
            @Nullable String sourceUrl,
            String about,
            @Nullable String place,
            @Nullable String website,
            Instant joinedAt) {}

    /**
     * Brings in unclaimed members, or finds those of the same site and id; ids in the order given.
     */
    @Transactional
    public List<MemberId> bringIn(List<Imported> people) {
        List<MemberId> ids = new ArrayList<>();
        for (Imported person : people) ids.add(bringIn(person));
        bylines.sign(ids);
        return ids;
    }

    /** What an address is known by where it must not be read: its SHA-256, in 22 characters. */
    public static String addressKey(String email) {
        byte[] hash =
                Tokens.hash(
                        email.strip()
                                .toLowerCase(Locale.ROOT)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(hash, 16));
    }

    private MemberId bringIn(Imported person) {
        Optional<MemberId> known =
                jdbc.sql(
                                "select id from people.member where source_site = :site and source_id = :id")
                        .param("site", person.site())
                        .param("id", person.sourceId())
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .optional();
        if (known.isPresent()) return known.get();
        long id = PublicId.next();
        jdbc.sql("insert into people.persona (id, kind, name) values (:id, 'member', :name)")
                .param("id", id)
                .param("name", Line.of(Markdown.cleaned(person.name())))
                .update();
        jdbc.sql(
                        """
                insert into people.member (id, state, place, about, about_html, website, joined_at,
                                           source_site, source_id, source_url)
                values (:id, 'unclaimed', :place, :about, :aboutHtml, :website, :joined, :site, :sourceId, :url)
                """)
                .param("id", id)
                .param("place", person.place())
                .param("about", person.about())
                .param("aboutHtml", Markdown.html(person.about()))
                .param("website", person.website())
                .param("joined", Rows.sql(person.joinedAt()))
                .param("site", person.site())
                .param("sourceId", person.sourceId())
                .param("url", person.sourceUrl())
                .update();
        return new MemberId(id);
    }

    /** The ids, on their old site, of those who were brought in from there. */
    public List<String> broughtFrom(String site) {
        return jdbc.sql("select source_id from people.member where source_site = :site")
                .param("site", site)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** How many are members, and how many names from old sites wait to be claimed. */
    public Map<String, Long> counts() {
        return jdbc
                .sql("select state, count(*) as n from people.member group by state")
                .query((row, n) -> Map.entry(row.getString("state"), row.getLong("n")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Ends a membership: addresses, secrets, profile and name go; texts stay under "former member".
     */
    @Transactional
    void leave(MemberId member) {
        jdbc.sql(
                        "delete from people.link where email in (select email from people.address where member = :id)")
                .param("id", member.value())
                .update();
        for (String table :
                List.of(
                        "address",
                        "password",
                        "passkey",
                        "session",
                        "link",
                        "audience_member",
                        "invitation"))
            jdbc.sql("delete from people." + table + " where member = :id")
                    .param("id", member.value())
                    .update();
        jdbc.sql("update people.persona set name = null where id = :id")
                .param("id", member.value())
                .update();
        jdbc.sql(
                        """
                update people.member
                   set state = 'left', role = 'member', left_at = :now, language = null, zone = 'UTC', pronouns = null,
                       organisation = null, job = null, sector = null, country = null, place = null, languages = '{}',
                       stage = null, can_teach = null, want_to_learn = null, working_on = null, about = '',
                       about_html = '', website = null, orcid = null, contact = null, away_until = null,
                       visibility = '{}', trusted_at = null, may_ask = null
                 where id = :id
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", member.value())
                .update();
        bylines.sign(member);
    }
}
