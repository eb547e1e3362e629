package com.compareintel.persistence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real Redis of a test's own: a process on a free port of the loopback interface that keeps
/// nothing on disk, and that can be killed, frozen and started again.
public final class TestRedis implements AutoCloseable {
    /// What a test that is skipped says.
    public static final String MISSING =
            "redis-server is not installed: the use of Redis was not tested";

    private static final long PATIENCE_SECONDS = 20;
    private static final int ANSWER_MILLIS = 5_000;

    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    private TestRedis(List<String> command, Path log, int port) throws IOException {
        this.command = command;
        this.log = log;
        this.port = port;
        this.process = launch();
    }

    /// Where its program is, if it is installed.
    public static Optional<Path> installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/bin"))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts one; it serves when this returns.
    ///
    /// @param options such as `--maxmemory 1mb`, each word by itself
    public static TestRedis start(String... options) {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("redis");
            List<String> command = new ArrayList<>();
            command.add(installed().orElseThrow().toString());
            command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1"));
            command.addAll(List.of("--save", "", "--appendonly", "no"));
            command.addAll(List.of("--dir", directory.toString(), "--daemonize", "no"));
            command.addAll(List.of(options));
            TestRedis redis = new TestRedis(command, directory.resolve("redis.log"), port);
            redis.awaitServing();
            return redis;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Starts a Sentinel that watches `master`, under the name `main`.
    public static TestRedis sentinelOf(TestRedis master) {
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("sentinel");
            Path file = directory.resolve("sentinel.conf");
            Files.writeString(
                    file,
                    """
                    port %d
                    bind 127.0.0.1
                    dir %s
                    sentinel monitor main 127.0.0.1 %d 1
                    """
                            .formatted(port, directory, master.port));
            List<String> command =
                    List.of(installed().orElseThrow().toString(), file.toString(), "--sentinel");
            TestRedis sentinel = new TestRedis(command, directory.resolve("sentinel.log"), port);
            sentinel.awaitServing();
            return sentinel;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A port that nobody listens on.
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Where it is, as `REDIS_URL` has it.
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// The port it listens on, also while it is away.
    public int port() {
        return port;
    }

    /// Its number among the processes of this machine.
    public long pid() {
        return process.pid();
    }

    /// Ends it without a chance to do anything about it.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Starts it again, empty, on the same port.
    public void restart() {
        try {
            process = launch();
            awaitServing();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Stops it in its tracks: connections stay, answers do not come.
    public void freeze() {
        signal("STOP");
    }

    /// Lets it go on.
    public void thaw() {
        signal("CONT");
    }

    /// What it answers to a command, as the protocol has it: `+OK`, `:3`, `$2` and a line with
    /// `hi`.
    public String ask(String... words) {
        try (var socket = new Socket()) {
            socket.connect(address(), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            var asked = new ByteArrayOutputStream();
            asked.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                asked.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
                asked.writeBytes(bytes);
                asked.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            }
            socket.getOutputStream().write(asked.toByteArray());
            socket.shutdownOutput();
            InputStream answer = new BufferedInputStream(socket.getInputStream());
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void awaitServing() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            try {
                if (ask("PING").equals("+PONG")) {
                    return;
                }
            } catch (UncheckedIOException notYet) {
                if (hasEndedWithin(20)) {
                    break;
                }
            }
        }
        close();
        throw new AssertionError("it does not serve: " + logged());
    }

    private boolean hasEndedWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private String logged() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void signal(String name) {
        if (!process.isAlive()) {
            throw new IllegalStateException("it does not run: " + logged());
        }
        try {
            int code =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " answers " + code);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurried);
        }
    }

    private void awaitEnd() {
        try {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException late) {
            throw new AssertionError("it runs on", late);
        }
    }

    /// Ends it, frozen or not.
    @Override
    public void close() {
        kill();
    }
}
