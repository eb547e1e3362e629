package com.compareintel.app.bench;

import com.compareintel.app.Application;
import com.compareintel.app.ServiceProcess;
import com.compareintel.app.faults.Until;
import com.compareintel.persistence.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How long it takes from the start of the packaged product's process to its first ready answer,
/// its embedded database included: with the cache that a rehearsal has left, as `./run` has one
/// made, and without. By turns and back again.
final class Starts {
    private static final int ROUNDS = 5;
    private static final Duration REHEARSAL = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Path jar;
    private final Path directory;

    private Starts(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /// @param packaged where the product's jar is, with its libraries in `lib`
    static void measure(Path packaged, Report report) {
        Path jar = packaged.resolve("compare-intel.jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            report.add(Figure.missing(Goal.START, "not packaged: " + jar));
            return;
        }
        try {
            Path directory = Files.createTempDirectory("starts");
            new Starts(jar, directory).measure(report);
            Stage.delete(directory);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void measure(Report report) throws IOException {
        Path cache = directory.resolve("cache.aot");
        rehearse(cache);
        List<String> with = List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
        // The first one of all makes the database.
        start(List.of());
        List<Double> ratios = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            double before = i % 2 == 0 ? start(List.of()) : start(with);
            double after = i % 2 == 0 ? start(with) : start(List.of());
            double without = i % 2 == 0 ? before : after;
            ratios.add((i % 2 == 0 ? after : before) / without);
            seconds.add(without);
        }
        report.add(
                Figure.of(
                        Goal.START,
                        spread(ratios),
                        "%.1f s without; a cache of %d MB; the embedded database included"
                                .formatted(
                                        spread(seconds).median(), Files.size(cache) / 1_000_000)));
    }

    private static Spread spread(List<Double> figures) {
        return Spread.of(figures.stream().mapToDouble(figure -> figure).toArray());
    }

    private void rehearse(Path cache) {
        try (ServiceProcess rehearsal =
                launch(Map.of(), List.of("-XX:AOTCacheOutput=" + cache), List.of("rehearse"))) {
            Until.met("the rehearsal is over", REHEARSAL, () -> !rehearsal.isAlive());
            if (rehearsal.exitCode() != 0 || !Files.exists(cache)) {
                throw new IllegalStateException("no cache: " + rehearsal.out() + rehearsal.err());
            }
        }
    }

    private double start(List<String> options) throws IOException {
        int port = TestRedis.freePort();
        URI ready = URI.create("http://127.0.0.1:" + port + "/health/readiness");
        Map<String, String> variables =
                Map.of(
                        "PORT",
                        "" + port,
                        "DATA_DIR",
                        directory.resolve("data").toString(),
                        "SHUTDOWN_GRACE",
                        "100ms",
                        "LOG_FORMAT",
                        "json");
        long begin = System.nanoTime();
        try (ServiceProcess process = launch(variables, options, List.of())) {
            while (!answers(ready)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("it ended: " + process.out() + process.err());
                }
                Until.pass(LOOK);
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static boolean answers(URI ready) throws IOException {
        HttpURLConnection asked = (HttpURLConnection) ready.toURL().openConnection();
        try {
            return asked.getResponseCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        } finally {
            asked.disconnect();
        }
    }

    private ServiceProcess launch(
            Map<String, String> variables, List<String> options, List<String> arguments) {
        List<String> all = Stream.concat(Stage.PRODUCT_RUNTIME.stream(), options.stream()).toList();
        return ServiceProcess.start(
                directory, variables, all, jar.toString(), Application.class, arguments);
    }
}
