package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.credit.CreditRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A run that is led by hand, one signal at a time, with all that it wanted done.
final class LedRun {
    private final ComparisonRun run;
    private final List<Effect> effects = new ArrayList<>();
    private Instant now = Runs.START;

    private LedRun(Plan plan, RetryBudget budget) {
        run =
                ComparisonRun.first(
                        Runs.admitted(plan),
                        plan,
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        budget,
                        new Random(1));
    }

    /// One that has not begun yet.
    static LedRun of(Plan plan) {
        return new LedRun(plan, new RetryBudget(1));
    }

    /// One whose models were all asked.
    static LedRun begun(ModelCard... cards) {
        return begun(new RetryBudget(10), cards);
    }

    static LedRun begun(RetryBudget budget, ModelCard... cards) {
        LedRun led = new LedRun(Runs.plan(cards), budget);
        led.tell(new Signal.Begun());
        for (ModelCard card : cards) {
            led.tell(new Signal.SlotGranted(card.id()));
        }
        return led;
    }

    ComparisonRun run() {
        return run;
    }

    /// All that it has wanted since it was last forgotten.
    List<Effect> effects() {
        return List.copyOf(effects);
    }

    void forget() {
        effects.clear();
    }

    /// Whoever goes for a slot once more gets it at once.
    void tell(Signal signal) {
        List<Effect> wanted = run.on(signal, now);
        effects.addAll(wanted);
        for (Effect effect : wanted) {
            if (effect instanceof Effect.TakeSlot(PlannedAnswer answer, boolean again) && again) {
                tell(new Signal.SlotGranted(answer.card().id()));
            }
        }
    }

    void hear(ModelId model, ProviderSignal signal) {
        hear(model, 1, signal);
    }

    void hear(ModelId model, int call, ProviderSignal signal) {
        tell(new Signal.Heard(model, call, signal));
    }

    void abandon() {
        effects.addAll(run.abandon());
    }

    /// Time goes by, and the run is not told.
    void waitFor(Duration time) {
        now = now.plus(time);
    }

    /// Time goes by, and the run looks at its deadlines.
    void pass(Duration time) {
        waitFor(time);
        tell(new Signal.DeadlinePassed());
    }

    /// Does what the runner would: bills, stores and settles everything that waits for it.
    void store() {
        List<Effect> pending = effects();
        forget();
        for (Effect effect : pending) {
            if (effect instanceof Effect.Store(EndedAnswer answer)) {
                tell(new Signal.Stored(answer.bill(text -> text.length())));
            }
        }
        for (Effect effect : effects()) {
            if (effect instanceof Effect.Settle settle) {
                tell(new Signal.Settled(Runs.closing(settle, now)));
            }
        }
    }

    /// Its effects of a kind, or the events of a kind that it has published.
    <T> List<T> seen(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Effect effect : effects) {
            if (kind.isInstance(effect)) {
                found.add(kind.cast(effect));
            }
            if (effect instanceof Effect.Publish(ComparisonEvent event) && kind.isInstance(event)) {
                found.add(kind.cast(event));
            }
        }
        return found;
    }

    AnswerEnding endingOf(ModelId model) {
        return seen(Effect.Store.class).stream()
                .map(Effect.Store::answer)
                .filter(answer -> answer.answer().model().equals(model))
                .findFirst()
                .orElseThrow()
                .bill(text -> text.length());
    }

    /// Whose answers have ended.
    List<ModelId> endings() {
        return seen(Effect.Store.class).stream()
                .map(store -> store.answer().answer().model())
                .toList();
    }
}
