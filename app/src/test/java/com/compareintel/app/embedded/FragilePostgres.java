package com.compareintel.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A PostgreSQL server of a test's own that writes as durably as the product's, and can be stopped
/// as hard as a power cut and started again on the same data. Used by one thread at a time.
public final class FragilePostgres implements AutoCloseable {
    private static final String PASSWORD = "bench";

    /// Unpacked once for all tests; one test process at a time is at work in a module.
    private static final Path PROGRAMS = Path.of("target", "postgres-programs").toAbsolutePath();

    private final PostgresPrograms programs;
    private final PostgresServer server;
    private final Path data;
    private int port;
    private boolean running;

    private FragilePostgres(Path directory) {
        this.programs = programs();
        this.data = directory.resolve("postgres");
        this.server = new PostgresServer(programs, data, directory.resolve("postgres.log"));
    }

    /// Unpacked once for all JVMs that run tests at the same time: the others wait.
    private static PostgresPrograms programs() {
        Path file = PROGRAMS.resolveSibling("postgres-programs.lock");
        try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException("the lock of " + PROGRAMS + " was lost");
            }
            return PostgresPrograms.in(PROGRAMS);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Makes and starts a server in an empty directory.
    public static FragilePostgres start(Path directory) {
        try {
            FragilePostgres postgres = new FragilePostgres(directory);
            Path password = directory.resolve("postgres.password");
            Files.writeString(password, PASSWORD);
            postgres.server.initialise(password);
            postgres.startAgain();
            return postgres;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Starts it on its data; it recovers by itself.
    ///
    /// @return its port, another one than before
    public int startAgain() {
        port = server.start();
        running = true;
        return port;
    }

    /// Stops it without a word to its clients and without a checkpoint; returns when it is gone.
    public void stopHard() {
        running = false;
        List<String> command =
                List.of(
                        programs.path("pg_ctl"),
                        "stop",
                        "--wait",
                        "--mode=immediate",
                        "--pgdata=" + data);
        server.run(command.toArray(String[]::new));
    }

    public int port() {
        return port;
    }

    public String user() {
        return PostgresServer.USER;
    }

    public String password() {
        return PASSWORD;
    }

    /// Where its only database is, reached by this port.
    public String url(int atPort) {
        return "jdbc:postgresql://127.0.0.1:" + atPort + "/postgres";
    }

    @Override
    public void close() {
        if (running) {
            stopHard();
        }
    }
}
