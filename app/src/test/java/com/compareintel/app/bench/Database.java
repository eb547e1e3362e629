package com.compareintel.app.bench;

import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A PostgreSQL of this system's packages, as durable as it is by default, that counts the
/// statements it is asked.
final class Database implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    static final String USER = "bench";

    private final Path programs;
    private final Path data;
    private final Path log;
    private final int port;

    private Database(Path programs, Path data, Path log, int port) {
        this.programs = programs;
        this.data = data;
        this.log = log;
        this.port = port;
    }

    /// Where the programs are of the newest version that is installed.
    static Optional<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_ctl")))
                    .max(Comparator.comparing(Path::toString));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Database start(Path directory) {
        try {
            Path programs = installed().orElseThrow();
            Path data = directory.resolve("postgres");
            Path log = directory.resolve("postgres.log");
            Database database = new Database(programs, data, log, TestRedis.freePort());
            run(
                    programs.resolve("initdb"),
                    "--pgdata=" + data,
                    "--username=" + USER,
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8");
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    """
                    listen_addresses = '127.0.0.1'
                    unix_socket_directories = ''
                    port = %d
                    shared_preload_libraries = 'pg_stat_statements'
                    """
                            .formatted(database.port));
            run(programs.resolve("pg_ctl"), "start", "--wait", "--pgdata=" + data, "--log=" + log);
            return database;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    TestDatabase reached() {
        return reached("postgres");
    }

    /// The database of this name.
    TestDatabase reached(String name) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
        return new TestDatabase(url, url, USER, USER);
    }

    /// As `DATABASE_URL` has it.
    String url() {
        return "postgres://%s:%s@127.0.0.1:%d/postgres".formatted(USER, USER, port);
    }

    long pid() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What the server has logged so far, line by line.
    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A program of the server's own version.
    Path program(String name) {
        return programs.resolve(name);
    }

    int port() {
        return port;
    }

    /// PostgreSQL refuses to be root, and is content with a user namespace of its own.
    private static void run(Path program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("unshare", "--user"));
        }
        words.add(program.toString());
        words.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("bench", ".log");
            Process process =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + ": " + Files.readString(said));
            }
            Files.delete(said);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        run(programs.resolve("pg_ctl"), "stop", "--wait", "--mode=immediate", "--pgdata=" + data);
    }
}
