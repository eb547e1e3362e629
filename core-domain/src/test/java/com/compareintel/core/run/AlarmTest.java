package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Deadlines of a run that nothing but its alarm can notice.
final class AlarmTest {
    private final Stage stage = new Stage();

    @Test
    void a_deadline_that_was_put_off_is_noticed_after_an_alarm_that_rang_early() {
        ComparisonId id =
                stage.start(Samples.account(100), Samples.request("Explain tides.", "a/one"));
        stage.pass(Duration.ofSeconds(50));
        stage.provider.call("a/one").say("half");

        stage.pass(Duration.ofSeconds(50));
        assertThat(stage.runner.running()).isEqualTo(1);
        stage.pass(Duration.ofSeconds(20));

        Feed feed = stage.follow.fromStart(id, () -> {});
        assertThat(Stage.drain(feed).of(ComparisonEvent.AnswerFailed.class))
                .singleElement()
                .extracting(failed -> failed.failure().code())
                .isEqualTo(FailureCode.STALLED);
        assertThat(stage.runner.running()).isZero();
        assertThat(stage.timers.pending()).isZero();
    }
}
