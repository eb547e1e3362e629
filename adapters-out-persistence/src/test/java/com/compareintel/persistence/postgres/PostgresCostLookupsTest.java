package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.AcceptedCall;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.CostLookupsContract;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresCostLookupsTest extends CostLookupsContract {
    private static final int ROUNDS = 10;
    private static final int COMPARISONS = 6;
    private static final String[] MODELS = {"a/one", "b/two", "c/three"};

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

    /// Several answers of several comparisons are locked at once, in whatever order they are named;
    /// each of them may be ended, and each comparison renewed or taken over, at the same moment.
    @Test
    void notes_of_many_and_whatever_ends_them_never_wait_for_each_other_in_a_circle()
            throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("cost lookups seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Fence> fences = new ArrayList<>();
            List<AcceptedCall> calls = new ArrayList<>();
            for (int i = 0; i < COMPARISONS; i++) {
                NewComparison comparison =
                        Draft.of(Samples.account(10)).of(MODELS).leasedFor(Duration.ZERO).build();
                comparisons().admit(comparison);
                fences.add(comparison.fence());
                for (String model : MODELS) {
                    calls.add(call(comparison.fence(), model));
                }
            }
            List<Callable<Object>> rivals = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                List<AcceptedCall> shuffled = new ArrayList<>(calls);
                Collections.shuffle(shuffled, random);
                rivals.add(() -> {
                    lookups().note(shuffled);
                    return "noted";
                });
            }
            for (Fence fence : fences) {
                for (String model : MODELS) {
                    rivals.add(() -> comparisons().record(fence, ending(model)));
                }
            }
            rivals.add(() -> comparisons().renew(Set.copyOf(fences), Duration.ZERO));
            rivals.add(() ->
                    comparisons()
                            .claimExpired(
                                    new InstanceId(UUID.randomUUID()),
                                    Draft.LONG,
                                    COMPARISONS / 2));
            rivals.add(() -> lookups().claim(2, Duration.ZERO));
            Collections.shuffle(rivals, random);

            AtOnce.run(rivals);
        }

        int all = ROUNDS * COMPARISONS * MODELS.length;
        // Those of a comparison that was taken over before its answers ended have no owner.
        assertThat(lookups().claim(all, Duration.ZERO)).hasSize(all);
    }

    private static AcceptedCall call(Fence fence, String model) {
        return new AcceptedCall(
                new AcceptedCall.Key(fence.comparison(), new ModelId(model), fence.epoch(), 1),
                "gen-" + model);
    }

    private static AnswerEnding ending(String model) {
        AnswerEnding bare = Samples.completed(model, "text", "0.01");
        return new AnswerEnding(
                bare.answer(),
                bare.bill(),
                Optional.of("gen-" + model),
                List.of(new ProviderCall(1, Optional.of("gen-" + model), Usd.of("0.01"), false)));
    }
}
