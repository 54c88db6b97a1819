package org.commonplace.catalogue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.chrome.Hand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes every {@link ActivityReader} on its rounds. Entries are read in the order of their
 * transactions and never past one that is still open, so that nothing committed late is passed
 * over. The cursor's row is locked meanwhile: of many nodes one reads.
 */
@Component
public class ActivityRounds implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ActivityRounds.class);
    private static final int BATCH = 500;
    private static final int CARDS = 1_000;
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Activity activity;
    private final List<ActivityReader> readers;
    private final boolean on;
    private final List<Hand> hands = new CopyOnWriteArrayList<>();

    ActivityRounds(
            JdbcClient jdbc,
            JsonMapper json,
            TransactionTemplate transaction,
            Activity activity,
            List<ActivityReader> readers,
            @Value("${commonplace.background:true}") boolean on) {
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
        this.activity = activity;
        this.readers = readers;
        this.on = on;
    }

    /** One batch for one reader; returns how many entries it was handed. */
    public int round(ActivityReader reader) {
        jdbc.sql(
                        "insert into catalogue.cursor (reader, xid, id) values (:reader, '0', 0) on conflict do nothing")
                .param("reader", reader.name())
                .update();
        Integer read =
                transaction.execute(
                        status -> {
                            if (!locked(reader)) return 0;
                            List<Row> rows = next(reader);
                            if (rows.isEmpty()) return 0;
                            reader.read(rows.stream().map(Row::entry).toList());
                            advance(reader, rows.getLast());
                            return rows.size();
                        });
        return read == null ? 0 : read;
    }

    /** Reads until nothing is left, as tests and the end of an import do. */
    public void catchUp() {
        for (ActivityReader reader : readers)
            while (round(reader) > 0) LOG.trace("{} reads on", reader.name());
    }

    /** How many entries the reader that is furthest behind has still to read. */
    public long behind() {
        return jdbc.sql(
                        """
                select coalesce(max(n), 0) from (
                    select count(a.id) as n from unnest(cast(:readers as text[])) as r (name)
                      left join catalogue.cursor c on c.reader = r.name
                      left join catalogue.activity a
                        on (a.xid, a.id) > (coalesce(c.xid, '0'), coalesce(c.id, 0))
                     group by r.name) unread
                """)
                .param("readers", readers.stream().map(ActivityReader::name).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private record Row(String xid, long id, ActivityReader.Entry entry) {}

    private boolean locked(ActivityReader reader) {
        return jdbc.sql(
                        "select 1 from catalogue.cursor where reader = :reader for update skip locked")
                .param("reader", reader.name())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /**
     * The next entries: so many that together they are about no more cards than one batch should
     * be.
     */
    private List<Row> next(ActivityReader reader) {
        return jdbc.sql(
                        """
                select xid::text as xid, id, actor, verb, card, facts from (
                    select a.*, sum(case when jsonb_typeof(a.facts -> 'cards') = 'array'
                                         then jsonb_array_length(a.facts -> 'cards') else 1 end)
                                over (order by a.xid, a.id) as cards,
                           row_number() over (order by a.xid, a.id) as place
                      from (select a.xid, a.id, coalesce(a.actor, 0) as actor, a.verb, a.card, a.facts
                              from catalogue.activity a, catalogue.cursor c
                             where c.reader = :reader and (a.xid, a.id) > (c.xid, c.id)
                               and a.xid < pg_snapshot_xmin(pg_current_snapshot())
                             order by a.xid, a.id limit :batch) a) few
                 where cards <= :most or place = 1
                 order by few.xid, id
                """)
                .param("most", CARDS)
                .param("reader", reader.name())
                .param("batch", BATCH)
                .query(
                        (row, n) ->
                                new Row(
                                        row.getString("xid"),
                                        row.getLong("id"),
                                        new ActivityReader.Entry(
                                                row.getLong("actor"),
                                                row.getString("verb"),
                                                row.getLong("card"),
                                                json.readValue(row.getString("facts"), FACTS))))
                .list();
    }

    private void advance(ActivityReader reader, Row last) {
        jdbc.sql(
                        "update catalogue.cursor set xid = cast(:xid as xid8), id = :id where reader = :reader")
                .param("xid", last.xid())
                .param("id", last.id())
                .param("reader", reader.name())
                .update();
    }

    @Override
    public void start() {
        if (!on) return;
        for (ActivityReader reader : readers)
            hands.add(
                    Hand.start(
                            "reader " + reader.name(),
                            activity.bell(reader.name()),
                            () -> round(reader) > 0));
    }

    @Override
    public void stop() {
        Hand.end(hands);
        hands.clear();
    }

    @Override
    public boolean isRunning() {
        return !hands.isEmpty();
    }
}
