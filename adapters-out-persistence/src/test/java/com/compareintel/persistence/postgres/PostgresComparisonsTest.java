package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmissionContract;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.EndingContract;
import com.compareintel.core.comparison.LeaseContract;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Funds;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresComparisonsTest {
    private static final int ROUNDS = 20;

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Nested
    class Admission extends AdmissionContract {
        @Override
        protected Comparisons comparisons() {
            return Fixture.get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return Fixture.get(CreditLedger.class);
        }
    }

    @Nested
    class Ending extends EndingContract {
        @Override
        protected Comparisons comparisons() {
            return Fixture.get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return Fixture.get(CreditLedger.class);
        }
    }

    @Nested
    class Lease extends LeaseContract {
        @Override
        protected Comparisons comparisons() {
            return Fixture.get(Comparisons.class);
        }

        @Override
        protected CreditLedger ledger() {
            return Fixture.get(CreditLedger.class);
        }
    }

    /// The commit goes to the database together with what it commits.
    @Test
    void an_admission_that_fails_half_way_leaves_nothing() {
        Caller caller = Samples.account(50);
        NewComparison comparison = Draft.of(caller).keyed("key", "print").build();
        NewComparison sameId =
                new NewComparison(
                        comparison.fence(),
                        comparison.lease(),
                        caller,
                        comparison.request(),
                        comparison.plan(),
                        comparison.limits(),
                        comparison.place(),
                        Optional.empty(),
                        comparison.createdAt());
        Comparisons comparisons = Fixture.get(Comparisons.class);
        comparisons.admit(comparison);
        Funds before = comparisons.circumstances(caller, Optional.empty(), Samples.NOW).funds();

        assertThatIllegalStateException().isThrownBy(() -> comparisons.admit(sameId));

        assertThat(comparisons.circumstances(caller, Optional.empty(), Samples.NOW).funds())
                .isEqualTo(before);
        assertThat(comparisons.admit(Draft.of(caller).build()))
                .isEqualTo(new AdmitOutcome.Admitted());
    }

    /// With common pools one waits for the other anyway.
    @Test
    void of_two_with_the_same_key_and_no_common_pool_one_is_admitted() throws InterruptedException {
        Comparisons comparisons = Fixture.get(Comparisons.class);
        for (int round = 0; round < ROUNDS; round++) {
            String scope = "scope:" + round;
            List<AdmitOutcome> outcomes =
                    AtOnce.run(2, number -> comparisons.admit(keyedIn(scope)));

            assertThat(outcomes)
                    .hasOnlyElementsOfTypes(
                            AdmitOutcome.Admitted.class, AdmitOutcome.Repeated.class)
                    .containsOnlyOnce(new AdmitOutcome.Admitted());
        }
    }

    private static NewComparison keyedIn(String scope) {
        Caller caller = Samples.account(50);
        return Draft.of(
                        new Caller(
                                caller.owner(),
                                caller.payer(),
                                caller.tier(),
                                caller.staff(),
                                caller.pools(),
                                scope))
                .keyed("key", "print")
                .build();
    }
}
