package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.core.comparison.AdmissionContract;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.EndingContract;
import com.compareintel.core.comparison.LeaseContract;
import com.compareintel.core.credit.CreditLedger;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/// Everything works the same behind PgBouncer in transaction mode, where each transaction may get
/// another session. Skipped where PgBouncer is not installed.
class BehindPoolerTest {
    private static @Nullable Process pooler;
    private static @Nullable ApplicationContext context;

    @BeforeAll
    static void start_pooler(@TempDir Path directory) throws IOException, SQLException {
        Optional<Path> program =
                Stream.of(
                                "/usr/sbin/pgbouncer",
                                "/usr/bin/pgbouncer",
                                "/opt/homebrew/bin/pgbouncer")
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst();
        assumeTrue(program.isPresent(), "PgBouncer is not installed");
        Fixture.clear();
        int port = freePort();
        Path ini = directory.resolve("pgbouncer.ini");
        Files.writeString(ini, configuration(port));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process started =
                new ProcessBuilder(program.get().toString(), ini.toString())
                        .redirectErrorStream(true)
                        .start();
        pooler = started;
        awaitStart(started);
        Map<String, Object> properties = new HashMap<>(Fixture.database().properties());
        properties.put(
                "datasources.default.url",
                "jdbc:postgresql://127.0.0.1:" + port + "/pooled?prepareThreshold=0");
        properties.put("flyway.datasources.default.enabled", false);
        context = ApplicationContext.run(properties);
    }

    @AfterAll
    static void stop_pooler() {
        if (context != null) {
            context.close();
        }
        if (pooler != null) {
            pooler.destroy();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String configuration(int port) {
        URI database = URI.create(Fixture.database().url().substring("jdbc:".length()));
        return """
        [databases]
        pooled = host=%s port=%d dbname=%s user=%s password=%s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 4
        ignore_startup_parameters = extra_float_digits
        %s
        """
                .formatted(
                        database.getHost(),
                        database.getPort(),
                        database.getPath().substring(1),
                        Fixture.database().user(),
                        Fixture.database().password(),
                        port,
                        System.getProperty("user.name").equals("root") ? "user = nobody" : "");
    }

    private static void awaitStart(Process started) throws IOException {
        BufferedReader log = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        String line = log.readLine();
        while (line != null && !line.contains("process up")) {
            said.append(line).append('\n');
            line = log.readLine();
        }
        assertThat(line).as("PgBouncer said:\n" + said).isNotNull();
    }

    private static <T> T get(Class<T> port) {
        if (context == null) {
            throw new IllegalStateException("the pooler was not started");
        }
        return context.getBean(port);
    }

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Nested
    class Admission extends AdmissionContract {
        @Override
        protected Comparisons comparisons() {
            return get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return get(CreditLedger.class);
        }
    }

    @Nested
    class Ending extends EndingContract {
        @Override
        protected Comparisons comparisons() {
            return get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return get(CreditLedger.class);
        }
    }

    @Nested
    class Lease extends LeaseContract {
        @Override
        protected Comparisons comparisons() {
            return get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return get(CreditLedger.class);
        }
    }
}
