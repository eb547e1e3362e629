package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A running comparison as its readers know it: what is stored of it, with what its answers have
/// said since. Owned by the call that made it.
@Confined
final class ToldSoFar {
    private final Map<ModelId, Draft> drafts = new HashMap<>();

    private static final class Draft {
        private int attempt;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();

        void forget() {
            text.setLength(0);
            reasoning.setLength(0);
        }

        Answer of(Answer queued) {
            return new Answer(
                    queued.model(),
                    queued.terms(),
                    attempt == 0 ? AnswerStatus.QUEUED : AnswerStatus.RUNNING,
                    attempt,
                    text.toString(),
                    reasoning.toString(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private ToldSoFar() {}

    /// @param stored whose answers that have ended are as they are
    /// @param events of one epoch, from its first on
    static Comparison of(Comparison stored, List<Recorded> events) {
        ToldSoFar told = new ToldSoFar();
        events.forEach(recorded -> told.take(recorded.event()));
        return stored.with(
                stored.answers().stream().map(told::completed).toList(), stored.closing());
    }

    private void take(ComparisonEvent event) {
        switch (event) {
            case ComparisonEvent.AnswerStarted started ->
                    draft(started.model()).attempt = started.attempt();
            case ComparisonEvent.AnswerReasoning more ->
                    draft(more.model()).reasoning.append(more.text());
            case ComparisonEvent.AnswerDelta more -> draft(more.model()).text.append(more.text());
            case ComparisonEvent.AnswerRestarted again -> draft(again.model()).forget();
            case ComparisonEvent.Snapshot(Comparison comparison) ->
                    comparison.answers().forEach(this::begin);
            case ComparisonEvent.Started other -> {}
            case ComparisonEvent.AnswerQueued other -> {}
            case ComparisonEvent.AnswerCompleted other -> {}
            case ComparisonEvent.AnswerFailed other -> {}
            case ComparisonEvent.AnswerCancelled other -> {}
            case ComparisonEvent.Finished other -> {}
        }
    }

    private void begin(Answer answer) {
        Draft draft = draft(answer.model());
        draft.forget();
        draft.attempt = answer.attempt();
        draft.text.append(answer.text());
        draft.reasoning.append(answer.reasoning());
    }

    private Draft draft(ModelId model) {
        return drafts.computeIfAbsent(model, first -> new Draft());
    }

    private Answer completed(Answer answer) {
        return answer.status().isFinal() ? answer : draft(answer.model()).of(answer);
    }
}
