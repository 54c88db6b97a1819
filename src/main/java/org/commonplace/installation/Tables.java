package org.commonplace.installation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of all rooms, each behind those that it refers to, with the columns that hold data of
 * their own.
 */
final class Tables {
    private Tables() {}

    /** A table and its columns; {@code name} is schema and table. */
    record Table(String name, List<String> columns) {
        String columnList() {
            return String.join(", ", columns.stream().map(column -> "\"" + column + "\"").toList());
        }
    }

    static List<Table> all(JdbcClient jdbc) {
        Map<String, List<String>> columns = new HashMap<>();
        jdbc.sql(
                        """
                select n.nspname || '.' || c.relname as name, a.attname
                  from pg_class c
                  join pg_namespace n on n.oid = c.relnamespace
                  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'flyway', 'public')
                   and n.nspname not like 'pg_%'
                 order by 1, a.attnum
                """)
                .query(
                        row -> {
                            columns.computeIfAbsent(row.getString(1), key -> new ArrayList<>())
                                    .add(row.getString(2));
                        });
        Map<String, Set<String>> needs = new HashMap<>();
        jdbc.sql(
                        """
                select n.nspname || '.' || c.relname, fn.nspname || '.' || f.relname
                  from pg_constraint k
                  join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
                  join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
                 where k.contype = 'f' and k.conrelid <> k.confrelid
                """)
                .query(
                        row -> {
                            needs.computeIfAbsent(row.getString(1), key -> new HashSet<>())
                                    .add(row.getString(2));
                        });
        List<Table> ordered = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        columns.keySet().stream()
                .sorted()
                .forEach(name -> place(name, columns, needs, placed, ordered));
        return ordered;
    }

    private static void place(
            String name,
            Map<String, List<String>> columns,
            Map<String, Set<String>> needs,
            Set<String> placed,
            List<Table> ordered) {
        if (!placed.add(name)) return;
        needs.getOrDefault(name, Set.of()).stream()
                .sorted()
                .forEach(other -> place(other, columns, needs, placed, ordered));
        ordered.add(new Table(name, columns.getOrDefault(name, List.of())));
    }
}
