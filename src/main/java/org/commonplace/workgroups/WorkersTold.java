package org.commonplace.workgroups;

import java.util.List;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.ToldDirectly;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever works in a group hears of every word in it by {@link GroupNotices}. */
@Component
class WorkersTold implements ToldDirectly {
    private final JdbcClient jdbc;

    WorkersTold(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PersonaId> of(long thread, @Nullable PostId replyTo) {
        return jdbc.sql(
                        """
                select m.persona from workgroups.membership m
                 where m.role = 'member'
                   and m.workgroup in (select :id union select d.workgroup from workgroups.decision d where d.id = :id)
                """)
                .param("id", thread)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .list();
    }
}
