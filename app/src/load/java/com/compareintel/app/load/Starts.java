package com.compareintel.app.load;

import com.compareintel.persistence.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// How long it takes from the start of the process to the first ready answer, with the cache of the
/// Java runtime and without, by turns.
final class Starts {
    private static final List<String> OPTIONS =
            List.of(
                    "-XX:MaxRAMPercentage=40",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    private final Path packaged;
    private final Path home;

    private Starts(Path packaged, Path home) {
        this.packaged = packaged;
        this.home = home;
    }

    /// Measures and prints.
    ///
    /// @param pairs how often each is started; by turns who is first
    static void print(Path packaged, int pairs) {
        try {
            new Starts(packaged, Files.createTempDirectory("starts")).print(pairs);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void print(int pairs) {
        Path cache = home.resolve("cache.aot");
        start("");
        start("-XX:AOTCacheOutput=" + cache);
        List<Double> ratios = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        List<Double> recording = new ArrayList<>();
        String with = "-XX:AOTCache=" + cache;
        for (int i = 0; i < pairs; i++) {
            boolean first = i % 2 == 0;
            double a = first ? start("") : start(with);
            double b = first ? start(with) : start("");
            ratios.add(first ? b / a : a / b);
            without.add(first ? a : b);
            recording.add(
                    start("-XX:AOTCacheOutput=" + home.resolve("other.aot")) / without.getLast());
        }
        System.out.printf(
                "%d pairs, %d MiB: with the cache %.2f of the time without (%.2f to %.2f); without %.2f s;"
                        + " writing one %.2f of it%n",
                pairs,
                cache.toFile().length() >> 20,
                median(ratios),
                ratios.stream().min(Double::compare).orElseThrow(),
                ratios.stream().max(Double::compare).orElseThrow(),
                median(without),
                median(recording));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private double start(String option) {
        List<String> command = new ArrayList<>(OPTIONS);
        if (!option.isEmpty()) {
            command.add(option);
        }
        command.addAll(List.of("-jar", packaged.resolve("compare-intel.jar").toString()));
        try {
            int port = TestRedis.freePort();
            long begin = System.nanoTime();
            try (var _ =
                    Started.java(
                            home.resolve("product.log"),
                            Map.of(
                                    "PORT",
                                    Integer.toString(port),
                                    "DATA_DIR",
                                    home.resolve("data").toString(),
                                    "SHUTDOWN_GRACE",
                                    "100ms",
                                    "LOG_FORMAT",
                                    "json"),
                            command)) {
                awaitReady(URI.create("http://127.0.0.1:" + port + "/health/readiness"));
                return (System.nanoTime() - begin) / 1e9;
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void awaitReady(URI address) throws IOException {
        while (true) {
            try {
                HttpURLConnection asked = (HttpURLConnection) address.toURL().openConnection();
                if (asked.getResponseCode() == 200) {
                    return;
                }
            } catch (ConnectException notYet) {
                LockSupport.parkNanos(5_000_000);
            }
        }
    }
}
