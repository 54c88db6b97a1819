package org.commonplace.questions;

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

/** The asker hears of every post below the question by {@link Notices}. */
@Component
class AskersTold implements ToldDirectly {
    private final JdbcClient jdbc;
    private final Aliases aliases;

    AskersTold(JdbcClient jdbc, Aliases aliases) {
        this.jdbc = jdbc;
        this.aliases = aliases;
    }

    @Override
    public Set<MemberId> of(long thread, @Nullable PostId replyTo) {
        return jdbc
                .sql("select asker from questions.question where id = :id")
                .param("id", thread)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .list()
                .stream()
                .flatMap(asker -> aliases.deliverTo(asker).stream())
                .collect(Collectors.toSet());
    }
}
