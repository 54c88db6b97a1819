package org.commonplace.moderation;

import java.time.Clock;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.PersonaId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the author of a thing what was decided about it; of a thing in a lab without its words. */
@Component
class AuthorLetters {
    private static final List<String> APPEALABLE = List.of("hidden", "not-shown");
    private final JdbcClient jdbc;
    private final Correspondence correspondence;
    private final Aliases aliases;
    private final Clock clock;

    AuthorLetters(JdbcClient jdbc, Correspondence correspondence, Aliases aliases, Clock clock) {
        this.jdbc = jdbc;
        this.correspondence = correspondence;
        this.aliases = aliases;
        this.clock = clock;
    }

    private record Thing(long card, PersonaId author, String title, boolean lab) {}

    /** {@code what} is the middle of the messages' keys, {@code because} may be empty. */
    void tell(long card, String what, String because) {
        jdbc.sql(
                        """
                select c.byline, c.title, l.id is not null as lab
                  from catalogue.every c left join communities.labs l on l.id = c.community
                 where c.id = :card and c.byline is not null and not c.imported
                """)
                .param("card", card)
                .query(
                        (row, n) ->
                                new Thing(
                                        card,
                                        new PersonaId(row.getLong("byline")),
                                        row.getString("title"),
                                        row.getBoolean("lab")))
                .optional()
                .ifPresent(thing -> tell(thing, what, because));
    }

    private void tell(Thing thing, String what, String because) {
        String id = PublicId.text(thing.card());
        aliases.deliverTo(thing.author())
                .ifPresent(
                        author ->
                                correspondence.write(
                                        author,
                                        what + " " + id + " " + clock.instant(),
                                        letter -> {
                                            letter.owed();
                                            if (thing.lab()) {
                                                letter.subject("mail.room.subject")
                                                        .say("mail.room." + what);
                                            } else {
                                                letter.subject(
                                                                "mail." + what + ".subject",
                                                                thing.title())
                                                        .say(
                                                                "mail." + what + ".say",
                                                                thing.title());
                                                if (!because.isBlank()) letter.quote(because, "");
                                            }
                                            if (APPEALABLE.contains(what))
                                                letter.button(
                                                        "mail.hidden.appeal",
                                                        "/cards/" + id + "/appeal");
                                        }));
    }
}
