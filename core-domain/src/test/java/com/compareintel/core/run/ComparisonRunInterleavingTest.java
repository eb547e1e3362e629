package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Thousands of runs in which everything happens in random order: answers race, fail, stall and are
/// cancelled, slots and storage are late. Whatever the order, every reader sees a proper history
/// and nothing is left open.
final class ComparisonRunInterleavingTest {
    private static final int RUNS = 5_000;

    @Test
    void every_interleaving_gives_each_model_a_proper_history_and_one_ending() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random seeds = new Random(seed);
        for (int i = 0; i < RUNS; i++) {
            long runSeed = seeds.nextLong();
            try {
                new RandomRun(new Random(runSeed)).play();
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("run " + i + " of -Dseed=" + seed, broken);
            }
        }
    }

    /// One run with everything around it.
    private static final class RandomRun {
        private final Random random;
        private final Plan plan;
        private final ComparisonRun run;
        private final List<Supplier<Signal>> possible = new ArrayList<>();
        private final List<ComparisonEvent> history = new ArrayList<>();
        private final Map<ModelId, Integer> openCall = new HashMap<>();
        private final Set<ModelId> slots = new HashSet<>();
        private final Map<ModelId, AnswerEnding> stored = new HashMap<>();
        private final Map<ModelId, Integer> spoken = new HashMap<>();
        private final Set<Noted> noted = new HashSet<>();
        private Instant now = Runs.START;
        private int settled;
        private boolean retired;

        private record Noted(ModelId model, int call, String generation) {}

        RandomRun(Random random) {
            this.random = random;
            this.plan = Runs.plan(1 + random.nextInt(12));
            this.run =
                    ComparisonRun.first(
                            Runs.admitted(plan),
                            plan,
                            CreditRate.STANDARD,
                            Deadlines.STANDARD,
                            new RetryBudget(3),
                            random);
        }

        void play() {
            tell(new Signal.Begun());
            int steps = 0;
            while (!retired) {
                assertThat(++steps).as("steps").isLessThan(20_000);
                int dice = random.nextInt(100);
                if (dice < 2 && random.nextInt(4) == 0) {
                    tell(new Signal.CancelAsked(someModels()));
                } else if (dice < 6 || possible.isEmpty()) {
                    now = now.plusSeconds(random.nextInt(90));
                    tell(new Signal.DeadlinePassed());
                } else {
                    now = now.plusMillis(random.nextInt(200));
                    int index = random.nextInt(possible.size());
                    tell(possible.remove(index).get());
                }
            }
            check();
        }

        private Set<ModelId> someModels() {
            Set<ModelId> some = new HashSet<>();
            plan.answers().stream()
                    .map(answer -> answer.card().id())
                    .filter(model -> random.nextBoolean())
                    .forEach(some::add);
            return some;
        }

        private void tell(Signal signal) {
            run.on(signal, now).forEach(this::happen);
        }

        private void happen(Effect effect) {
            switch (effect) {
                case Effect.Publish(ComparisonEvent event) -> history.add(event);
                case Effect.TakeSlot(var answer, boolean again) -> {
                    ModelId model = answer.card().id();
                    assertThat(slots.add(model)).isTrue();
                    if (random.nextInt(4) == 0) {
                        tell(new Signal.SlotAwaited(model, 1));
                    }
                    possible.add(() -> new Signal.SlotGranted(model));
                }
                case Effect.NoteAnswering(ModelId model) -> assertThat(slots).contains(model);
                case Effect.NoteRefused(ModelId model, var strain, var retryAfter) ->
                        assertThat(slots).contains(model);
                case Effect.FreeSlot(ModelId model, var used) ->
                        assertThat(slots.remove(model)).isTrue();
                case Effect.Ask(var answer, int call) -> {
                    ModelId model = answer.card().id();
                    assertThat(openCall.put(model, call)).as("two calls at once").isNull();
                    possible.add(() -> speak(model, call));
                }
                case Effect.NoteCall(ModelId model, int call, String generation) ->
                        assertThat(noted.add(new Noted(model, call, generation)))
                                .as("noted twice")
                                .isTrue();
                case Effect.HangUp(ModelId model) ->
                        assertThat(openCall.remove(model)).as("nothing to hang up").isNotNull();
                case Effect.Store(EndedAnswer answer) -> {
                    AnswerEnding ending = answer.bill(String::length);
                    possible.add(() -> {
                        assertThat(stored.put(ending.answer().model(), ending)).isNull();
                        return new Signal.Stored(ending);
                    });
                }
                case Effect.Settle settle -> {
                    settled++;
                    possible.add(() -> new Signal.Settled(Runs.closing(settle, now)));
                }
                case Effect.Retire retire -> retired = true;
            }
        }

        /// The next thing a provider says, in a call that may have been hung up in the meantime.
        private Signal speak(ModelId model, int call) {
            boolean open = Integer.valueOf(call).equals(openCall.get(model));
            ProviderSignal said =
                    switch (random.nextInt(13)) {
                        case 0 -> new ProviderSignal.Accepted("gen-" + call);
                        case 1 -> new ProviderSignal.Annotated();
                        case 2 -> new ProviderSignal.Finishing(FinishReason.STOP);
                        case 3, 4 ->
                                new ProviderSignal.Ended(
                                        FinishReason.STOP,
                                        random.nextBoolean()
                                                ? Optional.empty()
                                                : Optional.of(new Usage(4, 5, 0, 0)),
                                        random.nextBoolean()
                                                ? Optional.empty()
                                                : Optional.of(Usd.of("0.003")));
                        case 5 ->
                                new ProviderSignal.Failed(
                                        new AnswerFailure(FailureCode.UNAVAILABLE_UPSTREAM, true),
                                        random.nextInt(3),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        random.nextBoolean() ? Strain.NONE : Strain.OF_MODEL);
                        case 8 ->
                                new ProviderSignal.Served(
                                        Optional.of("served-" + call), Optional.empty());
                        case 6, 7 -> new ProviderSignal.Thought(word(model, call));
                        default -> new ProviderSignal.Text(word(model, call));
                    };
            if (said instanceof ProviderSignal.Ended || said instanceof ProviderSignal.Failed) {
                if (open) {
                    openCall.remove(model);
                }
            }
            // a rude provider goes on after the end of a call
            if (random.nextInt(20) > (open && openCall.containsKey(model) ? 0 : 15)) {
                possible.add(() -> speak(model, call));
            }
            return new Signal.Heard(model, call, said);
        }

        private Set<Noted> dealtWith() {
            Set<Noted> calls = new HashSet<>();
            stored.forEach((model, ending) ->
                    ending.calls()
                            .forEach(call ->
                                    call.generation()
                                            .ifPresent(name ->
                                                    calls.add(
                                                            new Noted(
                                                                    model, call.number(), name)))));
            return calls;
        }

        private String word(ModelId model, int call) {
            return "[" + model + "@" + call + "#" + spoken.merge(model, 1, Integer::sum) + "]";
        }

        private void check() {
            assertThat(history.getFirst()).isInstanceOf(ComparisonEvent.Started.class);
            assertThat(history.getLast()).isInstanceOf(ComparisonEvent.Finished.class);
            assertThat(settled).isEqualTo(1);
            assertThat(slots).as("slots taken").isEmpty();
            assertThat(openCall).as("calls open").isEmpty();
            assertThat(dealtWith()).as("calls the endings deal with").isEqualTo(noted);
            Comparison end = run.snapshot();
            for (var answer : end.answers()) {
                HistoryRules.check(answer, history);
                assertThat(answer.text() + answer.reasoning())
                        .matches("(\\[" + answer.model() + "@" + "(\\d+)#\\d+](?!.*@(?!\\2#)).*)?");
            }
            if (history.getLast() instanceof ComparisonEvent.Finished finished) {
                assertThat(finished.closing().charged().milli()).isBetween(0L, plan.hold().milli());
            }
        }
    }
}
