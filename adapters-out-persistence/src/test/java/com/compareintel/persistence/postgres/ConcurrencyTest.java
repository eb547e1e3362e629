package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.Rounds;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many transactions at once about the same money: nothing is lost, nothing counted twice, and
/// nobody waits for ever.
class ConcurrencyTest {
    private static final int WORKERS = 16;
    private static final int STEPS = Rounds.between(640, 100_000) / WORKERS;

    private final Comparisons comparisons = Fixture.get(Comparisons.class);

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    /// What a statement answers in its only row and column.
    private static long number(String sql) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /// How much there is of comparisons that nobody was promised.
    private static long written(Queue<NewComparison> refused) throws SQLException {
        String ids =
                refused.stream()
                        .map(each -> "'" + each.fence().comparison().value() + "'")
                        .collect(Collectors.joining(", ", "(NULL, ", ")"))
                        .replace(", )", ")");
        return number(
                """
                SELECT (SELECT count(*) FROM credit_entries WHERE comparison_id IN %1$s)
                    + (SELECT count(*) FROM holds WHERE comparison_id IN %1$s)
                    + (SELECT count(*) FROM comparisons WHERE id IN %1$s)
                """
                        .formatted(ids));
    }

    private static void assertBooksBalance() throws SQLException {
        assertThat(
                        number(
                                """
                                SELECT count(*) FROM credit_periods AS p
                                WHERE available_milli <> (SELECT coalesce(sum(milli), 0) FROM credit_entries AS e
                                        WHERE e.pool = p.pool AND e.period_started_at = p.started_at)
                                    OR held_milli <> (SELECT coalesce(sum(milli), 0) FROM holds AS h
                                        WHERE h.pool = p.pool AND h.period_started_at = p.started_at
                                            AND state = 'held')
                                    OR used_milli <> -(SELECT coalesce(sum(milli), 0) FROM credit_entries AS e
                                        WHERE e.pool = p.pool AND e.period_started_at = p.started_at
                                            AND e.kind = 'charge')
                                """))
                .as("periods whose balance is not what their entries and holds sum to")
                .isZero();
        assertThat(
                        number(
                                """
                                SELECT count(*) FROM comparisons AS c
                                WHERE (status = 'running') <>
                                    EXISTS (SELECT FROM holds WHERE comparison_id = c.id AND state = 'held')
                                """))
                .as("comparisons whose hold does not end with them")
                .isZero();
        assertThat(
                        number(
                                """
                                SELECT count(*) FROM (SELECT 1 FROM credit_entries WHERE kind = 'release'
                                    GROUP BY comparison_id, pool HAVING count(*) > 1) AS twice
                                """))
                .as("holds resolved twice")
                .isZero();
    }

