package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.FinishOutcome;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPooler;
import com.compareintel.persistence.TestPostgres;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/// Where statements are prepared on the server, and where not.
class SessionTest {
    /// More than it takes, with two connections, until a plan is one for all arguments.
    private static final int OFTEN = 24;

    private final TestDatabase database = TestPostgres.shared().newDatabase();

    private int threshold(String url) throws SQLException {
        Properties login = new Properties();
        login.put("user", database.user());
        login.put("password", database.password());
        try (Connection connection = requireNonNull(new PatientDriver().connect(url, login))) {
            return connection.unwrap(PGConnection.class).getPrepareThreshold();
        }
    }

    @Test
    void a_session_of_ones_own_keeps_what_was_prepared() throws SQLException {
        assertThat(threshold(database.directUrl())).isPositive();
    }

    @Test
    void nothing_is_prepared_behind_a_pooler() throws SQLException {
        assumeTrue(TestPooler.installed().isPresent(), "PgBouncer is not installed");

        assertThat(threshold(TestPooler.before(database).url())).isZero();
    }

    @Test
    void what_the_address_says_counts() throws SQLException {
        assertThat(threshold(database.directUrl() + "?prepareThreshold=0")).isZero();
        assertThat(threshold(database.directUrl() + "?prepareThreshold=7")).isEqualTo(7);
    }

    @Test
    void columns_that_a_newer_instance_adds_disturb_nothing_that_was_prepared()
            throws SQLException {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put("datasources.default.maximum-pool-size", 2);
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            Caller caller = Samples.account(1_000);
            for (int i = 0; i < OFTEN; i++) {
                run(context, caller);
            }
            assertThat(prepared(context))
                    .anyMatch(statement -> statement.contains("INSERT INTO holds"))
                    .anyMatch(statement -> statement.contains("FROM api_keys"))
                    .noneMatch(statement -> statement.contains("conversation_texts AS"));
            try (Connection newer = database.connect();
                    Statement migration = newer.createStatement()) {
                for (String table :
                        new String[] {
                            "accounts",
                            "api_keys",
                            "answers",
                            "comparisons",
                            "conversations",
                            "credit_periods",
                            "credit_pools",
                            "holds",
                            "idempotency_keys",
                            "journal"
                        }) {
                    migration.execute("ALTER TABLE " + table + " ADD COLUMN added bigint");
                }
            }
            for (int i = 0; i < 2; i++) {
                run(context, caller);
            }
        }
    }

    /// What the sessions of an application keep prepared.
    private static List<String> prepared(ApplicationContext context) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection =
                        DelegatingDataSource.unwrapDataSource(context.getBean(DataSource.class))
                                .getConnection();
                Statement look = connection.createStatement();
                ResultSet found =
                        look.executeQuery("SELECT statement FROM pg_prepared_statements")) {
            while (found.next()) {
                statements.add(found.getString(1));
            }
        }
        return statements;
    }

    private static void run(ApplicationContext context, Caller caller) {
        Comparisons comparisons = context.getBean(Comparisons.class);
        assertThat(context.getBean(ApiKeys.class).holder(ApiKey.generate(new SecureRandom()), NOW))
                .isEmpty();
        Idempotency key =
                new Idempotency(caller.owner().key(), UUID.randomUUID().toString(), "same");
        assertThat(comparisons.repeatOf(key, NOW)).isEmpty();
        NewComparison comparison =
                Draft.of(caller).of("a/one").holding(1).inNewConversation("Tides").build();
        comparisons.circumstances(caller, Optional.empty(), NOW);
        assertThat(comparisons.admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        AnswerEnding ending = Samples.completed("a/one", "High and low.", "0.001");
        comparisons.record(comparison.fence(), ending);
        assertThat(
                        comparisons.finish(
                                comparison.fence(),
                                Samples.settlement(comparison.plan().hold(), ending),
                                0,
                                NOW.plusSeconds(1)))
                .isInstanceOf(FinishOutcome.Finished.class);
    }
}
