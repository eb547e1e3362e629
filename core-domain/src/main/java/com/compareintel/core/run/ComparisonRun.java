package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.credit.CreditRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A comparison on its way: a state machine that is told what happened and answers what is to be
/// done. It has no clock, no lock and does no I/O, so every order in which things can happen is a
/// plain test.
///
/// Its answers run independently. Each ending is first stored and only then told; when all are
/// stored the comparison is settled, and only then told to be finished. Owned by whoever drains the
/// comparison's mailbox.
@Confined
final class ComparisonRun {
    private final Comparison admitted;
    private final boolean resumed;
    private final CreditRate rate;
    private final SequencedMap<ModelId, AnswerRun> answers = new LinkedHashMap<>();
    private final SequencedMap<ModelId, AnswerEnding> endings = new LinkedHashMap<>();
    private Comparison.@Nullable Closing closing;

    private ComparisonRun(
            Comparison admitted, boolean resumed, CreditRate rate, Iterable<AnswerEnding> endings) {
        this.admitted = admitted;
        this.resumed = resumed;
        this.rate = rate;
        endings.forEach(ending -> this.endings.put(ending.answer().model(), ending));
    }

    /// One that begins.
    ///
    /// @param admitted the comparison as it was admitted by `plan`
    /// @param random for the jitter of retries
    static ComparisonRun first(
            Comparison admitted,
            Plan plan,
            CreditRate rate,
            Deadlines deadlines,
            RetryBudget budget,
            RandomGenerator random) {
        ComparisonRun run = new ComparisonRun(admitted, false, rate, List.of());
        run.plan(plan.answers(), deadlines, budget, random, admitted.createdAt());
        return run;
    }

    /// One that goes on with what another owner left behind.
    ///
    /// @param told the comparison as its readers know it
    /// @param endings of its answers that have ended
    /// @param again what is asked anew: all its other answers
    static ComparisonRun resumed(
            Comparison told,
            List<AnswerEnding> endings,
            List<PlannedAnswer> again,
            CreditRate rate,
            Deadlines deadlines,
            RetryBudget budget,
            RandomGenerator random,
            Instant now) {
        ComparisonRun run = new ComparisonRun(told, true, rate, endings);
        run.plan(again, deadlines, budget, random, now);
        return run;
    }

    private void plan(
            List<PlannedAnswer> planned,
            Deadlines deadlines,
            RetryBudget budget,
            RandomGenerator random,
            Instant begunAt) {
        for (PlannedAnswer answer : planned) {
            ModelId model = answer.card().id();
            answers.put(
                    model,
                    new AnswerRun(answer, startsOf(model), deadlines, budget, random, begunAt));
        }
    }

    private int startsOf(ModelId model) {
        return admitted.answers().stream()
                .filter(answer -> answer.model().equals(model))
                .mapToInt(Answer::attempt)
                .sum();
    }

    /// Takes one signal, which happened at `now`, and answers what is to be done, in this order.
    List<Effect> on(Signal signal, Instant now) {
        List<Effect> effects = new ArrayList<>();
        switch (signal) {
            case Signal.Begun begun -> {
                effects.add(
                        new Effect.Publish(
                                resumed
                                        ? new ComparisonEvent.Snapshot(snapshot())
                                        : ComparisonEvent.Started.of(admitted)));
                answers.values().forEach(answer -> answer.begin(effects));
                settleIfEnded(effects);
            }
            case Signal.SlotAwaited(ModelId model, int position) ->
                    answer(model).queue(position, effects);
            case Signal.SlotGranted(ModelId model) -> answer(model).dispatch(now, effects);
            case Signal.Heard(ModelId model, int call, ProviderSignal said) ->
                    answer(model).hear(call, said, now, effects);
            case Signal.CancelAsked(var models) -> {
                for (AnswerRun answer : answers.values()) {
                    if (models.contains(answer.model())) {
                        answer.cancel(now, effects);
                    }
                }
            }
            case Signal.DeadlinePassed passed ->
                    answers.values().forEach(answer -> answer.checkDeadline(now, effects));
            case Signal.Stored(AnswerEnding ending) -> stored(ending, effects);
            case Signal.Settled(Comparison.Closing end) -> settled(end, effects);
        }
        return effects;
    }

    private void stored(AnswerEnding ending, List<Effect> effects) {
        if (endings.putIfAbsent(ending.answer().model(), ending) != null) {
            return;
        }
        effects.add(new Effect.Publish(ComparisonEvent.endOf(ending.answer())));
        settleIfEnded(effects);
    }

    private void settleIfEnded(List<Effect> effects) {
        if (endings.size() == admitted.answers().size()) {
            effects.add(
                    new Effect.Settle(
                            Settlement.of(admitted.held(), endings.values(), rate),
                            startSkewMillis()));
        }
    }

    private void settled(Comparison.Closing end, List<Effect> effects) {
        if (closing != null) {
            return;
        }
        closing = end;
        Comparison finished = snapshot();
        effects.add(new Effect.Publish(new ComparisonEvent.Finished(finished.status(), end)));
        effects.add(new Effect.Retire());
    }

    /// Gives up: calls are ended and slots freed, and nothing more is told or stored.
    List<Effect> abandon() {
        List<Effect> effects = new ArrayList<>();
        answers.values().forEach(answer -> answer.abandon(effects));
        effects.add(new Effect.Retire());
        return effects;
    }

    /// The same text for all calls of a conversation, telling nothing of it.
    String session() {
        return admitted.conversation()
                .map(conversation -> conversation.toString())
                .orElseGet(() -> admitted.id().toString());
    }

    /// Whether an answer has not ended.
    boolean isRunning(ModelId model) {
        AnswerRun answer = answers.get(model);
        return answer != null && !answer.hasEnded();
    }

    /// When some deadline may pass; empty if there is nothing to wait for but storage.
    Optional<Instant> nextDeadline() {
        Instant next = Instant.MAX;
        for (AnswerRun answer : answers.values()) {
            if (!answer.hasEnded() && answer.nextDeadline().isBefore(next)) {
                next = answer.nextDeadline();
            }
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    /// Everything as readers may know it now.
    Comparison snapshot() {
        List<Answer> now = new ArrayList<>(admitted.answers().size());
        for (Answer before : admitted.answers()) {
            AnswerEnding ending = endings.get(before.model());
            now.add(ending == null ? answer(before.model()).snapshot() : ending.answer());
        }
        return admitted.with(now, Optional.ofNullable(closing));
    }

    private long startSkewMillis() {
        List<Instant> dispatches =
                answers.values().stream()
                        .flatMap(answer -> answer.promptDispatch().stream())
                        .sorted()
                        .toList();
        return dispatches.isEmpty()
                ? 0
                : Duration.between(dispatches.getFirst(), dispatches.getLast()).toMillis();
    }

    private AnswerRun answer(ModelId model) {
        AnswerRun answer = answers.get(model);
        if (answer == null) {
            throw new IllegalArgumentException("not in this comparison: " + model);
        }
        return answer;
    }
}
