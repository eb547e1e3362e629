package com.compareintel.core.run;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What becomes of comparisons that their owners left behind. Answers that had ended are kept as
/// they are; the others are asked anew. A comparison whose second owner has died is not risked once
/// more: its unfinished answers end as interrupted, at the platform's expense, as does an answer
/// that has started often enough or can no longer be asked. Blocks.
final class Takeover {
    /// Whoever brought two owners down may have done it itself.
    private static final int DEATHS = 2;

    private static final int MOST_STARTS = 4;

    private final Comparisons comparisons;
    private final ComparisonJournal journal;
    private final ComparisonRunner runner;
    private final ModelDirectory directory;
    private final AdmissionPolicy policy;

    Takeover(
            Comparisons comparisons,
            ComparisonJournal journal,
            ComparisonRunner runner,
            ModelDirectory directory,
            AdmissionPolicy policy) {
        this.comparisons = comparisons;
        this.journal = journal;
        this.runner = runner;
        this.directory = directory;
        this.policy = policy;
    }

    /// Goes on with a comparison that was just claimed, or hands it on if this instance is about to
    /// stop.
    ///
    /// @param claimedAt when it was claimed, at the earliest
    void goOn(Orphan orphan, Instant claimedAt) {
        if (!runner.expect()) {
            comparisons.handOver(Set.of(orphan.fence()));
            return;
        }
        boolean resumed = false;
        try {
            resumed = resume(orphan, claimedAt);
        } finally {
            if (!resumed) {
                runner.renounce();
            }
        }
    }

    /// Goes on with it, unless somebody else owns it by now.
    private boolean resume(Orphan orphan, Instant claimedAt) {
        Comparison told =
                ToldSoFar.of(orphan.comparison(), journal.told(orphan.fence().comparison()));
        Catalogue catalogue = directory.current();
        List<AnswerEnding> endings = new ArrayList<>(orphan.endings());
        List<PlannedAnswer> again = new ArrayList<>();
        for (Answer answer : told.answers()) {
            if (answer.status().isFinal()) {
                continue;
            }
            Optional<PlannedAnswer> planned = planned(orphan, answer, catalogue);
            if (planned.isPresent()) {
                again.add(planned.get());
                continue;
            }
            AnswerEnding interrupted = interrupt(answer);
            if (comparisons.record(orphan.fence(), interrupted) == WriteOutcome.FENCED) {
                return false;
            }
            endings.add(interrupted);
        }
        runner.resume(
                orphan.fence(),
                told,
                endings,
                again,
                orphan.request(),
                orphan.cancelAsked(),
                claimedAt);
        return true;
    }

    private Optional<PlannedAnswer> planned(Orphan orphan, Answer answer, Catalogue catalogue) {
        if (orphan.deaths() >= DEATHS || answer.attempt() >= MOST_STARTS) {
            return Optional.empty();
        }
        return catalogue
                .find(answer.model())
                .flatMap(card ->
                        policy.planAgain(orphan.request(), card, answer.terms(), orphan.history()));
    }

    /// What was said so far is kept with it.
    private static AnswerEnding interrupt(Answer answer) {
        Answer.Cost unknown = new Answer.Cost(Usd.ZERO, CostSource.ESTIMATED);
        return new AnswerEnding(
                new Answer(
                        answer.model(),
                        answer.terms(),
                        AnswerStatus.FAILED,
                        answer.attempt(),
                        answer.text(),
                        answer.reasoning(),
                        Optional.empty(),
                        Optional.of(new AnswerFailure(FailureCode.INTERRUPTED, true)),
                        Optional.empty(),
                        Optional.of(unknown),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new Bill(false, Usd.ZERO, Usd.ZERO, unknown),
                Optional.empty());
    }
}
