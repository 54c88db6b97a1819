package org.commonplace.practices;

import org.commonplace.chrome.NotFound;
import org.commonplace.conversations.Threaded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The talk below a practice; its text is changed by proposals and versions, on its own page. */
@Component
class PracticeThread implements Threaded {
    private final JdbcClient jdbc;

    PracticeThread(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String kind() {
        return "practice";
    }

    /** Locks the practice’s row, so that deeds on one practice follow one another. */
    @Override
    public void lock(long thing) {
        boolean there =
                jdbc.sql("select 1 from practices.practice where id = :id for update")
                        .param("id", thing)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
    }
}
