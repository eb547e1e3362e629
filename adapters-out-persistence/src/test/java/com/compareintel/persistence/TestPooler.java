package com.compareintel.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PgBouncer in transaction mode in front of the server that the tests share, so that each
/// transaction may get another session. One for all tests of a JVM; it starts when it is first
/// asked for and ends with the JVM. With `-Dtest.db.pooler=true` every test database is behind it.
public final class TestPooler {
    private static final Logger LOG = LoggerFactory.getLogger(TestPooler.class);

    /// Fewer than the connections of one application, so that sessions go from hand to hand.
    private static final int SESSIONS = 4;

    private final int port;

    private TestPooler(int port) {
        this.port = port;
    }

    private static final class Shared {
        private static final TestPooler POOLER = start();
    }

    /// Whether all tests are to run behind it.
    static boolean isAskedFor() {
        return Boolean.getBoolean("test.db.pooler");
    }

    /// Where PgBouncer is, if it is installed.
    public static Optional<Path> installed() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The same database behind the pooler, which is started if need be.
    public static TestDatabase before(TestDatabase database) {
        return database.at("jdbc:postgresql://127.0.0.1:" + Shared.POOLER.port);
    }

    private static TestPooler start() {
        Path program =
                installed()
                        .orElseThrow(() -> new IllegalStateException("PgBouncer is not installed"));
        try {
            int port = freePort();
            Path directory = Files.createTempDirectory("pooler");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path ini = directory.resolve("pgbouncer.ini");
            Files.writeString(ini, configuration(port, TestPostgres.shared().direct()));
            Process process =
                    new ProcessBuilder(program.toString(), ini.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log").toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
            awaitStart(process, directory.resolve("log"));
            LOG.info("Tests run behind PgBouncer on port {}", port);
            return new TestPooler(port);
        } catch (IOException failed) {
            throw new UncheckedIOException("PgBouncer does not start", failed);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(int port, TestDatabase any) {
        URI server = URI.create(any.url().substring("jdbc:".length()));
        return """
        [databases]
        * = host=%s port=%d user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = %d
        max_client_conn = 1000
        ignore_startup_parameters = extra_float_digits
        %s
        """
                .formatted(
                        server.getHost(),
                        server.getPort(),
                        any.user(),
                        any.password(),
                        port,
                        SESSIONS,
                        System.getProperty("user.name").equals("root") ? "user = nobody" : "");
    }

    private static void awaitStart(Process process, Path log) throws IOException {
        while (!Files.readString(log).contains("process up")) {
            if (!process.isAlive()) {
                throw new IOException("PgBouncer said: " + Files.readString(log));
            }
            Thread.onSpinWait();
        }
    }
}
