package org.commonplace.communities;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Reader;
import org.commonplace.chrome.Room;
import org.commonplace.chrome.Rooms;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/**
 * To which closed room a page belongs: told by what its address names, so that no page of a room
 * can forget to say where one is. Only for members of one; others pay nothing.
 */
@Component
class ClosedRooms implements Rooms {
    private static final Pattern KEY = Pattern.compile("[0-9a-z]{11}");
    private final JdbcClient jdbc;
    private final Aliases aliases;
    private final Members members;

    /** Whether an audience is a lab’s own. It stays what it is: what was read once is true. */
    private final LoadingCache<Long, Boolean> labs =
            Caffeine.newBuilder()
                    .maximumSize(20_000)
                    .build(CacheLoader.bulk(audiences -> labsAmong(audiences)));

    ClosedRooms(JdbcClient jdbc, Aliases aliases, Members members) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.members = members;
    }

    private Map<Long, Boolean> labsAmong(Set<? extends Long> audiences) {
        Map<Long, Boolean> labs = new HashMap<>();
        for (Long one : audiences) labs.put(one, false);
        jdbc.sql(
                        "select own_audience from communities.community where kind = 'lab' and own_audience = any(:all)")
                .param("all", audiences.toArray(Long[]::new))
                .query((row, n) -> row.getLong(1))
                .list()
                .forEach(lab -> labs.put(lab, true));
        return labs;
    }

    @Override
    public Optional<Room> of(HttpServletRequest request, Reader reader) {
        if (!(reader instanceof Viewer viewer) || !viewer.signedIn()) return Optional.empty();
        if (!labs.getAll(viewer.audiences()).containsValue(true)) return Optional.empty();
        String slug = slug(request);
        Long card = card(request);
        if (slug == null && card == null) return Optional.empty();
        boolean begins = card != null && card.equals(origin(request));
        return find(slug, card, viewer)
                .map(
                        place ->
                                new Room(
                                        place.slug(),
                                        place.name(),
                                        begins ? null : alias(place, viewer)));
    }

    private static @Nullable String slug(HttpServletRequest request) {
        Object named = variables(request).get("slug");
        return request.getRequestURI().startsWith("/communities/") && named != null
                ? named.toString()
                : request.getParameter("community");
    }

    /** What the address names: a thing, or what something new is to be made of. */
    private static @Nullable Long card(HttpServletRequest request) {
        for (String name : new String[] {"id", "card"})
            if (variables(request).get(name) instanceof String key && KEY.matcher(key).matches())
                return PublicId.parse(key);
        return origin(request);
    }

    /** What something new is to be made of: it will have a conversation of its own. */
    private static @Nullable Long origin(HttpServletRequest request) {
        for (String name : new String[] {"from", "question", "translationOf"}) {
            Matcher key = KEY.matcher(String.valueOf(request.getParameter(name)));
            if (key.find()) return PublicId.parse(key.group());
        }
        return null;
    }

    private static Map<?, ?> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                        instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }

    private record Place(String slug, String name, @Nullable Long conversation) {}

    private Optional<Place> find(@Nullable String slug, @Nullable Long card, Viewer viewer) {
        return jdbc.sql(
                        """
                select m.slug, m.name, coalesce(p.parent, c.parent, c.id) as conversation from communities.community m
                  left join catalogue.every c on c.id = :card
                  left join catalogue.every p on p.id = c.parent
                 where m.kind = 'lab' and m.own_audience = any(:audiences)
                   and (m.id = c.community or m.slug = :slug)
                """)
                .param("card", card)
                .param("slug", slug)
                .param("audiences", viewer.audienceIds())
                .query(
                        (row, n) ->
                                new Place(
                                        row.getString("slug"),
                                        row.getString("name"),
                                        Rows.longOrNull(row, "conversation")))
                .optional();
    }

    private @Nullable String alias(Place place, Viewer viewer) {
        return place.conversation() == null
                ? null
                : aliases.in(place.conversation(), viewer.member())
                        .map(members::named)
                        .orElse(null);
    }
}
