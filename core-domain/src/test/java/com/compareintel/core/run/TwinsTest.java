package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Requests that promise to be one.
final class TwinsTest {
    private final Stage stage = new Stage();
    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one");
    private final Idempotency promise = new Idempotency("somebody", "the key", "the body");

    private Submission submit() {
        return stage.compare.submit(caller, request, Optional.of(promise), Optional.empty());
    }

    @Test
    void of_fifty_at_once_one_is_tried_and_the_others_join_it() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        List<Callable<Submission>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(() ->
                    stage.compare.once(
                            promise,
                            () -> {
                                tried.incrementAndGet();
                                return submit();
                            }));
        }
        int joined = 0;
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Submission> one : crowd.invokeAll(all)) {
                joined += one.get() instanceof Submission.Joined ? 1 : 0;
            }
        }

        assertThat(tried).hasValue(1);
        assertThat(joined).isEqualTo(49);
    }

    @Test
    void one_that_is_refused_because_its_twin_came_first_elsewhere_joins_it() {
        Submission joined =
                stage.compare.once(
                        promise,
                        () -> {
                            submit();
                            return new Submission.Refused(
                                    new Refusal.TooManyOpen(Duration.ofSeconds(5)));
                        });

        assertThat(joined).isInstanceOf(Submission.Joined.class);
    }

    @Test
    void a_refusal_without_a_twin_stays_one() {
        Submission refused =
                stage.compare.once(
                        promise,
                        () ->
                                new Submission.Refused(
                                        new Refusal.TooManyOpen(Duration.ofSeconds(5))));

        assertThat(refused).isInstanceOf(Submission.Refused.class);
    }
}
