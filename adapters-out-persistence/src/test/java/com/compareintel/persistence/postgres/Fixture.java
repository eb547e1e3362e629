package com.compareintel.persistence.postgres;

import com.compareintel.core.tier.TierTable;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPostgres;
import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;

/// The database adapters, wired as they are in production, over one database that all tests of this
/// module share.
final class Fixture {
    private Fixture() {}

    private static final class Shared {
        private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
        private static final ApplicationContext CONTEXT =
                ApplicationContext.builder()
                        .properties(DATABASE.properties())
                        .singletons(TierTable.standard())
                        .start();
    }

    static TestDatabase database() {
        return Shared.DATABASE;
    }

    /// The adapter of a port.
    static <T> T get(Class<T> port) {
        return Shared.CONTEXT.getBean(port);
    }

    /// Empties the database.
    static void clear() throws SQLException {
        get(Database.class);
        Shared.DATABASE.clear();
    }
}
