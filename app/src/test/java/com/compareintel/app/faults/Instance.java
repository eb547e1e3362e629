package com.compareintel.app.faults;

import com.compareintel.app.Application;
import com.compareintel.app.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One instance of the service as a process that dies and is started again, on one port. The
/// methods that start and end it are called by one thread at a time.
final class Instance implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// What starts soon and stays small, for the machine has several to carry.
    private static final List<String> RUNTIME =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private final String name;
    private final Path directory;
    private final Map<String, String> variables;
    private final List<String> options;
    private final List<String> settings;
    private final int port;
    private final HttpClient http;
    private final List<ServiceProcess> launched = new CopyOnWriteArrayList<>();
    private volatile @Nullable ServiceProcess process;

    Instance(
            String name,
            Path directory,
            Map<String, String> variables,
            List<String> options,
            List<String> settings,
            HttpClient http) {
        try {
            this.name = name;
            this.directory = Files.createDirectories(directory.resolve(name));
            this.port = freePort();
            this.http = http;
            this.settings = List.copyOf(settings);
            this.options = new ArrayList<>(RUNTIME);
            this.options.addAll(options);
            this.variables = new HashMap<>(variables);
            this.variables.put("PORT", Integer.toString(port));
            this.variables.put("DATA_DIR", this.directory.toString());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /// A port that nobody listens on.
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /// Starts it and does not wait.
    ///
    /// @param more options for its Java runtime, such as those of a [CrashPoint]
    void launch(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        ServiceProcess started =
                ServiceProcess.start(directory, variables, all, Application.class, settings);
        launched.add(started);
        process = started;
    }

    /// Waits until it serves and knows its models.
    void awaitServing() {
        ServiceProcess started = running();
        Until.met(
                name + " serves",
                PATIENCE,
                () -> {
                    if (!started.isAlive()) {
                        throw new AssertionError(name + " ended: " + started.out() + started.err());
                    }
                    return status("/v1/models") == 200;
                });
    }

    /// Waits until it serves; answers false if it died before it did.
    boolean runsUntilItServes() {
        ServiceProcess started = running();
        Until.met(
                name + " serves or dies",
                PATIENCE,
                () -> !started.isAlive() || status("/v1/models") == 200);
        return started.isAlive();
    }

    /// Whether it is alive and says that it is ready.
    boolean isReady() {
        return status("/health/readiness") == 200;
    }

    /// How it answers a request for this path; 0 if it does not.
    int status(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(uri().resolve(path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException unreachable) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    /// Kills it at once.
    void kill() {
        running().kill();
    }

    /// Waits for it to die by itself, at a [CrashPoint].
    void awaitDeath() {
        ServiceProcess dying = running();
        Until.met(name + " crashes", PATIENCE, () -> !dying.isAlive());
    }

    /// Tells it to stop, as SIGTERM does, and answers its exit code.
    int stop() {
        ServiceProcess stopping = running();
        stopping.terminate();
        return stopping.exitCode();
    }

    /// Sends it a signal such as `STOP` or `CONT`.
    void signal(String signal) {
        try {
            int exit =
                    new ProcessBuilder("kill", "-" + signal, Long.toString(running().pid()))
                            .inheritIO()
                            .start()
                            .waitFor();
            if (exit != 0) {
                throw new AssertionError("cannot send " + signal + " to " + name);
            }
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    /// Whether its process runs.
    boolean isAlive() {
        ServiceProcess now = process;
        return now != null && now.isAlive();
    }

    ServiceProcess running() {
        ServiceProcess now = process;
        if (now == null) {
            throw new AssertionError(name + " was not started");
        }
        return now;
    }

    /// When it was killed or crashed, whether or not anybody waited for that.
    List<Instant> deaths() {
        return launched.stream().flatMap(one -> one.killedAt().stream()).toList();
    }

    int port() {
        return port;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        if (isAlive()) {
            running().kill();
        }
    }
}
