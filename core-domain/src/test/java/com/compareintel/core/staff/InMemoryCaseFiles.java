package com.compareintel.core.staff;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.staff.CaseFile.AnswerCase;
import com.compareintel.core.staff.CaseFile.HoldCase;
import java.util.Optional;

/// All comparisons in memory. Thread-safe.
public record InMemoryCaseFiles(InMemoryComparisons comparisons) implements CaseFiles {
    @Override
    public Optional<CaseFile> find(ComparisonId id) {
        return comparisons.find(id).map(this::of);
    }

    private CaseFile of(Comparison comparison) {
        Caller caller = comparisons.callerOf(comparison.id()).orElseThrow();
        Fence fence = comparisons.fence(comparison.id()).orElseThrow();
        HoldCase.State state =
                comparison.status() == ComparisonStatus.RUNNING
                        ? HoldCase.State.HELD
                        : comparison.closing().orElseThrow().charged().isNone()
                                ? HoldCase.State.RELEASED
                                : HoldCase.State.SETTLED;
        return new CaseFile(
                comparison.id(),
                account(caller.owner()),
                Optional.of(caller.tier()),
                caller.key().map(IssuedKey::id),
                comparison.status(),
                comparison.conversation().isPresent(),
                comparison.createdAt(),
                comparison.closing().map(Comparison.Closing::finishedAt),
                fence.instance(),
                fence.epoch(),
                comparison.held(),
                comparison.closing().map(Comparison.Closing::charged),
                comparison.closing().map(Comparison.Closing::cost),
                comparison.answers().stream().map(answer -> of(comparison, answer)).toList(),
                caller.pools().stream()
                        .map(pool ->
                                new HoldCase(pool.key().split(":", 2)[0], comparison.held(), state))
                        .toList());
    }

    private AnswerCase of(Comparison comparison, Answer answer) {
        return new AnswerCase(
                answer.model(),
                answer.status(),
                answer.attempt(),
                answer.failure(),
                answer.usage(),
                comparisons.ending(comparison.id(), answer.model()).map(AnswerEnding::bill));
    }

    private static Optional<AccountId> account(Owner owner) {
        return switch (owner) {
            case Owner.Account(AccountId id) -> Optional.of(id);
            case Owner.Visitor visitor -> Optional.empty();
        };
    }
}
