package com.compareintel.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.CostLookups.DueCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MeteredCostLookupsTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InMemoryBooks books = InMemoryBooks.empty(new ManualClock(Samples.NOW));
    private final MeteredCostLookups metered = new MeteredCostLookups(books.lookups(), registry);

    private List<DueCall> dueWithOneCentEach(int calls) {
        NewComparison comparison = Draft.of(Samples.account(10)).of("a/one").build();
        books.comparisons().admit(comparison);
        AnswerEnding bare = Samples.completed("a/one", "text", "0.01");
        List<ProviderCall> unknown =
                IntStream.rangeClosed(1, calls)
                        .mapToObj(number ->
                                new ProviderCall(
                                        number,
                                        Optional.of("gen-" + number),
                                        Usd.of("0.01"),
                                        false))
                        .toList();
        books.comparisons()
                .record(
                        comparison.fence(),
                        new AnswerEnding(bare.answer(), bare.bill(), Optional.of("gen"), unknown));
        return metered.claim(calls, LEASE);
    }

    private double counted(String name, String... tags) {
        return registry.get("compareintel.lookups." + name).tags(tags).counter().count();
    }

    @Test
    void each_call_counts_once_by_what_came_of_it() {
        List<DueCall> due = dueWithOneCentEach(3);

        metered.book(due.get(0), Usd.of("0.035"));
        metered.book(due.get(0), Usd.of("0.035"));
        metered.book(due.get(1), Usd.of("0.004"));
        metered.giveUp(due.get(2));
        metered.giveUp(due.get(2));

        assertThat(counted("booked")).isEqualTo(2);
        assertThat(counted("given.up")).isEqualTo(1);
        assertThat(counted("usd", "direction", "more")).isEqualTo(0.025);
        assertThat(counted("usd", "direction", "less")).isEqualTo(0.006);
    }

    @Test
    void those_that_wait_are_as_many_as_were_counted_last() {
        dueWithOneCentEach(2);

        metered.waiting();

        assertThat(registry.get("compareintel.lookups.waiting").gauge().value()).isEqualTo(2);
    }
}
