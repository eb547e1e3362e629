package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.ComparisonEvent;
import java.util.List;
import java.util.regex.Pattern;

/// What every history must look like: per model `queued? started (reasoning|delta)*`, then exactly
/// one ending and nothing after it, with the text that is stored.
public final class HistoryRules {
    private static final Pattern GRAMMAR = Pattern.compile("q?(s[rd]*(Rs[rd]*)*)?[CFX]");

    private HistoryRules() {}

    /// Checks the history of one answer against the answer itself.
    public static void check(Answer answer, List<ComparisonEvent> history) {
        StringBuilder shape = new StringBuilder();
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        for (ComparisonEvent event : history) {
            if (event instanceof ComparisonEvent.OfAnswer of && of.model().equals(answer.model())) {
                shape.append(
                        switch (of) {
                            case ComparisonEvent.AnswerQueued queued -> 'q';
                            case ComparisonEvent.AnswerStarted started -> 's';
                            case ComparisonEvent.AnswerReasoning more -> {
                                reasoning.append(more.text());
                                yield 'r';
                            }
                            case ComparisonEvent.AnswerDelta more -> {
                                text.append(more.text());
                                yield 'd';
                            }
                            case ComparisonEvent.AnswerRestarted again -> {
                                text.setLength(0);
                                reasoning.setLength(0);
                                yield 'R';
                            }
                            case ComparisonEvent.AnswerCompleted completed -> 'C';
                            case ComparisonEvent.AnswerFailed failed -> 'F';
                            case ComparisonEvent.AnswerCancelled cancelled -> 'X';
                        });
            }
        }
        assertThat(shape.toString()).as("history of " + answer.model()).matches(GRAMMAR);
        assertThat(text.toString()).isEqualTo(answer.text());
        assertThat(reasoning.toString()).isEqualTo(answer.reasoning());
    }
}
