package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ProviderSignal.Accepted;
import com.compareintel.core.run.ProviderSignal.Ended;
import com.compareintel.core.run.ProviderSignal.Failed;
import com.compareintel.core.run.ProviderSignal.Finishing;
import com.compareintel.core.run.ProviderSignal.Text;
import com.compareintel.core.run.ProviderSignal.Thought;
import com.compareintel.core.run.ScriptedModelProvider.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedModelProviderTest extends ModelProviderContract {
    private static final Usd COST = Usd.of("0.0042");
    private static final ModelId MODEL = new ModelId("scripted/by-hand");

    private final ExecutorService stage = Executors.newFixedThreadPool(2);
    private final ScriptedModelProvider provider = ScriptedModelProvider.playing(stage);
    private final AtomicInteger staged = new AtomicInteger();

    @AfterEach
    void close() {
        stage.shutdownNow();
    }

    @Override
    protected ModelProvider provider() {
        return provider;
    }

    @Override
    protected ModelId stage(Scenario scenario) {
        ModelId model = new ModelId("scripted/" + staged.incrementAndGet());
        provider.script(model, script(scenario, model.value()));
        return model;
    }

    private static List<ProviderSignal> script(Scenario scenario, String generation) {
        List<ProviderSignal> script = new ArrayList<>();
        script.add(new Accepted(generation));
        switch (scenario) {
            case PLAIN -> {
                script.addAll(words(WORDS, Text::new));
                end(script, 0);
            }
            case REASONING -> {
                script.addAll(words(WORDS, Thought::new));
                script.addAll(words(WORDS, Text::new));
                end(script, WORDS);
            }
            case SLOW -> script.addAll(words(3, Text::new));
            case LONG -> {
                script.addAll(words(MANY_WORDS, Text::new));
                end(script, 0);
            }
            case RATE_LIMITED ->
                    script.set(
                            0,
                            new Failed(
                                    new AnswerFailure(FailureCode.RATE_LIMITED_UPSTREAM, true),
                                    2,
                                    Optional.of(RETRY_AFTER),
                                    Optional.empty(),
                                    Optional.empty()));
            case UNAVAILABLE -> script.set(0, failed(FailureCode.UNAVAILABLE_UPSTREAM));
            case ERROR_WITHIN -> {
                script.addAll(words(WORDS, Text::new));
                script.add(failed(FailureCode.UNAVAILABLE_UPSTREAM));
            }
            case TRUNCATED -> {
                script.addAll(words(WORDS, Text::new));
                script.add(failed(FailureCode.TRUNCATED));
            }
            case SILENT -> {}
        }
        return script;
    }

    private static List<ProviderSignal> words(int count, Function<String, ProviderSignal> as) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> as.apply("word-" + i + " ")).toList();
    }

    private static void end(List<ProviderSignal> script, int reasoned) {
        script.add(new Finishing(FinishReason.STOP));
        script.add(
                new Ended(
                        FinishReason.STOP,
                        Optional.of(new Usage(9, WORDS + reasoned, reasoned, 0)),
                        Optional.of(COST)));
    }

    private static Failed failed(FailureCode code) {
        return Failed.of(new AnswerFailure(code, true), 2);
    }

    @Override
    protected Usd chargedFor(String generation) {
        return COST;
    }

    @Override
    protected boolean awaitHungUp(String generation, Duration atMost) {
        return provider.calls(new ModelId(generation)).stream().anyMatch(ScriptedCall::isCancelled);
    }

    @Override
    protected int mostAfterPause() {
        return 0;
    }

    @Test
    void by_hand_each_step_says_one_signal() {
        ScriptedModelProvider byHand = ScriptedModelProvider.byHand();
        byHand.script(MODEL, new Text("a"), new Text("b"));
        Heard heard = new Heard();
        heard.call(byHand.ask(question(MODEL), heard));
        ScriptedCall call = byHand.calls(MODEL).getFirst();

        assertThat(heard.all()).isEmpty();
        assertThat(call.step()).isTrue();
        assertThat(heard.text()).isEqualTo("a");
        assertThat(call.step()).isTrue();
        assertThat(call.step()).isFalse();
        assertThat(heard.text()).isEqualTo("ab");
    }

    @Test
    void each_call_takes_the_next_script_and_the_last_one_stays() {
        ScriptedModelProvider byHand = ScriptedModelProvider.byHand();
        byHand.script(MODEL, failed(FailureCode.UNAVAILABLE_UPSTREAM));
        byHand.script(MODEL, new Text("fine"));

        List<Heard> heard =
                IntStream.range(0, 3)
                        .mapToObj(i -> {
                            Heard sink = new Heard();
                            sink.call(byHand.ask(question(MODEL), sink));
                            byHand.calls().getLast().play();
                            return sink;
                        })
                        .toList();

        assertThat(heard.getFirst().hasEnded()).isTrue();
        assertThat(heard).element(1).extracting(Heard::text).isEqualTo("fine");
        assertThat(heard).element(2).extracting(Heard::text).isEqualTo("fine");
    }
}
