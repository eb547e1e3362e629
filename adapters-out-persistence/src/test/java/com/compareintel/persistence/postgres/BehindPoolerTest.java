package com.compareintel.persistence.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.core.comparison.AdmissionContract;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.EndingContract;
import com.compareintel.core.comparison.LeaseContract;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.persistence.TestPooler;
import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// Everything works the same behind PgBouncer in transaction mode, where each transaction may get
/// another session; with `-Dtest.db.pooler=true` so do all other tests. Skipped where PgBouncer is
/// not installed.
class BehindPoolerTest {
    private static @Nullable ApplicationContext context;

    @BeforeAll
    static void go_behind_the_pooler() throws SQLException {
        assumeTrue(TestPooler.installed().isPresent(), "PgBouncer is not installed");
        Fixture.clear();
        Map<String, Object> properties =
                new HashMap<>(TestPooler.before(Fixture.database()).properties());
        properties.put("flyway.datasources.default.enabled", false);
        context = ApplicationContext.run(properties);
    }

    @AfterAll
    static void leave() {
        if (context != null) {
            context.close();
        }
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
