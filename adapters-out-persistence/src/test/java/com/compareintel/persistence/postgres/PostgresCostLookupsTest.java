package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.CostLookupsContract;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresCostLookupsTest extends CostLookupsContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected CostLookups lookups() {
        return Fixture.get(CostLookups.class);
    }

    @Override
    protected BigDecimal platform() {
        try (var connection = Fixture.database().connect();
                var statement = connection.createStatement();
                var sum =
                        statement.executeQuery(
                                "SELECT coalesce(sum(usd), 0) FROM platform_entries"
                                        + " WHERE kind = 'lookup'")) {
            sum.next();
            return sum.getBigDecimal(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
