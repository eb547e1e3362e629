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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// How long it takes from the start of the process to the first ready answer: with the cache of the
/// Java runtime and without, beside a rehearsal, and where it writes the cache itself; by turns and
/// back again.
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
    /// @param rounds how often each is started
    static void print(Path packaged, int rounds) {
        try {
            new Starts(packaged, Files.createTempDirectory("starts")).print(rounds);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void print(int rounds) {
        Path cache = home.resolve("cache.aot");
        start("");
        rehearse(cache).awaitEnd();
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        List<Double> noting = new ArrayList<>();
        List<Runnable> kinds =
                new ArrayList<>(
                        List.of(
                                () -> without.add(start("")),
                                () -> with.add(start("-XX:AOTCache=" + cache)),
                                () -> {
                                    try (Started rehearsal = rehearse(home.resolve("next.aot"))) {
                                        beside.add(start(""));
                                        rehearsal.awaitEnd();
                                    }
                                },
                                () ->
                                        noting.add(
                                                start(
                                                        "-XX:AOTCacheOutput="
                                                                + home.resolve("other.aot")))));
        for (int round = 0; round < rounds; round++) {
            kinds.forEach(Runnable::run);
            Collections.reverse(kinds);
        }
        System.out.printf(
                "%d rounds, a cache of %d MiB; without it %.2f s (median)%n",
                rounds, cache.toFile().length() >> 20, median(without));
        line("with the cache", with, without);
        line("while another is rehearsed", beside, without);
        line("that takes notes for a cache", noting, without);
    }

    private static void line(String what, List<Double> these, List<Double> those) {
        List<Double> ratios =
                IntStream.range(0, these.size())
                        .mapToObj(i -> these.get(i) / those.get(i))
                        .sorted()
                        .toList();
        System.out.printf(
                "a start %-30s %.2f of it (%.2f to %.2f)%n",
                what, median(ratios), ratios.getFirst(), ratios.getLast());
    }

    private Started rehearse(Path cache) {
        List<String> command = new ArrayList<>(OPTIONS);
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-jar", packaged.resolve("compare-intel.jar").toString()));
        command.add("rehearse");
        return Started.patientJava(home.resolve("rehearsal.log"), Map.of(), command);
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
