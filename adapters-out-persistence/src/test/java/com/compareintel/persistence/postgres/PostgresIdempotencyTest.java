package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.Rounds;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.IdempotencyContract;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresIdempotencyTest extends IdempotencyContract {
    private static final int DUPLICATES = 100;

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected CreditLedger ledger() {
        return Fixture.get(CreditLedger.class);
    }

    @Test
    void a_hundred_duplicates_at_once_are_one_comparison_on_one_hold_every_time() throws Exception {
        int rounds = Rounds.of(20);
        for (int round = 0; round < rounds; round++) {
            Caller caller = Samples.account(1_000);
            String key = "key " + round;
            List<NewComparison> same =
                    IntStream.range(0, DUPLICATES)
                            .mapToObj(i -> Draft.of(caller).keyed(key, "print").build())
                            .toList();

            List<AdmitOutcome> outcomes =
                    AtOnce.run(DUPLICATES, i -> comparisons().admit(same.get(i)));

            assertThat(outcomes)
                    .filteredOn(AdmitOutcome.Admitted.class::isInstance)
                    .as("round %d", round)
                    .hasSize(1);
            NewComparison admitted = same.get(outcomes.indexOf(new AdmitOutcome.Admitted()));
            assertThat(outcomes)
                    .filteredOn(
                            new AdmitOutcome.Repeated(new Repeat(admitted.id().value(), "print"))
                                    ::equals)
                    .hasSize(DUPLICATES - 1);
            assertOneOf(caller, admitted.id().value());
        }
    }

    private static void assertOneOf(Caller caller, UUID id) throws SQLException {
        String payer = "'" + caller.payer().key() + "'";
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT (SELECT count(*) FROM comparisons WHERE payer_key = "
                                        + payer
                                        + "), (SELECT count(*) FROM holds WHERE pool = "
                                        + payer
                                        + "), (SELECT count(*) FROM credit_entries WHERE pool = "
                                        + payer
                                        + " AND kind = 'hold'), (SELECT id FROM comparisons"
                                        + " WHERE payer_key = "
                                        + payer
                                        + ")")) {
            row.next();
            assertThat(row.getLong(1)).isOne();
            assertThat(row.getLong(2)).isOne();
            assertThat(row.getLong(3)).isOne();
            assertThat(row.getObject(4, UUID.class)).isEqualTo(id);
        }
    }
}
