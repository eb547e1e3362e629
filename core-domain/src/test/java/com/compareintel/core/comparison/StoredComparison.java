package com.compareintel.core.comparison;

import com.compareintel.core.Confined;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// One row of [InMemoryComparisons], used under its lock only.
@Confined
final class StoredComparison {
    private final NewComparison admitted;
    private final SequencedMap<ModelId, AnswerEnding> endings = new LinkedHashMap<>();
    private Fence fence;
    private Instant leaseUntil;
    private ComparisonStatus status = ComparisonStatus.RUNNING;
    private Optional<Comparison.Closing> closing = Optional.empty();
    private boolean forgotten;
    private boolean journaled = true;
    private boolean handedOver;
    private int deaths;
    private Set<ModelId> cancelAsked = Set.of();

    StoredComparison(NewComparison admitted, Instant leaseUntil) {
        this.admitted = admitted;
        this.fence = admitted.fence();
        this.leaseUntil = leaseUntil;
    }

    /// What one model saw and said of it, as a turn of another conversation that cost nothing.
    StoredComparison brokenOut(ComparisonId id, ConversationId to, ModelId model) {
        Plan plan =
                new Plan(
                        admitted.plan().answers().stream()
                                .filter(answer -> answer.card().id().equals(model))
                                .toList(),
                        Credits.NONE,
                        admitted.plan().maxOutputTokens());
        StoredComparison copy =
                new StoredComparison(
                        new NewComparison(
                                new Fence(id, fence.instance(), fence.epoch()),
                                admitted.lease(),
                                admitted.caller(),
                                admitted.request(),
                                plan,
                                admitted.limits(),
                                new Place.NewConversation(to, ""),
                                Optional.empty(),
                                admitted.createdAt()),
                        leaseUntil);
        Optional.ofNullable(endings.get(model))
                .ifPresent(ending -> copy.endings.put(model, free(ending)));
        Comparison.Closing was = closing.orElseThrow();
        copy.close(
                ComparisonStatus.of(
                        copy.endings.values().stream()
                                .map(ending -> ending.answer().status())
                                .toList()),
                new Comparison.Closing(
                        was.finishedAt(),
                        Credits.NONE,
                        Usd.ZERO,
                        was.remaining(),
                        was.stillHeld(),
                        was.resetsAt(),
                        was.startSkewMillis()));
        return copy;
    }

    private static AnswerEnding free(AnswerEnding ending) {
        Answer a = ending.answer();
        Answer.Cost nothing = new Answer.Cost(Usd.ZERO, ending.bill().cost().source());
        return new AnswerEnding(
                new Answer(
                        a.model(),
                        a.terms(),
                        a.status(),
                        a.attempt(),
                        a.text(),
                        a.reasoning(),
                        a.finishReason(),
                        a.failure(),
                        a.usage(),
                        Optional.of(nothing),
                        a.timing(),
                        a.servedModel(),
                        a.servedBy()),
                new Bill(ending.bill().counts(), Usd.ZERO, Usd.ZERO, nothing),
                ending.generation());
    }

    boolean asked(ModelId model) {
        return admitted.plan().answers().stream()
                .anyMatch(answer -> answer.card().id().equals(model));
    }

    ComparisonId id() {
        return admitted.id();
    }

    NewComparison asAdmitted() {
        return admitted;
    }

    Caller caller() {
        return admitted.caller();
    }

    boolean isRunning() {
        return closing.isEmpty();
    }

    boolean isOwnedBy(Fence other) {
        return fence.equals(other);
    }

    Fence fence() {
        return fence;
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(leaseUntil);
    }

    boolean isTurnOf(ConversationId id) {
        return !(admitted.place() instanceof Place.Nowhere)
                && admitted.place().conversation().equals(Optional.of(id));
    }

    void leaseUntil(Instant until) {
        leaseUntil = until;
    }

    /// Whether the answer had not ended before.
    boolean end(AnswerEnding ending) {
        return endings.putIfAbsent(ending.answer().model(), withoutCalls(ending)) == null;
    }

    Optional<AnswerEnding> ending(ModelId model) {
        return Optional.ofNullable(endings.get(model));
    }

    private static AnswerEnding withoutCalls(AnswerEnding ending) {
        return new AnswerEnding(ending.answer(), ending.bill(), ending.generation());
    }

    void close(ComparisonStatus finalStatus, Comparison.Closing how) {
        status = finalStatus;
        closing = Optional.of(how);
    }

    boolean isForgettableAt(Instant endedUpTo) {
        return !forgotten
                && admitted.place() instanceof Place.Nowhere
                && closing.filter(end -> !end.finishedAt().isAfter(endedUpTo)).isPresent();
    }

    boolean hasJournalToForgetAt(Instant endedUpTo) {
        return journaled && closing.filter(end -> !end.finishedAt().isAfter(endedUpTo)).isPresent();
    }

    void forgetJournal() {
        journaled = false;
    }

    void forgetText() {
        forgotten = true;
    }

    private static Answer withoutText(Answer answer) {
        return new Answer(
                answer.model(),
                answer.terms(),
                answer.status(),
                answer.attempt(),
                "",
                "",
                answer.finishReason(),
                answer.failure(),
                answer.usage(),
                answer.cost(),
                answer.timing(),
                answer.servedModel(),
                answer.servedBy());
    }

    void handOver(Instant now) {
        leaseUntil = now;
        handedOver = true;
    }

    void askToCancel(Set<ModelId> models) {
        Set<ModelId> all = new HashSet<>(cancelAsked);
        all.addAll(models);
        cancelAsked = Set.copyOf(all);
    }

    Set<ModelId> cancelAsked() {
        return cancelAsked;
    }

    Orphan claim(InstanceId instance, Instant until, List<PastTurn> history) {
        deaths += handedOver ? 0 : 1;
        handedOver = false;
        fence = new Fence(id(), instance, fence.epoch() + 1);
        leaseUntil = until;
        return new Orphan(
                fence,
                asComparison(),
                List.copyOf(endings.values()),
                admitted.request(),
                history,
                deaths,
                cancelAsked);
    }

    Comparison asComparison() {
        Comparison start = admitted.asComparison();
        List<Answer> answers =
                start.answers().stream()
                        .map(queued -> {
                            AnswerEnding ending = endings.get(queued.model());
                            return ending == null ? queued : ending.answer();
                        })
                        .map(answer -> forgotten ? withoutText(answer) : answer)
                        .toList();
        return new Comparison(
                start.id(),
                start.conversation(),
                status,
                forgotten ? Prompt.FORGOTTEN : start.prompt(),
                start.createdAt(),
                start.held(),
                start.maxOutputTokens(),
                closing,
                answers);
    }

    PastTurn asPastTurn() {
        Map<ModelId, String> charged =
                endings.values().stream()
                        .filter(ending -> ending.bill().counts())
                        .map(AnswerEnding::answer)
                        .filter(answer -> !answer.text().isEmpty())
                        .collect(Collectors.toUnmodifiableMap(Answer::model, Answer::text));
        return new PastTurn(admitted.request().prompt().text(), charged);
    }
}