    /// Visitors of several networks and sites, who draw on overlapping pools given in any order.
    private static List<Caller> visitors(Random random) {
        List<Pool> sites =
                IntStream.range(0, 3)
                        .mapToObj(i -> new Pool("site:" + i, Samples.daily(40)))
                        .toList();
        Pool everybody = new Pool("everybody", Samples.daily(90));
        List<Caller> visitors = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Payer.Network network = new Payer.Network("net" + i % 5, Optional.empty());
            Pool own = new Pool(network.key(), Samples.daily(20));
            Pool site = sites.get(random.nextInt(sites.size()));
            visitors.add(
                    random.nextBoolean()
                            ? Samples.visitor(network, own, site, everybody)
                            : Samples.visitor(network, own, everybody, site));
        }
        return visitors;
    }

    @Test
    void whatever_many_do_at_once_the_books_balance() throws Exception {
        long seed = System.nanoTime();
        System.out.println("concurrency seed " + seed);
        List<Caller> callers = visitors(new Random(seed));
        Queue<NewComparison> open = new ConcurrentLinkedQueue<>();
        Queue<NewComparison> refused = new ConcurrentLinkedQueue<>();

        AtOnce.run(
                WORKERS,
                worker -> {
                    Random random = new Random(seed + worker);
                    for (int i = 0; i < STEPS; i++) {
                        step(random, callers, open, refused);
                    }
                    return worker;
                });

        assertThat(written(refused)).as("refused, and yet written").isZero();
        assertBooksBalance();
        for (NewComparison left : open) {
            end(left, new Random(seed));
        }
        endAllOrphans();
        assertBooksBalance();
        assertThat(number("SELECT count(*) FROM holds WHERE state = 'held'")).isZero();
        assertThat(number("SELECT count(*) FROM holds WHERE state <> 'held'")).isPositive();
    }

    private void step(
            Random random,
            List<Caller> callers,
            Queue<NewComparison> open,
            Queue<NewComparison> refused) {
        int dice = random.nextInt(10);
        if (dice < 5) {
            NewComparison comparison =
                    Draft.of(callers.get(random.nextInt(callers.size())))
                            .of("a/one")
                            .holding(new Credits(500 + random.nextInt(4_000)))
                            .leasedFor(random.nextBoolean() ? Duration.ZERO : Draft.LONG)
                            .at(someTime(random))
                            .build();
            if (comparisons.admit(comparison) instanceof AdmitOutcome.Admitted) {
                open.add(comparison);
            } else {
                refused.add(comparison);
            }
        } else if (dice < 9) {
            NewComparison ending = open.poll();
            if (ending != null) {
                end(ending, random);
            }
        } else {
            endAllOrphans();
        }
    }

    /// Around midnight, so that periods roll while holds are open.
    private static Instant someTime(Random random) {
        return random.nextInt(4) == 0
                ? Samples.MIDNIGHT.plusSeconds(random.nextInt(60))
                : Samples.MIDNIGHT.minusSeconds(60).plusSeconds(random.nextInt(60));
    }

    private void end(NewComparison comparison, Random random) {
        AnswerEnding ending =
                random.nextInt(3) == 0
                        ? Samples.failed("a/one", "half", "0.001")
                        : Samples.completed("a/one", "text", "0.0" + random.nextInt(100));
        comparisons.record(comparison.fence(), ending);
        Settlement settlement = Samples.settlement(comparison.plan().hold(), ending);
        comparisons.finish(comparison.fence(), settlement, 0, someTime(random));
        comparisons.finish(comparison.fence(), settlement, 0, someTime(random));
    }

    private void endAllOrphans() {
        for (Orphan orphan :
                comparisons.claimExpired(new InstanceId(UUID.randomUUID()), Draft.LONG, 50)) {
            comparisons.finish(
                    orphan.fence(), Samples.settlement(orphan.comparison().held()), 0, NOW);
        }
    }

    @Test
    void one_idempotency_key_admits_once_even_where_the_pools_differ() throws Exception {
        Payer.Network network = new Payer.Network("net", Optional.empty());
        Caller visitor = Samples.visitor(network, new Pool("pool:0", Samples.daily(50)));
        List<NewComparison> same =
                IntStream.range(0, 30)
                        .mapToObj(i -> withPool(visitor, new Pool("pool:" + i, Samples.daily(50))))
                        .map(caller -> Draft.of(caller).keyed("key", "print").build())
                        .toList();

        List<AdmitOutcome> outcomes = AtOnce.run(30, i -> comparisons.admit(same.get(i)));

        assertThat(outcomes).filteredOn(AdmitOutcome.Admitted.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(AdmitOutcome.Repeated.class::isInstance).hasSize(29);
        assertThat(number("SELECT count(*) FROM comparisons")).isOne();
        assertThat(number("SELECT count(*) FROM credit_entries")).isEqualTo(2);
    }

    private static Caller withPool(Caller caller, Pool pool) {
        return new Caller(
                caller.owner(),
                caller.payer(),
                caller.tier(),
                caller.staff(),
                List.of(pool),
                caller.idempotencyScope());
    }
}
