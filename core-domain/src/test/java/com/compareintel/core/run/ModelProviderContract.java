package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What any [ModelProvider] promises. A test of an adapter supplies the provider and an upstream
/// that plays the scenarios; words are numbered from 1, so that none can be lost or get out of
/// order unnoticed.
public abstract class ModelProviderContract {
    /// How many words most scenarios say.
    protected static final int WORDS = 30;

    /// How many words a long answer has: more than a provider may have read ahead.
    protected static final int MANY_WORDS = 6_000;

    /// How long a provider wants to be left alone when it has too much to do.
    protected static final Duration RETRY_AFTER = Duration.ofSeconds(7);

    /// How soon an upstream sees that a call was cancelled.
    protected static final Duration PROMPTLY = Duration.ofSeconds(1);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// What the upstream does with a call.
    protected enum Scenario {
        /// Says [#WORDS] words and stops, with usage and cost.
        PLAIN,
        /// Reasons in [#WORDS] words, then says as many.
        REASONING,
        /// Says a few words and goes on more slowly than any test waits for.
        SLOW,
        /// Says [#MANY_WORDS] words as fast as they are read.
        LONG,
        /// Has too much to do, and asks to be left alone for [#RETRY_AFTER].
        RATE_LIMITED,
        /// Cannot reach the model.
        UNAVAILABLE,
        /// Says [#WORDS] words, then that something went wrong.
        ERROR_WITHIN,
        /// Says [#WORDS] words and ends without a reason.
        TRUNCATED,
        /// Takes the call and says nothing ever.
        SILENT
    }

    /// The provider under test; the same throughout a test.
    protected abstract ModelProvider provider();

    /// Sees to it that calls to the model returned meet with this scenario.
    protected abstract ModelId stage(Scenario scenario);

    /// What the upstream itself says it charged for a call.
    protected abstract Usd chargedFor(String generation);

    /// Waits until the upstream has seen us hang up on a call; false if it does not within
    /// `atMost`.
    protected abstract boolean awaitHungUp(String generation, Duration atMost);

    /// How many signals may still come after the sink asked for a pause.
    protected abstract int mostAfterPause();

    private Heard ask(Scenario scenario) {
        return ask(scenario, new Heard());
    }

    private Heard ask(Scenario scenario, Heard heard) {
        heard.call(provider().ask(question(stage(scenario)), heard));
        return heard;
    }

    protected static Question question(ModelId model) {
        return new Question(
                model,
                List.of(new Message(Message.Role.USER, "Explain tides to a child.")),
                8_000,
                Parameters.DEFAULTS,
                new Rates(Usd.of("0.001"), Usd.of("0.001"), Usd.of("1")),
                "a-session");
    }

