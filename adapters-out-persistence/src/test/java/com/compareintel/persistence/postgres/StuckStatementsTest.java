package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What must not be held up for long is given up instead.
class StuckStatementsTest {
    private final Comparisons comparisons = Fixture.get(Comparisons.class);

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Test
    void a_renewal_that_is_stuck_is_given_up_and_the_next_one_succeeds() throws SQLException {
        NewComparison comparison =
                Draft.of(Samples.account(10)).of("a/one").leasedFor(Draft.LONG).build();
        comparisons.admit(comparison);
        Set<Fence> fences = Set.of(comparison.fence());
        try (Connection rival = Fixture.database().connect();
                Statement statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute("SELECT FROM comparisons FOR UPDATE");

            assertThatThrownBy(() -> comparisons.renew(fences, Duration.ofSeconds(2)))
                    .isInstanceOf(UncheckedIOException.class);
            rival.rollback();
        }

        assertThat(comparisons.renew(fences, Duration.ofSeconds(2))).isEqualTo(fences);
    }
}
