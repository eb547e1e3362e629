package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Usd;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Keeps this instance's comparisons its own, and ends those that another instance left behind: the
/// answers that had ended count as they are, the others end as interrupted at the platform's
/// expense, and the hold is settled.
@UseCase
public final class KeepLeases {
    /// How many orphans are taken in at once.
    private static final int ORPHANS = 20;

    private final Comparisons comparisons;
    private final ComparisonRunner runner;
    private final InstanceId instance;
    private final Duration lease;
    private final CreditRate rate;
    private final Clock clock;
    private final BiConsumer<ComparisonId, RuntimeException> alarm;

    /// @param alarm told of a comparison that could not be ended
    public KeepLeases(
            Comparisons comparisons,
            ComparisonRunner runner,
            InstanceId instance,
            Duration lease,
            CreditRate rate,
            Clock clock,
            BiConsumer<ComparisonId, RuntimeException> alarm) {
        this.comparisons = comparisons;
        this.runner = runner;
        this.instance = instance;
        this.lease = lease;
        this.rate = rate;
        this.clock = clock;
        this.alarm = alarm;
    }

    /// Renews the leases of what is running here in one statement, and drops the runs whose lease
    /// is lost. To be called several times within a lease. Blocks.
    public void renew() {
        Set<Fence> running = runner.fences();
        if (running.isEmpty()) {
            return;
        }
        Set<Fence> ours = comparisons.renew(running, lease);
        running.stream().filter(fence -> !ours.contains(fence)).forEach(this::dropIfLost);
    }

    /// A comparison that ended in the meantime is no longer leased either, and needs no dropping.
    private void dropIfLost(Fence fence) {
        Optional<Comparison> found = comparisons.find(fence.comparison());
        if (found.isPresent() && found.get().closing().isEmpty()) {
            runner.giveUp(fence.comparison());
        }
    }

    /// Ends comparisons whose lease has run out, and answers how many. One that cannot be ended
    /// keeps no other from it, and is tried again when its lease has run out once more. What is
    /// running here is renewed first, so that an outage of the database does not make an instance
    /// end its own. An instance that is about to stop takes nothing in. Blocks.
    public int endOrphans() {
        renew();
        if (runner.isClosed()) {
            return 0;
        }
        int ended = 0;
        for (Orphan orphan : comparisons.claimExpired(instance, lease, ORPHANS)) {
            try {
                end(orphan);
                ended++;
            } catch (RuntimeException broken) {
                alarm.accept(orphan.fence().comparison(), broken);
            }
        }
        return ended;
    }

    /// Hands over what is still running here: the runs are dropped, their readers find the history
    /// closed, and their leases end at once, so that another instance need not wait for them to run
    /// out. Blocks.
    public void handOver() {
        Set<Fence> running = runner.fences();
        if (!running.isEmpty()) {
            running.forEach(fence -> runner.giveUp(fence.comparison()));
            comparisons.renew(running, Duration.ZERO);
            runner.noteCalls();
        }
    }

    private void end(Orphan orphan) {
        List<AnswerEnding> endings = new ArrayList<>(orphan.endings());
        for (Answer answer : orphan.comparison().answers()) {
            if (!answer.status().isFinal()) {
                AnswerEnding interrupted = interrupt(answer);
                if (comparisons.record(orphan.fence(), interrupted) == WriteOutcome.FENCED) {
                    return;
                }
                endings.add(interrupted);
            }
        }
        comparisons.finish(
                orphan.fence(),
                Settlement.of(orphan.comparison().held(), endings, rate),
                0,
                clock.instant());
    }

    private static AnswerEnding interrupt(Answer answer) {
        Answer.Cost unknown = new Answer.Cost(Usd.ZERO, CostSource.ESTIMATED);
        return new AnswerEnding(
                new Answer(
                        answer.model(),
                        answer.terms(),
                        AnswerStatus.FAILED,
                        Math.max(1, answer.attempt()),
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
