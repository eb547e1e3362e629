package com.compareintel.app.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the database holds, table by table: how many rows, and all of somebody's rows as a hash.
///
/// @param rows numbers of rows
/// @param owned hashes of the rows that belong to somebody
record Footprint(Map<String, Long> rows, Map<String, String> owned) {
    /// What the service itself writes, when it finds the time.
    private static final List<String> ITS_OWN =
            List.of("visitors", "service_secrets", "flyway_schema_history");

    /// What anybody may ask for in somebody's name, and only the reader of their mail can use.
    private static final List<String> ANYBODYS = List.of("password_resets");

    /// What is noted of whoever calls, whether or not it may.
    private static final String NOTED = "- 'last_used_at' - 'lease_until'";

    /// @param estate whose rows they are
    static Footprint of(Books books, Estate estate) {
        String whose = String.join("|", estate.rows());
        List<String> tables = new ArrayList<>(books.tables());
        tables.removeAll(ITS_OWN);
        String all =
                tables.stream()
                        .map(table -> ofTable(table, whose))
                        .collect(Collectors.joining(" UNION ALL "));
        Map<String, Long> rows = new TreeMap<>();
        Map<String, String> owned = new TreeMap<>();
        for (List<String> row : books.rows(all)) {
            rows.put(row.get(0), Long.valueOf(row.get(1)));
            owned.put(row.get(0), row.get(2));
        }
        owned.keySet().removeAll(ANYBODYS);
        return new Footprint(rows, owned);
    }

    /// The numbers of rows alone.
    static Map<String, Long> rows(Books books) {
        List<String> tables = new ArrayList<>(books.tables());
        tables.removeAll(ITS_OWN);
        Map<String, Long> rows = new TreeMap<>();
        books.rows(
                        tables.stream()
                                .map(table -> "SELECT '" + table + "', count(*) FROM " + table)
                                .collect(Collectors.joining(" UNION ALL ")))
                .forEach(row -> rows.put(row.get(0), Long.valueOf(row.get(1))));
        return rows;
    }

    /// Makes all but the owner of this estate forget what they were promised.
    static void forgetPromisesOfOthers(Books books, Estate estate) {
        books.execute(
                "DELETE FROM idempotency_keys WHERE scope !~ '%s'"
                        .formatted(String.join("|", estate.rows())));
    }

    private static String ofTable(String table, String whose) {
        return """
        SELECT '%1$s', count(*),
               md5(string_agg(row, ',' ORDER BY row) FILTER (WHERE row ~ '%2$s'))
        FROM (SELECT (to_jsonb(%1$s) %3$s)::text AS row FROM %1$s) AS %1$s_rows
        """
                .formatted(table, whose, NOTED);
    }
}
