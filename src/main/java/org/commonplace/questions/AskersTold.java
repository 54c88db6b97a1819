package org.commonplace.questions;

import java.util.List;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.ToldDirectly;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The asker hears of every post below the question by {@link Notices}. */
@Component
class AskersTold implements ToldDirectly {
    private final JdbcClient jdbc;

    AskersTold(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PersonaId> of(long thread, @Nullable PostId replyTo) {
        return jdbc.sql(
                        """
                select asker from questions.question where id = :id
                """)
                .param("id", thread)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .list();
    }
}
