package com.compareintel.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server on one data directory, as a process that outlives ours if ours is killed:
/// such a survivor is found by the file the server keeps in its data directory, and is stopped
/// before a new one starts. It writes as durably as any other PostgreSQL, listens on the loopback
/// interface only, and asks for a password.
///
/// Whoever calls makes sure that no other process does the same at the same time.
final class PostgresServer {
    /// The role that owns everything.
    static final String USER = "compareintel";

    /// Where the server says who and where it is: process, directory, start, port, …, state.
    private static final String PID_FILE = "postmaster.pid";

    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;
    private static final String READY = "ready";

    /// What a small machine can spare; a large one has a database of its own.
    private static final List<String> SETTINGS =
            List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "max_connections=40",
                    "shared_buffers=32MB",
                    "timezone=UTC",
                    "log_timezone=UTC",
                    "log_checkpoints=off");

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 30;

    /// Another process may take the chosen port first, but not time and again.
    private static final int PORT_TRIES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    private final PostgresPrograms programs;
    private final Path data;
    private final Path log;

    /// @param data its data directory
    /// @param log what the server itself writes goes there
    PostgresServer(PostgresPrograms programs, Path data, Path log) {
        this.programs = programs;
        this.data = data;
        this.log = log;
    }

    /// The port of the server that is ready on this data directory, if there is one.
    static OptionalInt readyPort(Path data) {
        List<String> lines = pidFile(data);
        return lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals(READY)
                ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                : OptionalInt.empty();
    }

    /// Makes the data directory if it is not there yet, whole or not at all.
    ///
    /// @param passwordFile holds what [#USER] is to log in with
    void initialise(Path passwordFile) {
        if (Files.exists(data)) {
            return;
        }
        Path half = data.resolveSibling(data.getFileName() + ".new");
        try {
            PostgresPrograms.delete(half);
            run(
                    programs.path("initdb"),
                    "--pgdata=" + half,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8",
                    "--data-checksums");
            Files.move(half, data);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot make " + data, broken);
        }
    }

    /// Starts the server and waits until it is ready.
    ///
    /// @return its port
    int start() {
        stopSurvivor();
        for (int left = PORT_TRIES; ; left--) {
            int port = freePort();
            try {
                run(
                        programs.path("pg_ctl"),
                        "start",
                        "--wait",
                        "--timeout=" + START_SECONDS,
                        "--pgdata=" + data,
                        "--log=" + log,
                        "--options=-p " + port + " -c " + String.join(" -c ", SETTINGS));
                return port;
            } catch (CannotEmbed failed) {
                if (left == 1) {
                    throw failed;
                }
            }
        }
    }

    /// Stops the server and waits until all is written.
    void stop() {
        run(
                programs.path("pg_ctl"),
                "stop",
                "--wait",
                "--timeout=" + STOP_SECONDS,
                "--mode=fast",
                "--pgdata=" + data);
    }

    private void stopSurvivor() {
        List<String> lines = pidFile(data);
        if (lines.isEmpty()) {
            return;
        }
        if (survivor(lines.getFirst()).isPresent()) {
            LOG.info("Stopping the PostgreSQL server that an earlier run left behind.");
            stop();
            return;
        }
        try {
            Files.deleteIfExists(data.resolve(PID_FILE));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The process of this number if it is a server on this data directory; the number may long
    /// belong to somebody else.
    private Optional<ProcessHandle> survivor(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        process.info().command().orElse("").endsWith("postgres")
                                && worksOnData(process));
    }

    private boolean worksOnData(ProcessHandle process) {
        boolean saysSo =
                process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.equals(data.toString()));
        Path place = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return saysSo || (Files.exists(place) && Files.isSameFile(place, data));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static List<String> pidFile(Path data) {
        try {
            return Files.readAllLines(data.resolve(PID_FILE));
        } catch (IOException none) {
            return List.of();
        }
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// PostgreSQL refuses to run as root, but is content with a user namespace of its own in which
    /// it is nobody in particular.
    private static List<String> disguise() {
        return System.getProperty("user.name").equals("root")
                ? List.of("unshare", "--user")
                : List.of();
    }

    /// Runs one of the programs to its end, as somebody whom they accept.
    void run(String... command) {
        List<String> words = new ArrayList<>(disguise());
        words.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                String program = Path.of(command[0]).getFileName().toString();
                throw new CannotEmbed(program + " failed (" + lastWords(said) + ")");
            }
        } catch (IOException missing) {
            throw new CannotEmbed(String.valueOf(missing.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotEmbed("interrupted");
        }
    }

    /// The last line of what a program said that tells something, with the server's own last line
    /// where the program only points to the log.
    private String lastWords(String said) {
        String last = lastLine(said.lines().toList());
        if (!last.contains("Examine the log")) {
            return last;
        }
        try {
            return lastLine(Files.readAllLines(log)) + "; see " + log;
        } catch (IOException unreadable) {
            return last;
        }
    }

    private static String lastLine(List<String> lines) {
        return lines.reversed().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("it did not say why");
    }
}
