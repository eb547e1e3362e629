package com.compareintel.app.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A Java program as a process of its own, which ends with its owner. What it says is in a file.
final class Started implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;
    private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TMPDIR");

    private final Process process;
    private final Path log;

    private Started(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts it.
    ///
    /// @param command what follows `java`
    static Started java(Path log, Map<String, String> variables, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString());
        builder.command().addAll(command);
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(variables);
        try {
            return new Started(
                    builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Waits until it has said such a line, and answers the line.
    String awaitLine(Predicate<String> wanted) {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                System.nanoTime() < end; ) {
            var line = said().lines().filter(wanted).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            if (endsWithin(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("it ended: " + said());
            }
        }
        throw new IllegalStateException("it did not say so: " + said());
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Its number among the processes of this machine.
    long pid() {
        return process.pid();
    }

    private boolean endsWithin(long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurried);
        }
    }

    /// Tells it to stop, and waits for its end; kills it if that takes too long.
    @Override
    public void close() {
        process.destroy();
        if (!endsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
