package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.UsageLogContract;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.retention.Perishables;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageTotal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresUsageLogTest extends UsageLogContract {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected UsageLog log() {
        return Fixture.get(UsageLog.class);
    }

    @Test
    void what_a_visitor_used_goes_with_the_visitor() {
        Payer.Network network = new Payer.Network("net", Optional.empty());
        Caller visitor = Samples.visitor(network, new Pool(network.key(), Samples.daily(50)));
        NewComparison comparison = Draft.of(visitor).build();
        comparisons().admit(comparison);
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold()),
                        0,
                        Samples.NOW);
        UsageLog.Span always =
                new UsageLog.Span(
                        "always",
                        Samples.NOW.minus(Duration.ofDays(1)),
                        Samples.NOW.plus(Duration.ofDays(1)));
        UsageLog.Months months = UsageLog.Months.beginningWithin(DAY.minusYears(1), DAY);
        assertThat(log().bySpan(visitor.owner(), List.of(always), months).lines()).hasSize(1);

        int dropped = Fixture.get(Perishables.class).dropVisitors(Samples.NOW, 10);

        assertThat(dropped).isEqualTo(1);
        assertThat(log().bySpan(visitor.owner(), List.of(always), months).total())
                .isEqualTo(UsageTotal.NONE);
    }
}
