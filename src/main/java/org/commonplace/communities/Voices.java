package org.commonplace.communities;

import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Under which name somebody speaks in a conversation: the alias that they have in it, a new one
 * where everybody has one (in a lab, and under the Chatham House rule), else the own name.
 */
@Component
public class Voices {
    private final JdbcClient jdbc;
    private final Aliases aliases;

    Voices(JdbcClient jdbc, Aliases aliases) {
        this.jdbc = jdbc;
        this.aliases = aliases;
    }

    private record Place(@Nullable Long community, long conversation) {}

    /** In the conversation of a thing that there is: its own, or that of what it stands under. */
    public Voice in(long card, Viewer speaker) {
        Place place =
                jdbc.sql(
                                "select community, coalesce(parent, id) as conversation from catalogue.every where id = :id")
                        .param("id", card)
                        .query(
                                (row, n) ->
                                        new Place(
                                                Rows.longOrNull(row, "community"),
                                                row.getLong("conversation")))
                        .optional()
                        .orElseThrow(NotFound::new);
        return in(place.community(), place.conversation(), speaker);
    }

    /** In a conversation of a community, be it only about to begin. */
    public Voice in(@Nullable Long community, long conversation, Viewer speaker) {
        if (lab(community) && !agreed(community, speaker))
            throw new Forbidden("error.consent-first");
        return known(conversation, speaker)
                .orElseGet(
                        () ->
                                lab(community) || underRule(conversation)
                                        ? Voice.onRecord(
                                                aliases.masked(speaker.member(), conversation))
                                        : Voice.openly(speaker.member()));
    }

    /** Under another name that the speaker has chosen for a conversation. */
    public Voice under(String name, long conversation, Viewer speaker) {
        return Voice.onRecord(aliases.under(name, speaker.member(), conversation));
    }

    private Optional<Voice> known(long conversation, Viewer speaker) {
        Optional<PersonaId> alias = aliases.in(conversation, speaker.member());
        return alias.map(Voice::onRecord);
    }

    private boolean lab(@Nullable Long community) {
        return community != null
                && jdbc.sql("select exists (select from communities.labs where id = :id)")
                        .param("id", community)
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    private boolean agreed(@Nullable Long lab, Viewer speaker) {
        return jdbc.sql(
                        """
                select exists (select from communities.membership j join communities.community m on m.id = j.community
                                where m.id = :community and j.member = :member and j.charter_version = m.charter_version)
                """)
                .param("community", lab)
                .param("member", speaker.id())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    private boolean underRule(long conversation) {
        return jdbc.sql("select exists (select from communities.chatham where thread = :thread)")
                .param("thread", conversation)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }
}
