package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One answer on its way, a state machine of its own: no answer ever looks at another, so none can
/// disturb another.
///
/// It waits for a slot, asks, receives, and ends. Before the first data a failed try may be
/// followed by another, of which readers see nothing; after it an ending is an ending. Owned by its
/// [ComparisonRun].
@Confined
final class AnswerRun {
    /// Why an answer begins anew: whoever asked for it before is gone.
    private static final String INTERRUPTED = "interrupted";

    private final PlannedAnswer planned;
    private final Deadlines deadlines;
    private final Tries tries;
    private final Transcript said;
    private final List<ProviderCall> earlier = new ArrayList<>();

    private Phase phase = Phase.WAITING;
    private int attempt;
    private boolean queued;
    private boolean hungUp;
    private Usd wasted = Usd.ZERO;
    private Instant waitsUntil;
    private @Nullable Instant attemptEndsAt;
    private @Nullable Instant firstDataDueAt;
    private @Nullable AnswerFailure setback;
    private @Nullable FinishReason finish;
    private @Nullable String generation;
    private Report metered = Report.NONE;

    private enum Phase {
        /// For a slot, or for the next one after a try that came to nothing.
        WAITING,
        /// Between two tries, without a slot, so that others may use it.
        PAUSING,
        /// Asked, nothing received.
        ASKING,
        /// Data has come.
        RECEIVING,
        /// The model has stopped; its usage may still come.
        FINISHING,
        /// Being stored, or stored.
        ENDED
    }

    /// @param starts how often it has visibly started already, elsewhere
    AnswerRun(
            PlannedAnswer planned,
            int starts,
            Deadlines deadlines,
            RetryBudget budget,
            RandomGenerator random,
            Instant begunAt) {
        this.planned = planned;
        this.attempt = starts;
        this.queued = starts > 0;
        this.deadlines = deadlines;
        this.tries = new Tries(budget, random);
        this.said = new Transcript(planned, begunAt);
        this.waitsUntil = begunAt.plus(deadlines.slot());
    }