    @Test
    void a_plain_answer_comes_whole_in_order_and_then_ends() {
        Heard heard = ask(Scenario.PLAIN);

        heard.awaitEnd();

        assertThat(numbersIn(heard.text())).isEqualTo(numbers(WORDS));
        assertThat(heard.thoughts()).isEmpty();
        assertThat(heard.all().getFirst()).isInstanceOf(ProviderSignal.Accepted.class);
        assertThat(heard.of(ProviderSignal.Finishing.class))
                .containsExactly(new ProviderSignal.Finishing(FinishReason.STOP));
        assertThat(heard.ended().reason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void usage_and_cost_are_exactly_what_the_upstream_charged() {
        Heard heard = ask(Scenario.PLAIN);

        heard.awaitEnd();

        assertThat(heard.ended().usage().orElseThrow().outputTokens()).isPositive();
        assertThat(heard.ended().cost()).contains(chargedFor(heard.generation()));
    }

    @Test
    void reasoning_comes_apart_from_text_and_before_it() {
        Heard heard = ask(Scenario.REASONING);

        heard.awaitEnd();

        assertThat(numbersIn(heard.thoughts())).isEqualTo(numbers(WORDS));
        assertThat(numbersIn(heard.text())).isEqualTo(numbers(WORDS));
        assertThat(heard.lastOf(ProviderSignal.Thought.class))
                .isLessThan(heard.firstOf(ProviderSignal.Text.class));
        assertThat(heard.ended().usage().orElseThrow().reasoningTokens()).isPositive();
    }

    @Test
    void too_many_requests_say_how_long_to_wait() {
        Heard heard = ask(Scenario.RATE_LIMITED);

        heard.awaitEnd();

        assertThat(heard.failed().failure())
                .isEqualTo(new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true));
        assertThat(heard.failed().retries()).isEqualTo(2);
        assertThat(heard.failed().retryAfter()).contains(RETRY_AFTER);
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void a_model_out_of_reach_may_be_tried_again() {
        Heard heard = ask(Scenario.UNAVAILABLE);

        heard.awaitEnd();

        assertThat(heard.failed().failure())
                .isEqualTo(new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true));
        assertThat(heard.failed().retries()).isPositive();
        assertThat(heard.failed().retryAfter()).isEmpty();
    }

    @Test
    void an_error_within_the_answer_fails_it_after_what_was_said() {
        Heard heard = ask(Scenario.ERROR_WITHIN);

        heard.awaitEnd();

        assertThat(numbersIn(heard.text())).isEqualTo(numbers(WORDS));
        assertThat(heard.failed().failure().code()).isEqualTo(FailureCode.UNAVAILABLE_UPSTREAM);
        assertThat(heard.of(ProviderSignal.Finishing.class)).isEmpty();
    }

    @Test
    void an_answer_that_ends_without_a_reason_is_truncated() {
        Heard heard = ask(Scenario.TRUNCATED);

        heard.awaitEnd();

        assertThat(numbersIn(heard.text())).isEqualTo(numbers(WORDS));
        assertThat(heard.failed().failure())
                .isEqualTo(new AnswerFailure(FailureCode.TRUNCATED, true));
    }

    @Test
    void every_call_ends_once_and_nothing_follows() {
        Map<Scenario, Heard> ending = new EnumMap<>(Scenario.class);
        for (Scenario scenario : Scenario.values()) {
            if (scenario != Scenario.SLOW && scenario != Scenario.SILENT) {
                ending.put(scenario, ask(scenario));
            }
        }

        ending.values().forEach(Heard::awaitEnd);
        ask(Scenario.PLAIN).awaitEnd();

        assertThat(ending.values())
                .allSatisfy(heard -> {
                    assertThat(heard.all()).filteredOn(Heard::isEnd).hasSize(1);
                    assertThat(Heard.isEnd(heard.all().getLast())).isTrue();
                });
    }

    @Test
    void calls_do_not_disturb_each_other() {
        List<Heard> plain = new ArrayList<>();
        Heard silent = ask(Scenario.SILENT);
        for (Scenario scenario : Scenario.values()) {
            ask(scenario);
            plain.add(ask(Scenario.PLAIN));
        }

        plain.forEach(Heard::awaitEnd);

        assertThat(plain)
                .allSatisfy(heard -> assertThat(numbersIn(heard.text())).isEqualTo(numbers(WORDS)));
        assertThat(silent.of(ProviderSignal.Text.class)).isEmpty();
        assertThat(silent.hasEnded()).isFalse();
    }

    @Test
    void a_cancelled_call_is_closed_promptly_and_says_no_more() {
        Heard heard = ask(Scenario.SLOW);
        heard.await(signals -> signals.stream().anyMatch(ProviderSignal.Text.class::isInstance));

        heard.call().cancel();

        assertThat(awaitHungUp(heard.generation(), PROMPTLY)).isTrue();
        List<ProviderSignal> until = heard.all();
        ask(Scenario.PLAIN).awaitEnd();
        assertThat(heard.all()).isEqualTo(until);
        assertThat(heard.hasEnded()).isFalse();
    }

    @Test
    void a_call_can_be_cancelled_while_the_upstream_keeps_silent() {
        Heard heard = ask(Scenario.SILENT);
        heard.await(signals -> !signals.isEmpty());

        heard.call().cancel();

        assertThat(awaitHungUp(heard.generation(), PROMPTLY)).isTrue();
        assertThat(heard.all()).hasSize(1);
    }

    @Test
    void a_call_can_be_cancelled_by_its_own_sink() {
        Heard heard = new Heard();
        heard.cancelAtFirst(ProviderSignal.Text.class);
        ask(Scenario.LONG, heard);

        heard.await(signals -> heard.firstOf(ProviderSignal.Text.class) >= 0);
        ask(Scenario.PLAIN).awaitEnd();

        assertThat(Heard.isEnd(heard.all().getLast())).isFalse();
        assertThat(heard.of(ProviderSignal.Text.class)).hasSize(1);
    }

    @Test
    void a_call_cancelled_at_once_never_ends() {
        Heard heard = ask(Scenario.SLOW);

        heard.call().cancel();
        ask(Scenario.PLAIN).awaitEnd();

        assertThat(heard.hasEnded()).isFalse();
    }

    @Test
    void cancelling_and_resuming_after_the_end_change_nothing() {
        Heard heard = ask(Scenario.PLAIN);
        heard.awaitEnd();
        List<ProviderSignal> until = heard.all();

        heard.call().resume();
        heard.call().cancel();
        heard.call().cancel();
        heard.call().resume();
        ask(Scenario.PLAIN).awaitEnd();

        assertThat(heard.all()).isEqualTo(until);
    }

    @Test
    void a_pause_bounds_what_still_comes_and_loses_nothing() {
        Heard heard = new Heard();
        heard.pauseAtFirst(ProviderSignal.Text.class);
        ask(Scenario.LONG, heard);

        heard.awaitPause();
        ask(Scenario.PLAIN).awaitEnd();
        int whilePaused = heard.all().size();
        heard.call().resume();
        heard.awaitEnd();

        assertThat(whilePaused).isLessThanOrEqualTo(mostAfterPause() + 2);
        assertThat(whilePaused).isLessThan(MANY_WORDS);
        assertThat(numbersIn(heard.text())).isEqualTo(numbers(MANY_WORDS));
    }

    @Test
    void pausing_at_every_signal_loses_nothing() {
        Heard heard = new Heard();
        heard.pauseAlways();
        ask(Scenario.REASONING, heard);

        while (!heard.hasEnded()) {
            heard.awaitPause();
            heard.call().resume();
        }

        assertThat(numbersIn(heard.thoughts())).isEqualTo(numbers(WORDS));
        assertThat(numbersIn(heard.text())).isEqualTo(numbers(WORDS));
    }

    @Test
    void a_paused_call_can_be_cancelled() {
        Heard heard = new Heard();
        heard.pauseAtFirst(ProviderSignal.Text.class);
        ask(Scenario.SLOW, heard);
        heard.awaitPause();

        heard.call().cancel();
        heard.call().resume();

        assertThat(awaitHungUp(heard.generation(), PROMPTLY)).isTrue();
        assertThat(heard.hasEnded()).isFalse();
    }

    private static List<Integer> numbersIn(String text) {
        return NUMBER.matcher(text).results().map(word -> Integer.valueOf(word.group())).toList();
    }

    private static List<Integer> numbers(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
