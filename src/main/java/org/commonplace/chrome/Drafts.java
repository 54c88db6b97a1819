package org.commonplace.chrome;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody is writing, kept on the server until it is sent. A member's draft is the member's
 * alone, at whatever browser; a visitor's lasts for a sitting, at that browser.
 */
@Component
public class Drafts {
    /** A request's attribute where its page shows a draft. */
    public static final String SHOWN = "shows-a-draft";

    private static final Duration MEMBERS = Duration.ofDays(60);
    private static final Duration SITTING = Duration.ofHours(2);
    private static final int MOST_OF_A_MEMBER = 40;
    private static final int MOST_OF_A_VISITOR = 5;
    private static final int MOST_OF_A_PLACE = 60;

    /** In characters: more than the longest post, and for a visitor some thirty pages. */
    private static final int MEMBERS_LONGEST = 1_200_000;

    private static final int VISITORS_LONGEST = 60_000;
    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Sender sender;

    Drafts(JdbcClient jdbc, JsonMapper json, Clock clock, Sender sender) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.sender = sender;
    }

    /**
     * A form as it stood at one time: its name; which of the pages that showed it, and how many
     * times it had been kept from there.
     */
    record Draft(String form, String instance, int order, Map<String, String> fields) {
        /** PostgreSQL keeps no NUL; the parameters have none, but for their names. */
        Draft {
            Map<String, String> kept = new HashMap<>(fields);
            kept.keySet().removeIf(name -> name.indexOf('\0') >= 0);
            fields = kept;
        }

        int length() {
            return fields.entrySet().stream()
                    .mapToInt(field -> field.getKey().length() + field.getValue().length())
                    .sum();
        }
    }

    /**
     * Keeps it, unless that page's form was sent meanwhile, or kept with later words. The oldest of
     * too many go. False where it is too long.
     */
    boolean keep(HttpServletRequest request, Draft draft) {
        String owner = sender.of(request);
        boolean visitor = owner.startsWith("visitor");
        if (draft.length() > (visitor ? VISITORS_LONGEST : MEMBERS_LONGEST)) return false;
        if (owner.isEmpty()) return true;
        jdbc.sql(
                        """
                insert into chrome.draft (owner, form, fields, saved_at, place, instance, typed)
                values (:owner, :form, cast(:fields as jsonb), :at, :place, :instance, :order)
                on conflict (owner, form) do update
                   set fields = excluded.fields, saved_at = excluded.saved_at,
                       instance = excluded.instance, typed = excluded.typed
                 where coalesce(not excluded.instance = any (draft.ended), true)
                   and (draft.instance is distinct from excluded.instance or draft.typed <= excluded.typed)
                """)
                .param("owner", owner)
                .param("form", draft.form())
                .param("fields", json.writeValueAsString(draft.fields()))
                .param("at", Rows.sql(clock.instant()))
                .param("place", visitor ? sender.bound(request) : null)
                .param("instance", draft.instance().isEmpty() ? null : draft.instance())
                .param("order", draft.order())
                .update();
        trim("owner", owner, visitor ? MOST_OF_A_VISITOR : MOST_OF_A_MEMBER);
        if (visitor) trim("place", sender.bound(request), MOST_OF_A_PLACE);
        return true;
    }

    private void trim(String whose, Object who, int most) {
        jdbc.sql(
                        """
                delete from chrome.draft where %1$s = :who and saved_at <=
                    (select saved_at from chrome.draft where %1$s = :who order by saved_at desc offset :most limit 1)
                """
                                .formatted(whose))
                .param("who", who)
                .param("most", most)
                .update();
    }

    /** The fields of a draft; empty where none was kept. */
    public Map<String, String> find(HttpServletRequest request, String form) {
        String owner = sender.of(request);
        if (owner.isEmpty()) return Map.of();
        Map<String, String> found = find(owner, form);
        if (!found.isEmpty()) request.setAttribute(SHOWN, true);
        return found;
    }

    private Map<String, String> find(String owner, String form) {
        return jdbc.sql(
                        "select fields from chrome.draft where owner = :owner and form = :form and fields is not null")
                .param("owner", owner)
                .param("form", form)
                .query((row, n) -> json.readValue(row.getString(1), FIELDS))
                .optional()
                .orElse(Map.of());
    }

    /** The form was sent: what is still on its way from the page that showed it comes too late. */
    void end(HttpServletRequest request, String form) {
        end(request, form, request.getParameter(OneDeed.KEY));
    }

    /** Throws a draft away. */
    void drop(HttpServletRequest request, String form) {
        end(request, form, null);
    }

    private void end(HttpServletRequest request, String form, @Nullable String instance) {
        String owner = sender.of(request);
        if (owner.isEmpty()) return;
        jdbc.sql(
                        """
                insert into chrome.draft (owner, form, saved_at, place, ended)
                values (:owner, :form, :at, :place, array_remove(array[cast(:instance as text)], null))
                on conflict (owner, form) do update
                   set fields = null, saved_at = excluded.saved_at,
                       ended = (array_remove(excluded.ended || draft.instance, null) || draft.ended)[1 : 10]
                """)
                .param("owner", owner)
                .param("form", form)
                .param("at", Rows.sql(clock.instant()))
                .param("place", owner.startsWith("visitor") ? sender.bound(request) : null)
                .param("instance", instance)
                .update();
    }

    /**
     * What was written before signing in, in this browser, is the member's from now on. Where the
     * same form waits with other words of theirs, both stand in it.
     */
    public void adopt(HttpServletRequest request, long member) {
        String visitor = Sender.visitor(request);
        if (visitor.isEmpty()) return;
        jdbc.sql(
                        """
                insert into chrome.draft as draft (owner, form, fields, saved_at, instance, typed)
                select :member, form, fields, saved_at, instance, typed from chrome.draft
                 where owner = :visitor and fields is not null
                on conflict (owner, form) do update
                   set saved_at = excluded.saved_at, instance = excluded.instance, typed = excluded.typed,
                       fields = case
                           when draft.fields is null or draft.instance = excluded.instance
                                or strpos(coalesce(excluded.fields ->> 'text', ''), draft.fields ->> 'text') > 0
                               then excluded.fields
                           else draft.fields || excluded.fields || jsonb_build_object('text',
                                concat_ws(E'\\n\\n', draft.fields ->> 'text', excluded.fields ->> 'text')) end
                """)
                .param("member", Sender.member(member))
                .param("visitor", visitor)
                .update();
        jdbc.sql("delete from chrome.draft where owner = :visitor")
                .param("visitor", visitor)
                .update();
    }

    /** A member's drafts by the name of their form. */
    public Map<String, Map<String, String>> of(long member) {
        Map<String, Map<String, String>> drafts = new HashMap<>();
        jdbc.sql(
                        "select form, fields from chrome.draft where owner = :owner and fields is not null order by form")
                .param("owner", Sender.member(member))
                .query(
                        row -> {
                            drafts.put(row.getString(1), json.readValue(row.getString(2), FIELDS));
                        });
        return drafts;
    }

    /** Forgets what a member was writing. */
    public void forget(long member) {
        jdbc.sql("delete from chrome.draft where owner = :owner")
                .param("owner", Sender.member(member))
                .update();
    }

    /** Forgets what nobody came back to. */
    public int forget() {
        return jdbc.sql(
                        """
                delete from chrome.draft
                 where saved_at < case when owner like 'member %' then cast(:before as timestamptz) else cast(:sitting as timestamptz) end
                """)
                .param("before", Rows.sql(clock.instant().minus(MEMBERS)))
                .param("sitting", Rows.sql(clock.instant().minus(SITTING)))
                .update();
    }

    /** Whose drafts this browser's are; empty where it cannot have one. */
    public String owner(HttpServletRequest request) {
        return sender.of(request);
    }
}
