package org.commonplace.practices;

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

/**
 * A practice's keeper hears of remarks, and whoever made one of replies, by {@link TalkLetters}.
 */
@Component
class ListenersTold implements ToldDirectly {
    private final JdbcClient jdbc;
    private final Aliases aliases;

    ListenersTold(JdbcClient jdbc, Aliases aliases) {
        this.jdbc = jdbc;
        this.aliases = aliases;
    }

    @Override
    public Set<MemberId> of(long thread, @Nullable PostId replyTo) {
        return jdbc
                .sql(
                        """
                select case when cast(:to as bigint) is null then k.steward
                            else (select p.author from conversations.posted p where p.id = :to) end as listener
                  from practices.practice k where k.id = :id
                """)
                .param("id", thread)
                .param("to", replyTo == null ? null : replyTo.value())
                .query((row, n) -> row.getObject(1, Long.class))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .flatMap(listener -> aliases.deliverTo(new PersonaId(listener)).stream())
                .collect(Collectors.toSet());
    }
}
