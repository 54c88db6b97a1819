package org.commonplace.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class WantedTests extends CommonplaceTest {
    @Autowired private Wanted wanted;
    @Autowired private JdbcClient jdbc;

    @Test
    void whoLooksForEverythingIsRememberedForFiftyThingsAndForNinetyDays() {
        jdbc.sql("delete from search.wanted").update();
        jdbc.sql(
                        "insert into search.wanted (term, who, at) values ('old', '\\x00', now() - interval '91 days')")
                .update();
        for (int i = 0; i < 130; i++) wanted.note("invented " + i, "192.0.2.7");
        wanted.note("one thing", "192.0.2.8");
        assertThat(jdbc.sql("select count(*) from search.wanted").query(Integer.class).single())
                .isBetween(50, 53);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from search.wanted where term in ('old', 'invented 0')")
                                .query(Integer.class)
                                .single())
                .isZero();
    }
}
