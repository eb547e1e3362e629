package com.compareintel.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The service as a process of its own, for what only a process can show: what it prints, how it
/// exits, and how it takes being killed.
public final class ServiceProcess implements AutoCloseable {
    /// Long enough for a machine that is busy with other things.
    private static final long PATIENCE_SECONDS = 90;

    /// Whatever the surroundings of the tests are, the service sees only what a test says.
    private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TMPDIR");

    /// How a process exits that got SIGKILL: 128 and the signal's number.
    private static final int KILLED = 137;

    /// What a Java runtime needs that is to start soon and not to run long.
    private static final List<String> SOON = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /// A line of the log in either format, or of a trace below one.
    private static final Pattern LOGGED =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} [A-Z]+ |\\{\"|\\tat |Caused by: ");

    private final Process process;
    private final Path out;
    private final Path err;
    private final CompletableFuture<Instant> over;

    private ServiceProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.over = process.onExit().thenApply(ended -> Instant.now());
    }

    /// Starts it with these variables and arguments; what it prints goes to files in `directory`.
    public static ServiceProcess start(
            Path directory, Map<String, String> variables, String... arguments) {
        return start(directory, variables, SOON, Application.class, List.of(arguments));
    }

    /// Starts any program that is on the tests' class path.
    ///
    /// @param options for its Java runtime
    public static ServiceProcess start(
            Path directory,
            Map<String, String> variables,
            List<String> options,
            Class<?> program,
            List<String> arguments) {
        String classPath = System.getProperty("java.class.path");
        return start(directory, variables, options, classPath, program, arguments);
    }

    /// Starts a program with a class path of its own.
    public static ServiceProcess start(
            Path directory,
            Map<String, String> variables,
            List<String> options,
            String classPath,
            Class<?> program,
            List<String> arguments) {
        try {
            Path out = Files.createTempFile(directory, "out", ".log");
            Path err = Files.createTempFile(directory, "err", ".log");
            List<String> command =
                    new ArrayList<>(
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    // Not the one that tests log by.
                                    "-Dlogback.configurationFile=logback.xml"));
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, program.getName()));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().keySet().retainAll(KEPT);
            builder.environment().putAll(variables);
            return new ServiceProcess(builder.start(), out, err);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Waits until it has printed such a line to standard output, and answers the line.
    public String awaitLine(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            var line = out().stream().filter(wanted).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it ended: " + out() + err());
            }
        }
        throw new AssertionError("it did not say so: " + out() + err());
    }

    /// Waits for its end and answers its exit code.
    public int exitCode() {
        try {
            return process.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join()
                    .exitValue();
        } catch (CompletionException late) {
            throw new AssertionError("it runs on: " + out() + err(), late);
        }
    }

    /// When it was killed, or died as if it was; empty if it runs, or ended otherwise. The moment
    /// is the one at which its end was noticed, whoever asks and whenever.
    public Optional<Instant> killedAt() {
        return isAlive() || process.exitValue() != KILLED
                ? Optional.empty()
                : Optional.of(over.join());
    }

    /// The lines it printed to standard output so far.
    public List<String> out() {
        return lines(out);
    }

    /// The lines it printed to standard error so far.
    public List<String> err() {
        return lines(err);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Asks it to stop, as SIGTERM does.
    public void terminate() {
        process.destroy();
    }

    /// Kills it without a chance to do anything about it.
    public void kill() {
        process.destroyForcibly();
        exitCode();
        lookForSecrets();
    }

    /// In what it logged; what it says to whoever started it, such as a key that was asked for, is
    /// no log.
    private void lookForSecrets() {
        Stream.concat(out().stream(), err().stream())
                .filter(line -> LOGGED.matcher(line).lookingAt())
                .forEach(line -> Canaries.look("the log of a process", line));
    }

    /// Whether it runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// Its number among the processes of this machine.
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        exitCode();
        lookForSecrets();
    }
}
