package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a client makes of a stream: the texts of the answers, over any number of reconnects.
public final class ReaderText {
    private final Map<ModelId, String> texts = new HashMap<>();

    /// Takes what came, in order.
    public void take(List<Recorded> events) {
        events.forEach(recorded -> take(recorded.event()));
    }

    private void take(ComparisonEvent event) {
        switch (event) {
            case ComparisonEvent.AnswerDelta delta ->
                    texts.merge(delta.model(), delta.text(), String::concat);
            case ComparisonEvent.AnswerRestarted again -> texts.remove(again.model());
            case ComparisonEvent.Snapshot(var comparison) -> {
                texts.clear();
                for (Answer answer : comparison.answers()) {
                    texts.put(answer.model(), answer.text());
                }
            }
            case ComparisonEvent.Started started -> texts.clear();
            case ComparisonEvent.AnswerQueued queued -> {}
            case ComparisonEvent.AnswerStarted started -> {}
            case ComparisonEvent.AnswerReasoning reasoning -> {}
            case ComparisonEvent.AnswerCompleted completed -> {}
            case ComparisonEvent.AnswerFailed failed -> {}
            case ComparisonEvent.AnswerCancelled cancelled -> {}
            case ComparisonEvent.Finished finished -> {}
        }
    }

    /// The text of a model so far.
    public String of(ModelId model) {
        return texts.getOrDefault(model, "");
    }
}
