package com.compareintel.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.credit.Credits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MeteredComparisonsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Catalogue catalogue = Catalogue.of("v1", List.of(Samples.card("a/one")));
    private final Comparisons comparisons =
            new MeteredComparisons(
                    InMemoryBooks.empty(new ManualClock(Samples.NOW)).comparisons(),
                    new ComparisonMeters(meters, () -> catalogue));

    @Test
    void a_comparison_is_counted_from_its_hold_to_its_charge() {
        var started = Draft.of(Samples.account(10)).holding(5).build();
        var one = Samples.completed("a/one", "tides", "0.018");
        var two = Samples.failed("b/two", "", "0.004");
        var settlement = Samples.settlement(Credits.of(5), one, two);

        comparisons.admit(started);
        comparisons.record(started.fence(), one);
        comparisons.record(started.fence(), two);
        comparisons.finish(started.fence(), settlement, 0, Samples.NOW);

        assertThat(count("compareintel.comparisons.started")).isEqualTo(1);
        assertThat(count("compareintel.credits.held")).isEqualTo(5);
        assertThat(count("compareintel.comparisons.finished", "status", "partial")).isEqualTo(1);
        assertThat(count("compareintel.credits.charged")).isEqualTo(2);
        assertThat(count("compareintel.absorbed.usd", "kind", "absorbed")).isEqualTo(0.004);
    }

    @Test
    void answers_are_counted_by_model_and_ending() {
        run(Samples.completed("a/one", "tides", "0.001"));

        assertThat(
                        count(
                                "compareintel.answers",
                                "model",
                                "a/one",
                                "ending",
                                "completed",
                                "code",
                                ""))
                .isEqualTo(1);
        assertThat(meters.get("compareintel.answers.first.token").timer().count()).isEqualTo(1);
        assertThat(meters.get("compareintel.answers.duration").timer().count()).isEqualTo(1);
    }

    @Test
    void models_that_are_not_sold_share_one_series() {
        run(Samples.failed("b/two", "", "0"));

        assertThat(
                        count(
                                "compareintel.answers",
                                "model",
                                "other",
                                "ending",
                                "failed",
                                "code",
                                "stalled"))
                .isEqualTo(1);
    }

    @Test
    void what_was_refused_or_fenced_is_not_counted() {
        var started = Draft.of(Samples.account(1)).holding(5).build();
        assertThat(comparisons.admit(started)).isInstanceOf(AdmitOutcome.OutOfCredit.class);

        var other = Draft.of(Samples.account(10)).build();
        comparisons.admit(other);
        var zombie = new Fence(other.id(), new InstanceId(UUID.randomUUID()), 1);
        assertThat(comparisons.record(zombie, Samples.completed("a/one", "tides", "0.001")))
                .isEqualTo(WriteOutcome.FENCED);

        assertThat(count("compareintel.comparisons.started")).isEqualTo(1);
        assertThat(meters.find("compareintel.answers").counters()).isEmpty();
    }

    private void run(AnswerEnding ending) {
        var started = Draft.of(Samples.account(10)).build();
        comparisons.admit(started);
        comparisons.record(started.fence(), ending);
    }

    private double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }
}
