package com.compareintel.app.bench;

import com.compareintel.persistence.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How long one client alone waits for its first text, and how long what admission cannot do
/// without takes by itself: a commit of one row, and a limiter's question to Redis. In
/// milliseconds.
///
/// @param medians by whom was asked
/// @param commit of one row that a client of its own inserts
/// @param limiter one value read and one swapped by a script
record FirstTexts(Map<Target.Kind, Double> medians, double commit, double limiter) {
    private static final int WARM_UPS = 2_000;
    private static final int AT_ONCE = 10;

    /// What the product adds beyond the frozen relay and what admission cannot do without.
    double added() {
        return of(Target.Kind.PRODUCT) - of(Target.Kind.REF) - commit - limiter;
    }

    double of(Target.Kind kind) {
        return medians.getOrDefault(kind, Double.NaN);
    }

    /// @param times how often each of the three is asked, by turns
    static FirstTexts measure(Stage stage, int times) {
        warmUp(stage);
        Map<Target.Kind, List<Double>> all = new EnumMap<>(Target.Kind.class);
        List<Double> commits = new ArrayList<>();
        List<Double> limiters = new ArrayList<>();
        Load load = new Load(1, Scene.steady(100).endingAfter(2), Duration.ZERO, Duration.ZERO, 0);
        try (Connection connection = connect(stage.database().reached());
                Statement statement = connection.createStatement();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), stage.redis().port())) {
            redis.setTcpNoDelay(true);
            statement.execute("CREATE TABLE IF NOT EXISTS bench_commits (number bigint)");
            for (int i = 0; i < times; i++) {
                for (Target.Kind kind : Target.Kind.values()) {
                    Cell cell =
                            new Play(stage.ground(), load, stage.target(kind), stage.client(i))
                                    .run();
                    all.computeIfAbsent(kind, any -> new ArrayList<>())
                            .add(cell.firstTexts().getFirst() / 1e6);
                }
                long before = System.nanoTime();
                statement.execute("INSERT INTO bench_commits VALUES (1)");
                long between = System.nanoTime();
                ask(redis, "GET", "bench");
                ask(
                        redis,
                        "EVAL",
                        "return redis.call('set', KEYS[1], ARGV[1], 'EX', 60)",
                        "1",
                        "bench",
                        "x".repeat(60));
                commits.add((between - before) / 1e6);
                limiters.add((System.nanoTime() - between) / 1e6);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        Map<Target.Kind, Double> medians = new EnumMap<>(Target.Kind.class);
        all.forEach((kind, figures) -> medians.put(kind, median(figures)));
        return new FirstTexts(medians, median(commits), median(limiters));
    }

    /// An admission is compiled once it was done some thousand times, which a relay's warm-up does
    /// not do.
    private static void warmUp(Stage stage) {
        Load load =
                new Load(
                        AT_ONCE, Scene.steady(100).endingAfter(2), Duration.ZERO, Duration.ZERO, 0);
        for (Target.Kind kind : Target.Kind.values()) {
            for (int i = 0; i < WARM_UPS; i += AT_ONCE) {
                new Play(stage.ground(), load, stage.target(kind), stage.client(i)).run();
            }
        }
    }

    private static double median(List<Double> figures) {
        return Spread.of(figures.stream().mapToDouble(figure -> figure).toArray()).median();
    }

    private static Connection connect(TestDatabase database) throws SQLException {
        return database.connect();
    }

    private static void ask(Socket redis, String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        redis.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
        InputStream answer = redis.getInputStream();
        byte[] buffer = new byte[1024];
        if (answer.read(buffer) < 0) {
            throw new IOException("Redis hung up");
        }
    }
}
