package com.compareintel.core.comparison;

import com.compareintel.core.Confined;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All rows of [InMemoryComparisons] in the order of their admissions, used under its lock only.
@Confined
final class StoredComparisons {
    private final Map<ComparisonId, StoredComparison> rows = new LinkedHashMap<>();

    void add(StoredComparison row) {
        rows.put(row.id(), row);
    }

    Stream<StoredComparison> all() {
        return rows.values().stream();
    }

    Optional<StoredComparison> find(ComparisonId id) {
        return Optional.ofNullable(rows.get(id));
    }

    Optional<StoredComparison> ownedBy(Fence fence) {
        return find(fence.comparison()).filter(row -> row.isOwnedBy(fence));
    }

    Stream<StoredComparison> running() {
        return all().filter(StoredComparison::isRunning);
    }

    Stream<StoredComparison> runningOf(Owner owner) {
        return running().filter(row -> row.caller().owner().equals(owner));
    }

    Stream<StoredComparison> runningPaidBy(Payer payer) {
        return running().filter(row -> row.caller().payer().key().equals(payer.key()));
    }

    /// The turns of a conversation, oldest first.
    Stream<StoredComparison> turns(ConversationId id) {
        return all().filter(row -> row.isTurnOf(id));
    }

    /// What was said in a conversation before this turn of it.
    List<PastTurn> before(StoredComparison last) {
        return last.asComparison().conversation().stream()
                .flatMap(this::turns)
                .takeWhile(turn -> turn != last)
                .map(StoredComparison::asPastTurn)
                .toList();
    }

    /// When each owner last had a comparison admitted.
    Map<Owner, Instant> lastAdmissions() {
        return all().map(StoredComparison::asAdmitted)
                .collect(
                        Collectors.toMap(
                                admitted -> admitted.caller().owner(),
                                NewComparison::createdAt,
                                (one, other) -> one.isAfter(other) ? one : other));
    }

    void removeIf(Predicate<StoredComparison> which) {
        rows.values().removeIf(which);
    }

    /// Does this to up to `limit` of them, and tells to how many.
    int each(Predicate<StoredComparison> which, int limit, Consumer<StoredComparison> what) {
        List<StoredComparison> found = all().filter(which).limit(limit).toList();
        found.forEach(what);
        return found.size();
    }
}
