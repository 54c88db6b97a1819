package org.commonplace.communities;

import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Language;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Profile;
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
    private final Members members;

    Voices(JdbcClient jdbc, Aliases aliases, Members members) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.members = members;
    }

    private record Place(@Nullable Long community, long conversation) {}

    /** In the conversation of a thing that there is: its own, or that of what it stands under. */
    public Voice in(long card, Viewer speaker) {
        Place place = place(card);
        return in(place.community(), place.conversation(), speaker);
    }

    /**
     * How somebody stands there who does nothing now, but is named by another: under the alias that
     * they have, whether or not they are still there and have agreed to the charter of today.
     */
    public Voice standing(long card, Viewer other) {
        return known(place(card).conversation(), other).orElseGet(() -> in(card, other));
    }

    private Place place(long card) {
        return jdbc.sql(
                        """
                select c.community, coalesce(p.parent, c.parent, c.id) as conversation
                  from catalogue.every c left join catalogue.every p on p.id = c.parent where c.id = :id
                """)
                .param("id", card)
                .query(
                        (row, n) ->
                                new Place(
                                        Rows.longOrNull(row, "community"),
                                        row.getLong("conversation")))
                .optional()
                .orElseThrow(NotFound::new);
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

    /**
     * What a form about a thing may know of whoever fills it in: the profile where one speaks under
     * the own name, nothing where one has an alias, or is about to get one.
     */
    public Optional<Profile> self(long card, Viewer viewer) {
        return viewer.signedIn() && !masks(card, viewer)
                ? members.profile(viewer.member())
                : Optional.empty();
    }

    /** Whether there is such a card. */
    public boolean there(long card) {
        return jdbc.sql("select exists (select from catalogue.every where id = :id)")
                .param("id", card)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Whether one speaks there under another name than one's own. */
    public boolean masks(long card, Viewer speaker) {
        Place place = place(card);
        return lab(place.community())
                || underRule(place.conversation())
                || known(place.conversation(), speaker).isPresent();
    }

    /** Whether in the conversation of one of these everybody has an alias, wherever it stands. */
    public boolean underRule(List<Long> cards) {
        return cards.stream().anyMatch(card -> underRule(place(card).conversation()));
    }

    /**
     * Whom somebody means who types a name at a thing: in a closed room one knows nobody but by the
     * alias of this conversation, and a name that is typed tells nothing.
     */
    public Optional<MemberId> meant(long card, String typed) {
        Place place = place(card);
        return lab(place.community()) || underRule(place.conversation())
                ? aliases.named(place.conversation(), typed)
                : members.meant(typed);
    }

    /** Under another name that the speaker has chosen for a conversation. */
    public Voice under(String name, long conversation, Viewer speaker) {
        return Voice.onRecord(aliases.under(name, speaker.member(), conversation));
    }

    private Optional<Voice> known(long conversation, Viewer speaker) {
        Optional<PersonaId> alias = aliases.in(conversation, speaker.member());
        return alias.map(Voice::onRecord);
    }

    /**
     * The language that a text is said to be in: its own, else the speaker’s pages’; where
     * everybody has an alias nothing that would tell them apart.
     */
    public @Nullable String language(
            String text, String pages, @Nullable Long community, long conversation) {
        return Language.of(text)
                .orElseGet(() -> lab(community) || underRule(conversation) ? null : pages);
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
