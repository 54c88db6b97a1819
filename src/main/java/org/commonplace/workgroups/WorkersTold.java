package org.commonplace.workgroups;

import java.util.Set;
import java.util.stream.Collectors;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.ToldDirectly;
import org.commonplace.people.Aliases;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whoever works in a group hears of every word in it by {@link GroupNotices}. */
@Component
class WorkersTold implements ToldDirectly {
    private final JdbcClient jdbc;
    private final Aliases aliases;

    WorkersTold(JdbcClient jdbc, Aliases aliases) {
        this.jdbc = jdbc;
        this.aliases = aliases;
    }

    @Override
    public Set<MemberId> of(long thread, @Nullable PostId replyTo) {
        return jdbc
                .sql(
                        """
                select m.persona from workgroups.membership m
                 where m.role = 'member'
                   and m.workgroup in (select :id union select d.workgroup from workgroups.decision d where d.id = :id)
                """)
                .param("id", thread)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .list()
                .stream()
                .flatMap(worker -> aliases.deliverTo(worker).stream())
                .collect(Collectors.toSet());
    }
}
