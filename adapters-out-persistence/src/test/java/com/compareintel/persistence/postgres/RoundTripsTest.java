package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.run.CostLookups;
import com.compareintel.persistence.RoundTrips;
import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often the database is waited for, with statements prepared anew each time as a pooler wants
/// it.
class RoundTripsTest {
    private static ApplicationContext context;
    private static Comparisons comparisons;

    @BeforeAll
    static void count_round_trips() throws SQLException {
        Fixture.clear();
        Map<String, Object> properties = new HashMap<>(Fixture.database().properties());
        properties.merge(
                "datasources.default.url",
                "?prepareThreshold=0&socketFactory=" + RoundTrips.class.getName(),
                (url, parameters) -> url.toString() + parameters);
        properties.put("datasources.default.maximum-pool-size", 1);
        properties.put("flyway.datasources.default.enabled", false);
        context = ApplicationContext.run(properties);
        comparisons = context.getBean(Comparisons.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    /// A connection that was just used is handed out without being looked at.
    @BeforeEach
    void warm_up() {
        comparisons.find(Draft.of(Samples.account(1)).build().id());
        RoundTrips.sinceLastAsked();
    }

    private static Caller visitor() {
        Payer.Network network = new Payer.Network(UUID.randomUUID().toString(), Optional.empty());
        return Samples.visitor(
                network,
                new Pool(network.key(), Samples.daily(50)),
                new Pool("site:" + UUID.randomUUID(), Samples.daily(200)),
                new Pool("visitors", Samples.daily(5_000)));
    }

    @Test
    void an_admission_takes_two() {
        NewComparison everything =
                Draft.of(visitor())
                        .of("a/one", "b/two", "c/three")
                        .inNewConversation("Tides")
                        .keyed("key", "print")
                        .build();

        RoundTrips.commitsSinceLastAsked();

        comparisons.admit(everything);

        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(2);
        assertThat(RoundTrips.commitsSinceLastAsked()).isEqualTo(1);
    }

    @Test
    void an_end_takes_two_also_a_repeated_one() {
        NewComparison comparison = Draft.of(visitor()).of("a/one").build();
        AnswerEnding ending = Samples.completed("a/one", "text", "0.012");
        comparisons.admit(comparison);
        RoundTrips.sinceLastAsked();

        comparisons.finish(
                comparison.fence(), Samples.settlement(Credits.of(3), ending), 0, Samples.NOW);
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(2);
        comparisons.finish(
                comparison.fence(), Samples.settlement(Credits.of(3), ending), 0, Samples.NOW);

        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(2);
    }

    @Test
    void everything_else_takes_one() {
        Caller caller = visitor();
        NewComparison comparison =
                Draft.of(caller).of("a/one").inNewConversation("Tides").keyed("k", "p").build();
        comparisons.admit(comparison);
        RoundTrips.sinceLastAsked();

        comparisons.record(comparison.fence(), Samples.completed("a/one", "text", "0.01"));
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
        comparisons.find(caller.owner(), comparison.id());
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
        comparisons.circumstances(caller, comparison.place().conversation(), Samples.NOW);
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
        context.getBean(CreditLedger.class).funds(caller.pools(), Samples.NOW);
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
        comparisons.renew(Set.of(comparison.fence()), Draft.LONG);
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
        context.getBean(CostLookups.class).claim(10, Draft.LONG);
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
        comparisons.claimExpired(comparison.fence().instance(), Draft.LONG, 10);
        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(1);
    }

    @Test
    void a_further_turn_takes_two() {
        Caller caller = visitor();
        NewComparison first = Draft.of(caller).inNewConversation("Tides").build();
        comparisons.admit(first);
        comparisons.finish(first.fence(), Samples.settlement(Credits.of(3)), 0, Samples.NOW);
        NewComparison second =
                Draft.of(caller)
                        .in(
                                new Place.SameConversation(
                                        first.place().conversation().orElseThrow(),
                                        new ConversationCap(1)))
                        .build();
        RoundTrips.sinceLastAsked();

        comparisons.admit(second);

        assertThat(RoundTrips.sinceLastAsked()).isEqualTo(2);
    }
}