    ModelId model() {
        return planned.card().id();
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /// When the provider was first asked, unless it had to wait for a slot or began elsewhere.
    Optional<Instant> promptDispatch() {
        return queued ? Optional.empty() : said.dispatchedAt();
    }

    /// When to look again whether something took too long, unless it has ended.
    Instant nextDeadline() {
        return waitsUntil;
    }

    void begin(List<Effect> effects) {
        effects.add(new Effect.TakeSlot(planned, false));
    }

    void queue(int position, List<Effect> effects) {
        if (phase == Phase.WAITING && said.dispatchedAt().isEmpty() && !queued) {
            queued = true;
            effects.add(new Effect.Publish(new ComparisonEvent.AnswerQueued(model(), position)));
        }
    }

    void dispatch(Instant now, List<Effect> effects) {
        if (phase != Phase.WAITING) {
            return;
        }
        if (said.dispatchedAt().isEmpty()) {
            announce(now, effects);
        }
        phase = Phase.ASKING;
        generation = null;
        said.by(ProviderSignal.Served.UNKNOWN);
        metered = Report.NONE;
        attemptEndsAt = now.plus(deadlines.attempt());
        waitUntil(firstDataDueAt);
        effects.add(new Effect.Ask(planned, tries.next()));
    }

    private void announce(Instant now, List<Effect> effects) {
        attempt++;
        said.dispatched(now);
        firstDataDueAt = now.plus(deadlines.firstDataOf(planned.card().reasoning()));
        if (attempt > 1) {
            effects.add(
                    new Effect.Publish(
                            new ComparisonEvent.AnswerRestarted(model(), attempt, INTERRUPTED)));
        }
        effects.add(
                new Effect.Publish(
                        new ComparisonEvent.AnswerStarted(model(), attempt, planned.terms())));
    }

    /// Never longer than the attempt may take.
    private void waitUntil(@Nullable Instant due) {
        waitsUntil =
                due == null || (attemptEndsAt != null && attemptEndsAt.isBefore(due))
                        ? requireSet(attemptEndsAt)
                        : due;
    }

    void hear(int fromCall, ProviderSignal signal, Instant now, List<Effect> effects) {
        if (fromCall != tries.latest() || !isOnCall()) {
            return;
        }
        if (signal.isData() && phase != Phase.FINISHING) {
            if (phase == Phase.ASKING) {
                effects.add(new Effect.NoteAnswering(model()));
            }
            phase = Phase.RECEIVING;
            waitUntil(now.plus(deadlines.gap()));
        }
        switch (signal) {
            case ProviderSignal.Accepted(String handle) -> {
                if (generation == null) {
                    generation = handle;
                    effects.add(new Effect.NoteCall(model(), tries.latest(), handle));
                }
            }
            case ProviderSignal.Served told -> said.by(told);
            case ProviderSignal.Metered(var usage, var cost) ->
                    metered = new Report(usage, cost).or(metered);
            case ProviderSignal.Annotated annotated -> {}
            case ProviderSignal.Text(String more) -> {
                said.text(more, now);
                effects.add(new Effect.Publish(new ComparisonEvent.AnswerDelta(model(), more)));
            }
            case ProviderSignal.Thought(String more) -> {
                said.reasoning(more, now);
                effects.add(new Effect.Publish(new ComparisonEvent.AnswerReasoning(model(), more)));
            }
            case ProviderSignal.Finishing(FinishReason reason) -> {
                if (finish == null) {
                    finish = reason;
                    phase = Phase.FINISHING;
                    waitUntil(now.plus(deadlines.usage()));
                }
            }
            case ProviderSignal.Ended end -> {
                finish = end.reason();
                complete(Report.of(end).or(metered), now, effects);
            }
            case ProviderSignal.Failed failed -> failedCall(failed, now, effects);
        }
    }

    private boolean isOnCall() {
        return switch (phase) {
            case ASKING, RECEIVING, FINISHING -> true;
            case WAITING, PAUSING, ENDED -> false;
        };
    }

    private void failedCall(ProviderSignal.Failed failed, Instant now, List<Effect> effects) {
        Report report = Report.of(failed).or(metered);
        if (phase == Phase.FINISHING) {
            complete(report, now, effects);
            return;
        }
        if (failed.strain() != Strain.NONE) {
            effects.add(new Effect.NoteRefused(model(), failed.strain(), failed.retryAfter()));
        }
        Optional<Instant> again =
                phase == Phase.ASKING
                        ? tries.again(failed, now, requireSet(firstDataDueAt))
                        : Optional.empty();
        if (again.isEmpty()) {
            end(AnswerStatus.FAILED, Optional.of(failed.failure()), report, now, effects);
            return;
        }
        freeSlot(report, effects);
        waste(report);
        setback = failed.failure();
        phase = Phase.PAUSING;
        waitsUntil = again.get();
        checkDeadline(now, effects);
    }

    /// Takes down a try that came to nothing: what it cost is the platform's.
    private void waste(Report report) {
        Usd cost = report.costOf(planned.card().price());
        wasted = wasted.plus(cost);
        metered = Report.NONE;
        if (generation != null) {
            earlier.add(
                    new ProviderCall(
                            tries.latest(), Optional.of(generation), cost, report.tellsCost()));
        }
    }

    /// Without text or reasoning there is no answer, whatever the provider calls it.
    private void complete(Report report, Instant now, List<Effect> effects) {
        if (!said.isEmpty()) {
            end(AnswerStatus.COMPLETED, Optional.empty(), report, now, effects);
            return;
        }
        AnswerFailure failure =
                finish == FinishReason.CONTENT_FILTER
                        ? new AnswerFailure(FailureCode.CONTENT_FILTERED, false)
                        : new AnswerFailure(FailureCode.INVALID_RESPONSE, true);
        end(AnswerStatus.FAILED, Optional.of(failure), report, now, effects);
    }

    void cancel(Instant now, List<Effect> effects) {
        if (phase != Phase.ENDED) {
            hangUp(effects);
            end(AnswerStatus.CANCELLED, Optional.empty(), metered, now, effects);
        }
    }

    void checkDeadline(Instant now, List<Effect> effects) {
        if (phase == Phase.ENDED || now.isBefore(waitsUntil)) {
            return;
        }
        switch (phase) {
            case PAUSING -> {
                phase = Phase.WAITING;
                waitsUntil = requireSet(firstDataDueAt);
                effects.add(new Effect.TakeSlot(planned, true));
            }
            case WAITING ->
                    fail(
                            setback == null ? FailureCode.UNAVAILABLE_UPSTREAM : setback.code(),
                            now,
                            effects);
            case ASKING -> fail(FailureCode.TIMEOUT, now, effects);
            case RECEIVING ->
                    fail(
                            now.isBefore(requireSet(attemptEndsAt))
                                    ? FailureCode.STALLED
                                    : FailureCode.TIMEOUT,
                            now,
                            effects);
            case FINISHING -> {
                hangUp(effects);
                complete(metered, now, effects);
            }
            case ENDED -> {}
        }
    }

    private void fail(FailureCode code, Instant now, List<Effect> effects) {
        hangUp(effects);
        Optional<AnswerFailure> failure = Optional.of(new AnswerFailure(code, true));
        end(AnswerStatus.FAILED, failure, metered, now, effects);
    }

    /// Ends the call under way, if there is one, and gives the slot back; used when the run is
    /// given up.
    void abandon(List<Effect> effects) {
        if (phase != Phase.ENDED) {
            hangUp(effects);
            freeSlot(metered, effects);
            phase = Phase.ENDED;
        }
    }

    private void hangUp(List<Effect> effects) {
        if (isOnCall()) {
            hungUp = true;
            effects.add(new Effect.HangUp(model()));
        }
    }

    private void end(
            AnswerStatus status,
            Optional<AnswerFailure> failure,
            Report report,
            Instant now,
            List<Effect> effects) {
        Answer answer =
                said.ended(
                        status,
                        attempt,
                        status == AnswerStatus.COMPLETED
                                ? Optional.ofNullable(finish)
                                : Optional.empty(),
                        failure,
                        report.usage(),
                        now);
        boolean asked = isOnCall();
        freeSlot(report, effects);
        phase = Phase.ENDED;
        effects.add(
                new Effect.Store(
                        new EndedAnswer(
                                planned,
                                answer,
                                asked,
                                hungUp,
                                report.cost(),
                                wasted,
                                Optional.ofNullable(generation),
                                tries.latest(),
                                List.copyOf(earlier))));
    }

    private void freeSlot(Report report, List<Effect> effects) {
        switch (phase) {
            case WAITING -> effects.add(new Effect.FreeSlot(model(), OptionalLong.of(0)));
            case ASKING, RECEIVING, FINISHING ->
                    effects.add(new Effect.FreeSlot(model(), report.outputTokens()));
            case PAUSING, ENDED -> {}
        }
    }

    /// The answer as readers know it: one whose ending is not stored yet is still running, without
    /// an end.
    Answer snapshot() {
        return said.running(attempt);
    }

    private static Instant requireSet(@Nullable Instant instant) {
        if (instant == null) {
            throw new IllegalStateException("nothing was dispatched");
        }
        return instant;
    }
}
