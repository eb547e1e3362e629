package com.compareintel.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.app.wiring.DatabaseAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseTest {
    /// Long enough for a machine that is busy with other things.
    private static final long PATIENCE_SECONDS = 60;

    /// One for all tests: a data directory takes seconds to make, and every test has tables of its
    /// own.
    @TempDir private static Path directory;

    @Test
    void data_outlives_a_restart() throws SQLException {
        try (var first = EmbeddedDatabase.start(directory)) {
            update(first, "create table restarts (note text)");
            update(first, "insert into restarts values ('kept')");
        }

        try (var second = EmbeddedDatabase.start(directory)) {
            assertThat(query(second, "select note from restarts")).isEqualTo("kept");
        }
    }

    @Test
    void it_writes_durably_and_understands_every_letter() throws SQLException {
        try (var database = EmbeddedDatabase.start(directory)) {
            assertThat(query(database, "show fsync")).isEqualTo("on");
            assertThat(query(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(database, "show full_page_writes")).isEqualTo("on");
            assertThat(query(database, "show data_checksums")).isEqualTo("on");
            assertThat(query(database, "show server_encoding")).isEqualTo("UTF8");
            assertThat(query(database, "select lower('ÄÖÜ')")).isEqualTo("äöü");
        }
    }

    @Test
    void nobody_gets_in_without_the_password_which_only_its_owner_can_read()
            throws SQLException, IOException {
        try (var database = EmbeddedDatabase.start(directory)) {
            var address = database.address();

            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    address.jdbcUrl(), address.user().orElseThrow(), "x"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(query(database, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(database, "show unix_socket_directories")).isEmpty();
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            directory.resolve("postgres-17.password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void data_outlives_the_killing_of_the_process_whose_server_then_runs_on()
            throws IOException, InterruptedException, SQLException {
        var holder = startHolder();
        long survivor = serverPid();
        try (var beside = EmbeddedDatabase.startOrJoin(directory)) {
            update(beside, "create table killed_process (note text)");
            update(beside, "insert into killed_process values ('kept')");
        }

        holder.destroyForcibly();
        assertThat(holder.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(survivor)).isPresent();

        try (var database = EmbeddedDatabase.start(directory)) {
            assertThat(query(database, "select note from killed_process")).isEqualTo("kept");
            assertThat(serverPid()).isNotEqualTo(survivor);
        }
    }

    @Test
    void data_outlives_the_killing_of_the_server() throws IOException, SQLException {
        var first = EmbeddedDatabase.start(directory);
        update(first, "create table killed_server (note text)");
        update(first, "insert into killed_server values ('kept')");
        var server = ProcessHandle.of(serverPid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        assertThatThrownBy(first::close).isInstanceOf(CannotEmbed.class);

        try (var second = EmbeddedDatabase.start(directory)) {
            assertThat(query(second, "select note from killed_server")).isEqualTo("kept");
        }
    }

    @Test
    void a_number_that_now_belongs_to_another_process_is_left_alone()
            throws IOException, SQLException {
        EmbeddedDatabase.start(directory).close();
        var pidFile = directory.resolve("postgres-17/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/elsewhere\n1\n5432\n");

        try (var database = EmbeddedDatabase.start(directory)) {
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_second_process_is_told_what_to_do() throws IOException, InterruptedException {
        var holder = startHolder();
        try {
            assertThatThrownBy(() -> EmbeddedDatabase.start(directory))
                    .isInstanceOf(CannotEmbed.class)
                    .hasMessageContaining("process " + holder.pid())
                    .hasMessageContaining("DATA_DIR")
                    .hasMessageContaining("DATABASE_URL")
                    .hasMessageNotContaining("\n");
        } finally {
            holder.destroyForcibly();
            holder.waitFor();
            EmbeddedDatabase.start(directory).close();
        }
    }

    @Test
    void a_half_made_directory_is_made_again(@TempDir Path fresh) throws IOException, SQLException {
        Files.createDirectories(fresh.resolve("postgres-17.new/base"));
        Files.writeString(fresh.resolve("postgres-17.new/base/1"), "half");

        try (var database = EmbeddedDatabase.start(fresh)) {
            assertThat(query(database, "select 1")).isEqualTo("1");
        }
    }

    private Process startHolder() throws IOException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DatabaseHolder.class.getName(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        var said = new StringBuilder();
        var output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        while ((line = output.readLine()) != null) {
            if (line.equals(DatabaseHolder.READY)) {
                return process;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the process ended: " + said);
    }

    private long serverPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("postgres-17/postmaster.pid"))
                        .getFirst()
                        .strip());
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        DatabaseAddress address = database.address();
        return DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElseThrow(), address.password().orElseThrow());
    }

    private static void update(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
