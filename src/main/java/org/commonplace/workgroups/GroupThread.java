package org.commonplace.workgroups;

import org.commonplace.chrome.NotFound;
import org.commonplace.conversations.Threaded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The talk of a workgroup; its document is written together, on its own page. */
@Component
class GroupThread implements Threaded {
    private final JdbcClient jdbc;

    GroupThread(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "workgroup";
    }

    /** Locks the group’s row, so that deeds on one group follow one another. */
    @Override
    public void lock(long thing) {
        boolean there =
                jdbc.sql("select 1 from workgroups.workgroup where id = :id for update")
                        .param("id", thing)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
    }
}
