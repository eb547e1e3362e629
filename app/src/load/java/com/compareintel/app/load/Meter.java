package com.compareintel.app.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads off from outside what a [House] has used so far. Linux only.
final class Meter {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+?):calls=(\\d+)");

    /// Ticks in a second, in which Linux tells times of processes.
    private static final double TICKS = 100;

    private final House house;

    Meter(House house) {
        this.house = house;
    }

    /// What was used up to a moment.
    ///
    /// @param seconds on the clock
    /// @param product seconds of processor, in user mode and in the kernel
    /// @param database the same of all processes of PostgreSQL
    /// @param commits transactions of the database
    /// @param redis commands, those for the meter itself excepted
    /// @param kept bytes of tables and indexes that keep conversations and the ledger
    /// @param usage bytes of the usage log
    /// @param journal bytes of the journal, most of which goes again
    record Reading(
            double seconds,
            double product,
            double database,
            long commits,
            long redis,
            long comparisons,
            long answers,
            long characters,
            long kept,
            long usage,
            long journal) {
        Reading plus(Reading other) {
            return minus(new Reading(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).minus(other));
        }

        Reading minus(Reading earlier) {
            return new Reading(
                    seconds - earlier.seconds,
                    product - earlier.product,
                    database - earlier.database,
                    commits - earlier.commits,
                    redis - earlier.redis,
                    comparisons - earlier.comparisons,
                    answers - earlier.answers,
                    characters - earlier.characters,
                    kept - earlier.kept,
                    usage - earlier.usage,
                    journal - earlier.journal);
        }
    }

    Reading read() {
        try (Connection connection = house.database()) {
            long usage = size(connection, "c.relname LIKE 'usage_log%'");
            long journal = size(connection, "c.relname = 'journal'");
            return new Reading(
                    System.nanoTime() / 1e9,
                    processor(house.productPid()),
                    processorOfDatabase(),
                    number(
                            connection,
                            "SELECT xact_commit FROM pg_stat_database"
                                    + " WHERE datname = 'postgres'"),
                    redisCommands(),
                    number(
                            connection,
                            "SELECT count(*) FROM comparisons WHERE status <> 'running'"),
                    number(connection, "SELECT count(*) FROM answers WHERE counts IS NOT NULL"),
                    number(connection, "SELECT sum(length(text) + length(reasoning)) FROM answers"),
                    size(connection, "true") - usage - journal,
                    usage,
                    journal);
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot read the meter", failed);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static long size(Connection connection, String which) throws SQLException {
        return number(
                connection,
                "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
                        + " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND "
                        + which);
    }

    private long redisCommands() {
        return CALLS.matcher(house.redis().ask("INFO", "commandstats"))
                .results()
                .filter(call -> !call.group(1).equals("info") && !call.group(1).equals("ping"))
                .mapToLong(call -> Long.parseLong(call.group(2)))
                .sum();
    }

    /// Of the living, and of the dead that were buried.
    private double processorOfDatabase() {
        long parent = house.databasePid();
        try (Stream<ProcessHandle> children = ProcessHandle.of(parent).orElseThrow().children()) {
            double living = children.mapToDouble(child -> processor(child.pid())).sum();
            return living + ticks(parent, 11, 15) / TICKS;
        }
    }

    private static double processor(long pid) {
        return ticks(pid, 11, 13) / TICKS;
    }

    /// The sum of these fields behind the name of a process; zero if it has just ended.
    private static long ticks(long pid, int from, int to) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return sum;
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Bytes of live objects on the product's heap, which stops for a moment to count them.
    long heap() {
        try {
            Process jcmd =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                                    Long.toString(house.productPid()),
                                    "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var total = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$").matcher(said);
            if (!total.find()) {
                throw new IllegalStateException("cannot count objects: " + said);
            }
            return Long.parseLong(total.group(1));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
