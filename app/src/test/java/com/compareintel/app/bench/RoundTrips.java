package com.compareintel.app.bench;

import com.compareintel.app.faults.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What one comparison asks of the database and of Redis, counted there. What the service does
/// anyway by the clock is measured while nothing runs, and taken off. What each answer takes is
/// told from what a comparison takes by comparing those of one model with those of nine.
///
/// @param trips to the database of one comparison, those of the answers and the journal apart: how
///   often it answered, which the kernel counts
/// @param statements the same in statements, of which some share a trip
/// @param commits of one comparison, those of the answers and the journal apart: how many
///   transactions were numbered, as those are that write
/// @param tripsPerAnswer what each answer adds
/// @param callNames writes of what the provider has named the answers' calls, of one comparison
///   alone; each is a trip and a commit that counts neither here nor there, and many comparisons at
///   once share one
/// @param redisCommands of one comparison
record RoundTrips(
        double trips,
        double statements,
        double commits,
        double tripsPerAnswer,
        double commitsPerAnswer,
        double callNames,
        double redisCommands) {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+?):calls=(\\d+)");
    private static final Pattern ANSWERS = Pattern.compile("data_segs_out:(\\d+)");
    private static final Duration IDLE = Duration.ofSeconds(2);

    /// Counts at one moment.
    private record Counts(
            double trips,
            double statements,
            double commits,
            double callNames,
            double redis,
            double seconds) {
        Counts since(Counts before) {
            return new Counts(
                    trips - before.trips,
                    statements - before.statements,
                    commits - before.commits,
                    callNames - before.callNames,
                    redis - before.redis,
                    seconds - before.seconds);
        }

        /// Without what happens by the clock, for each of so many.
        Counts without(Counts idle, int times) {
            double part = seconds / idle.seconds;
            return new Counts(
                    (trips - idle.trips * part) / times,
                    (statements - idle.statements * part) / times,
                    (commits - idle.commits * part) / times,
                    callNames / times,
                    (redis - idle.redis * part) / times,
                    seconds / times);
        }
    }

    static RoundTrips measure(Stage stage, int times) {
        // That a key was used is written once a minute, whatever it was used for.
        play(stage, 1, times);
        Counts before = counts(stage);
        Until.pass(IDLE);
        Counts idle = counts(stage).since(before);
        Counts one = play(stage, 1, times).without(idle, times);
        int all = stage.ground().models().size();
        Counts many = play(stage, all, times).without(idle, times);
        double tripsPerAnswer = (many.trips - one.trips) / (all - 1);
        double perAnswer = (many.statements - one.statements) / (all - 1);
        double commitsPerAnswer = (many.commits - one.commits) / (all - 1);
        return new RoundTrips(
                one.trips - tripsPerAnswer,
                one.statements - perAnswer,
                one.commits - commitsPerAnswer,
                tripsPerAnswer,
                commitsPerAnswer,
                many.callNames,
                many.redis);
    }

    private static Counts play(Stage stage, int models, int times) {
        Scene scene = Scene.steady(200).endingAfter(2);
        Counts before = counts(stage);
        for (int i = 0; i < times; i++) {
            Load load = new Load(1, scene, Duration.ZERO, Duration.ZERO, 0);
            new Play(stage.ground(), load, stage.target(Target.Kind.PRODUCT), stage.client(i))
                    .asking(models)
                    .run();
        }
        return counts(stage).since(before);
    }

    private static Counts counts(Stage stage) {
        Map<String, Double> redis = new HashMap<>();
        Matcher calls = CALLS.matcher(stage.redis().ask("INFO", "commandstats"));
        while (calls.find()) {
            redis.put(calls.group(1), Double.parseDouble(calls.group(2)));
        }
        redis.remove("info");
        redis.remove("ping");
        // Each of these is a round trip and a transaction of its own, for many at once if there are
        // many: of the journal, and of the names that the provider gave the answers' calls.
        double callNames = calls(stage, "query ILIKE 'insert into provider_calls%'");
        double apart = calls(stage, "query ILIKE 'with told as%into journal%'") + callNames;
        return new Counts(
                // The driver sends BEGIN ahead of what it belongs to, and waits for both together.
                answered(stage.database().port()) - calls(stage, "query ILIKE 'begin%'") - apart,
                calls(stage, "query NOT ILIKE '%pg_stat%' AND query NOT ILIKE 'begin%'"),
                stage.books()
                                .number(
                                        "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::numeric")
                                .doubleValue()
                        - apart,
                callNames,
                redis.values().stream().mapToDouble(count -> count).sum(),
                System.nanoTime() / 1e9);
    }

    /// How often the server sent something over the connections that are open to this port: at
    /// least once for each round trip. What it is sent tells less, for the driver's buffer is small
    /// and statements are long.
    static double answered(int port) {
        try {
            Process ss =
                    new ProcessBuilder("ss", "-Htino", "sport", "=", ":" + port)
                            .redirectErrorStream(true)
                            .start();
            String said = new String(ss.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return ANSWERS.matcher(said)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static double calls(Stage stage, String which) {
        return stage.books()
                .number("SELECT sum(calls) FROM pg_stat_statements WHERE toplevel AND " + which)
                .doubleValue();
    }
}
