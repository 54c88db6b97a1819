package org.commonplace.practices;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.MemberId;
import org.commonplace.people.Organisations;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The practices that a library follows or has adopted. */
@Component
public class Shelves {
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Voices voices;
    private final Organisations organisations;
    private final Clock clock;

    Shelves(
            JdbcClient jdbc,
            Practices practices,
            Organisations organisations,
            Voices voices,
            Clock clock) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** Puts a practice on the shelf of the viewer's library. */
    @Transactional
    public void put(PracticeId id, Viewer viewer) {
        practices.get(id, viewer.required());
        if (voices.masks(id.value(), viewer)) throw new Forbidden("error.shelf-alias");
        long library =
                organisations
                        .of(viewer.member())
                        .orElseThrow(() -> new Forbidden("error.no-library"));
        jdbc.sql(
                        """
                insert into practices.shelved (organisation, practice, member, since)
                values (:library, :practice, :member, :now) on conflict do nothing
                """)
                .param("library", library)
                .param("practice", id.value())
                .param("member", viewer.id())
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** Takes it off again: anybody of the library may. */
    @Transactional
    public void take(PracticeId id, Viewer viewer) {
        Optional<Long> library = organisations.of(viewer.required().member());
        jdbc.sql(
                        "delete from practices.shelved where organisation = :library and practice = :practice")
                .param("library", library.orElse(0L))
                .param("practice", id.value())
                .update();
    }

    /** What stands on a library's shelf, of what the viewer may see: what needs attention first. */
    List<Listed> of(long library, Viewer viewer) {
        return jdbc.sql(
                        """
                select c.* from practices.shelved s
                  join catalogue.listed c on c.id = s.practice and c.audience = any(:audiences)
                 where s.organisation = :library
                 order by c.state in ('overdue', 'superseded', 'retired') desc, c.moved_at desc, c.id limit 500
                """)
                .param("library", library)
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> Cards.listed(row))
                .list();
    }

    /** Who put a practice on a shelf and may still see it. */
    List<MemberId> keepers(long practice) {
        return jdbc.sql(
                        """
                select distinct s.member from practices.shelved s
                  join catalogue.shown c on c.id = s.practice
                  join people.visible_to v on v.audience = c.audience and v.viewer = s.member
                 where s.practice = :practice
                """)
                .param("practice", practice)
                .query((row, n) -> new MemberId(row.getLong(1)))
                .list();
    }
}
