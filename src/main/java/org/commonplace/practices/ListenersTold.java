package org.commonplace.practices;

import java.util.List;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.ToldDirectly;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A practice's keeper hears of remarks, and whoever made one of replies, by {@link TalkLetters}.
 */
@Component
class ListenersTold implements ToldDirectly {
    private final JdbcClient jdbc;

    ListenersTold(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PersonaId> of(long thread, @Nullable PostId replyTo) {
        return jdbc.sql(
                        """
                select k.steward from practices.practice k
                 where k.id = :id and cast(:to as bigint) is null and k.steward is not null
                union all
                select p.author from conversations.posted p join practices.practice k on k.id = p.thread
                 where p.id = :to and k.id = :id
                """)
                .param("id", thread)
                .param("to", replyTo == null ? null : replyTo.value())
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .list();
    }
}
