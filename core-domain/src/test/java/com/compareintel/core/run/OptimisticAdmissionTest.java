package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.tier.TierTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is looked up before a comparison is admitted.
final class OptimisticAdmissionTest {
    private final ComparisonRequest request = Samples.request("Explain tides.", "a/one", "b/two");
    private final List<String> steps = new ArrayList<>();
    private final Stage stage =
            new Stage(
                    new SlotBounds(10, 10),
                    real -> Watched.comparisons(real, steps),
                    runnable -> {});

    private Submission submit(Caller caller) {
        return stage.compare.submit(caller, request, Optional.empty(), Optional.empty());
    }

    private static Comparison admitted(Submission submission) {
        return ((Submission.Admitted) submission).comparison();
    }

    @Test
    void with_credit_and_room_nothing_is_looked_up_before_the_lock() {
        assertThat(submit(Samples.account(1_000))).isInstanceOf(Submission.Admitted.class);

        assertThat(steps).containsExactly("admit");
    }

    @Test
    void with_less_credit_the_balance_says_how_long_answers_may_be() {
        Comparison widest = admitted(submit(Samples.account(1_000)));
        assertThat(widest.held()).isEqualTo(Credits.of(2));
        steps.clear();

        Comparison lowered = admitted(submit(Samples.account(1)));

        assertThat(lowered.held()).isEqualTo(Credits.of(1));
        assertThat(lowered.maxOutputTokens()).isBetween(512, widest.maxOutputTokens() - 1);
        assertThat(steps).containsExactly("admit", "admit");
    }

    @Test
    void without_credit_the_balance_says_what_is_missing() {
        Submission refused = submit(Samples.account(0));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        submission ->
                                assertThat(submission.why())
                                        .isInstanceOfSatisfying(
                                                Refusal.InsufficientCredits.class,
                                                why -> {
                                                    assertThat(why.remaining())
                                                            .isEqualTo(Credits.NONE);
                                                    assertThat(why.limit())
                                                            .isEqualTo(Pool.Limit.CREDITS);
                                                }));
        assertThat(steps).containsExactly("admit");
    }

    @Test
    void no_room_is_told_before_no_credit() {
        Caller caller = Samples.account(0);
        int most = TierTable.standard().of(caller.tier()).openAtOnce();
        for (int i = 0; i < most; i++) {
            stage.books.comparisons().admit(Draft.of(caller).holding(Credits.NONE).build());
        }

        Submission refused = submit(caller);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Submission.Refused.class,
                        submission ->
                                assertThat(submission.why())
                                        .isInstanceOf(Refusal.TooManyOpen.class));
        assertThat(steps).containsExactly("admit");
    }
}
