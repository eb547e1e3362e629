package com.compareintel.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MeteredModelProviderTest {
    private static final Question QUESTION =
            new Question(
                    new ModelId("a/one"),
                    List.of(),
                    100,
                    Parameters.DEFAULTS,
                    Rates.FREE,
                    "session");

    private static final ProviderSignal.Ended ENDED =
            new ProviderSignal.Ended(FinishReason.STOP, Optional.empty(), Optional.empty());

    private final AtomicInteger open = new AtomicInteger();
    private final Patient provider = new Patient();
    private final ModelProvider metered = new MeteredModelProvider(provider, open);

    @Test
    void calls_are_open_until_they_end_or_fail() {
        List<ProviderSignal> heard = new ArrayList<>();
        metered.ask(QUESTION, heard::add);
        metered.ask(QUESTION, heard::add);
        provider.say(0, new ProviderSignal.Text("tides"));
        assertThat(open).hasValue(2);

        provider.say(0, ENDED);
        var failed =
                ProviderSignal.Failed.of(
                        new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true), 2);
        provider.say(1, failed);

        assertThat(open).hasValue(0);
        assertThat(heard).containsExactly(new ProviderSignal.Text("tides"), ENDED, failed);
    }

    @Test
    void a_cancelled_call_is_counted_out_once() {
        var call = metered.ask(QUESTION, signal -> true);

        call.cancel();
        call.cancel();
        provider.say(0, ENDED);

        assertThat(open).hasValue(0);
        assertThat(provider.cancelled).isEqualTo(2);
    }

    @Test
    void pausing_and_resuming_pass_through() {
        var call = metered.ask(QUESTION, signal -> false);

        assertThat(provider.say(0, new ProviderSignal.Text("tides"))).isFalse();
        call.resume();

        assertThat(provider.resumed).isEqualTo(1);
    }

    /// Says what it is told to say.
    private static final class Patient implements ModelProvider {
        private final List<Sink> sinks = new ArrayList<>();
        private int cancelled;
        private int resumed;

        boolean say(int call, ProviderSignal signal) {
            return sinks.get(call).take(signal);
        }

        @Override
        public Call ask(Question question, Sink sink) {
            sinks.add(sink);
            return new Call() {
                @Override
                public void cancel(Consumer<Optional<String>> left) {
                    cancelled++;
                    left.accept(Optional.empty());
                }

                @Override
                public void resume() {
                    resumed++;
                }
            };
        }
    }
}
