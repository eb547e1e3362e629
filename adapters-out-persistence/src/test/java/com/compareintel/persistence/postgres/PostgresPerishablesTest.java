package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.retention.Perishables;
import com.compareintel.core.retention.PerishablesContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPerishablesTest extends PerishablesContract {
    private static final int ROUNDS = 40;

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Conversations conversations() {
        return Fixture.get(Conversations.class);
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected Perishables perishables() {
        return Fixture.get(Perishables.class);
    }

    @Override
    protected CreditLedger ledger() {
        return Fixture.get(CreditLedger.class);
    }

    /// An admission that continues a conversation has it locked before its visitor; whoever drops
    /// visitors must not wait the other way round.
    @Test
    void a_visitor_that_comes_back_at_the_last_moment_loses_nothing_that_it_goes_on_with()
            throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Caller visitor = visitor();
            NewComparison first = Draft.of(visitor).inNewConversation("Tides").build();
            comparisons().admit(first);
            comparisons().finish(first.fence(), Samples.settlement(Credits.of(3)), 0, Samples.NOW);
            NewComparison second =
                    Draft.of(visitor)
                            .in(
                                    new Place.SameConversation(
                                            first.place().conversation().orElseThrow(),
                                            new ConversationCap(1)))
                            .at(Samples.NOW.plus(Duration.ofDays(90)))
                            .build();

            List<Object> outcomes =
                    AtOnce.run(
                            2,
                            number ->
                                    number == 0
                                            ? comparisons().admit(second)
                                            : perishables().dropVisitors(Samples.NOW, 10));

            if (outcomes.getFirst() instanceof AdmitOutcome.Admitted) {
                assertThat(comparisons().find(second.id())).isPresent();
                comparisons()
                        .finish(
                                second.fence(),
                                Samples.settlement(Credits.of(3)),
                                0,
                                second.createdAt());
            } else {
                assertThat(outcomes).containsExactly(new AdmitOutcome.Gone(), 1);
            }
        }
    }

    private static Caller visitor() {
        Payer.Network network = new Payer.Network(UUID.randomUUID().toString(), Optional.empty());
        return Samples.visitor(network, new Pool(network.key(), Samples.daily(50)));
    }
}
