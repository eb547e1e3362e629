package com.compareintel.app.bench;

import com.compareintel.app.faults.Books;
import com.compareintel.app.faults.Until;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees every command that Redis carries out, and counts how often each account's comparisons were
/// counted there: each is one change of a bucket.
final class Limiter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// A script's own commands are told as its own; only a swap that took place writes.
    private static final Pattern COUNTED =
            Pattern.compile("lua\\] \"p?set(?:ex)?\" \"[^\"]*rate:comparisons:[^:\"]*:([^\"]+)\"");

    private final Socket socket;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    private Limiter(Socket socket) {
        this.socket = socket;
    }

    /// Begins to look; sees all that is asked after this returns.
    ///
    /// @param port of Redis
    static Limiter watch(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            Limiter limiter = new Limiter(socket);
            socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            if (!String.valueOf(lines.readLine()).equals("+OK")) {
                throw new IllegalStateException("Redis shows nobody what it does");
            }
            Thread.ofVirtual().name("limiter").start(() -> limiter.read(lines));
            return limiter;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void read(BufferedReader lines) {
        try (lines) {
            lines.lines().forEach(this::take);
        } catch (UncheckedIOException | IOException closed) {
            // It was closed here, or what is missing will be missed.
        }
    }

    void take(String line) {
        Matcher counted = COUNTED.matcher(line);
        if (counted.find()) {
            counts.computeIfAbsent(counted.group(1), any -> new AtomicLong()).incrementAndGet();
        }
    }

    /// What was counted for an account that is not how many comparisons it has begun.
    ///
    /// @param away whether the product said that it decided some by itself, for Redis was late
    List<String> complaints(Books books, boolean away) {
        List<String> complaints = new ArrayList<>();
        try {
            Until.met(
                    "Redis has counted all comparisons",
                    PATIENCE,
                    () -> wrong(books, away).isEmpty());
        } catch (AssertionError never) {
            complaints.addAll(wrong(books, away));
        }
        return complaints;
    }

    private List<String> wrong(Books books, boolean away) {
        List<String> wrong = new ArrayList<>();
        long all = 0;
        for (String row :
                books.rows(
                        "SELECT owner_key || ' ' || count(*) FROM comparisons GROUP BY owner_key")) {
            String[] words = row.replaceAll("[()\"]", "").split(" ", 2);
            AtomicLong counted = counts.getOrDefault(words[0], new AtomicLong());
            all += counted.get();
            long begun = Long.parseLong(words[1]);
            if (counted.get() > begun || (counted.get() < begun && !away)) {
                wrong.add(
                        "%s began %s comparisons, Redis counted %d"
                                .formatted(words[0], words[1], counted.get()));
            }
        }
        if (all != total()) {
            wrong.add("Redis counted %d comparisons of nobody".formatted(total() - all));
        }
        return wrong;
    }

    /// How many comparisons were counted.
    long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
