package com.compareintel.persistence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The PostgreSQL server that all tests of one JVM share; it starts when it is first asked for and
/// ends with the JVM. `TEST_DB` says which one: `testcontainers`, `embedded`, or `auto` (the
/// default), which takes a container where Docker works and else the embedded server. The log tells
/// which one it became.
public final class TestPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(TestPostgres.class);

    /// The oldest version that the product promises to work with.
    private static final String IMAGE = "postgres:15-alpine";

    /// A Docker that is there but broken can take minutes to say so.
    private static final Duration DOCKER_ANSWERS_WITHIN = Duration.ofSeconds(10);

    private static final Duration CONTAINER_STARTS_WITHIN = Duration.ofMinutes(2);

    private final String server;
    private final String user;
    private final String password;

    private TestPostgres(String server, String user, String password) {
        this.server = server;
        this.user = user;
        this.password = password;
    }

    private static final class Shared {
        private static final TestPostgres SERVER = start();
    }

    /// The server, started if need be.
    public static TestPostgres shared() {
        return Shared.SERVER;
    }

    /// A new and empty database on the server.
    public TestDatabase newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection =
                        DriverManager.getConnection(server + "postgres", user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot make a database", failed);
        }
        TestDatabase database = database(name);
        return TestPooler.isAskedFor() ? TestPooler.before(database) : database;
    }

    /// The database that is always there, past any pooler.
    TestDatabase direct() {
        return database("postgres");
    }

    private TestDatabase database(String name) {
        return new TestDatabase(server + name, server + name, user, password);
    }

    private static TestPostgres start() {
        String choice =
                Optional.ofNullable(System.getenv("TEST_DB"))
                        .orElse("auto")
                        .toLowerCase(Locale.ROOT);
        return switch (choice) {
            case "embedded" -> embedded();
            case "testcontainers" -> container();
            case "auto" -> isDockerWorking() ? containerOrElseEmbedded() : embedded();
            default ->
                    throw new IllegalStateException(
                            "TEST_DB must be auto, testcontainers or embedded: " + choice);
        };
    }

    private static TestPostgres embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
            LOG.info("Tests run against embedded PostgreSQL on port {}", postgres.getPort());
            return new TestPostgres(
                    "jdbc:postgresql://localhost:" + postgres.getPort() + "/",
                    "postgres",
                    "postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException("embedded PostgreSQL does not start", failed);
        }
    }

    /// Ended by the container library when the JVM ends.
    @SuppressWarnings("resource")
    private static TestPostgres container() {
        PostgreSQLContainer postgres = new PostgreSQLContainer(IMAGE);
        postgres.start();
        LOG.info("Tests run against {} in a container", IMAGE);
        return new TestPostgres(
                "jdbc:postgresql://"
                        + postgres.getHost()
                        + ":"
                        + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
                        + "/",
                postgres.getUsername(),
                postgres.getPassword());
    }

    private static TestPostgres containerOrElseEmbedded() {
        return within(CONTAINER_STARTS_WITHIN, TestPostgres::container)
                .orElseGet(TestPostgres::embedded);
    }

    private static boolean isDockerWorking() {
        boolean configured =
                System.getenv("DOCKER_HOST") != null
                        || Files.exists(Path.of("/var/run/docker.sock"));
        return configured
                && within(
                                DOCKER_ANSWERS_WITHIN,
                                () -> DockerClientFactory.instance().isDockerAvailable())
                        .orElse(false);
    }

    /// What `question` answers in time; empty if it fails or takes too long.
    private static <T> Optional<T> within(Duration time, Callable<T> question) {
        ExecutorService executor =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        Future<T> answer = executor.submit(question);
        try {
            return Optional.of(answer.get(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException failed) {
            LOG.info("Docker does not work: {}", failed.toString());
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            executor.shutdownNow();
        }
    }
}
