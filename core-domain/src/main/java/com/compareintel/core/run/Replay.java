package com.compareintel.core.run;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import java.util.ArrayList;
import java.util.List;

/// Rebuilds the history of a finished comparison from what is stored of it. The same comparison
/// always gives the same history with the same positions, so a reader that was interrupted in one
/// replay goes on in another.
final class Replay {
    private Replay() {}

    /// What a reader at `after` has yet to see: everything from the start; the rest of a replay;
    /// or, for a reader that was somewhere in the live history, everything at once.
    ///
    /// @param finished a comparison that has ended
    static List<Recorded> of(Comparison finished, Position after) {
        if (after.isLast()) {
            return List.of();
        }
        List<ComparisonEvent> events = history(finished);
        List<Recorded> rest = new ArrayList<>();
        if (after.equals(Position.START) || after.epoch() == Position.REPLAY) {
            for (int i = 0; i < events.size(); i++) {
                rest.add(new Recorded(new Position(Position.REPLAY, i + 1), events.get(i)));
            }
            rest.removeIf(recorded -> recorded.position().compareTo(after) <= 0);
        } else {
            rest.add(
                    new Recorded(
                            new Position(Position.REPLAY, events.size()),
                            new ComparisonEvent.Snapshot(finished)));
        }
        rest.add(
                new Recorded(
                        new Position(Position.REPLAY, Position.LAST),
                        new ComparisonEvent.Finished(
                                finished.status(), finished.closing().orElseThrow())));
        return rest;
    }

    private static List<ComparisonEvent> history(Comparison finished) {
        List<ComparisonEvent> events = new ArrayList<>();
        events.add(ComparisonEvent.Started.of(finished));
        for (Answer answer : finished.answers()) {
            if (answer.attempt() > 0) {
                events.add(
                        new ComparisonEvent.AnswerStarted(
                                answer.model(), answer.attempt(), answer.terms()));
            }
            if (!answer.reasoning().isEmpty()) {
                events.add(new ComparisonEvent.AnswerReasoning(answer.model(), answer.reasoning()));
            }
            if (!answer.text().isEmpty()) {
                events.add(new ComparisonEvent.AnswerDelta(answer.model(), answer.text()));
            }
            events.add(ComparisonEvent.endOf(answer));
        }
        return events;
    }
}
