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
import org.junit.jupiter.api.Test;

/// What a refusal for want of room costs.
final class AtTheDoorTest {
    private final Caller caller = Samples.account(100);
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");

    @Test
    void whom_there_is_no_room_for_does_not_disturb_the_database() {
        List<String> steps = new ArrayList<>();
        Stage stage =
                new Stage(
                        new SlotBounds(1, 1),
                        real -> Watched.comparisons(real, steps),
                        Runnable::run);
        Idempotency first = new Idempotency("somebody", "first", "the body");
        Idempotency second = new Idempotency("somebody", "second", "the body");
        stage.compare.once(
                first,
                () -> stage.compare.submit(caller, request, Optional.of(first), Optional.empty()));
        steps.clear();

        stage.compare.submit(caller, request, Optional.empty(), Optional.empty());
        assertThat(steps).isEmpty();
        Submission refused =
                stage.compare.once(
                        second,
                        () ->
                                stage.compare.submit(
                                        caller, request, Optional.of(second), Optional.empty()));
        Submission repeated =
                stage.compare.once(
                        first,
                        () ->
                                stage.compare.submit(
                                        caller, request, Optional.of(first), Optional.empty()));

        assertThat(refused)
                .isEqualTo(new Submission.Refused(new Refusal.Overloaded(Duration.ofSeconds(5))));
        assertThat(repeated).isInstanceOf(Submission.Joined.class);
        assertThat(steps).containsExactly("repeatOf", "repeatOf");
    }
}
