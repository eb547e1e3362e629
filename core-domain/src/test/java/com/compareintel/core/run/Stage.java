package com.compareintel.core.run;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.OutputCaps;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// An instance of the product's core in which everything happens at once and on the test's own
/// thread, with a provider that is led by hand.
final class Stage {
    static final Duration LEASE = Duration.ofSeconds(10);
    static final Duration TRUST = Duration.ofSeconds(8);
    private static final Duration RENEWAL = Duration.ofMillis(2_500);

    final ManualClock clock;
    final ManualTimers timers;
    final InMemoryBooks books;
    final PlainJournal journal;
    final HandProvider provider = new HandProvider();
    final InstanceId instance = new InstanceId(UUID.randomUUID());
    final PlainWakeUps wakeUps = new PlainWakeUps();
    final List<RuntimeException> alarms = new ArrayList<>();

    /// Whether the provider has told this instance of its models.
    final AtomicBoolean knowsModels = new AtomicBoolean(true);

    final ProviderSlots slots;
    final ComparisonRunner runner;
    final CompareModels compare;
    final FollowComparison follow;
    final CancelComparison cancel;
    final KeepLeases leases;

    Stage() {
        this(new SlotBounds(100, 100), comparisons -> comparisons, Runnable::run);
    }

    /// @param storage puts something in front of the stored comparisons
    /// @param mailbox drains mailboxes
    Stage(SlotBounds bounds, UnaryOperator<Comparisons> storage, Executor mailbox) {
        this(new ManualClock(Samples.NOW), bounds, storage, mailbox);
    }

    private Stage(
            ManualClock clock,
            SlotBounds bounds,
            UnaryOperator<Comparisons> storage,
            Executor mailbox) {
        this(clock, new ManualTimers(clock), InMemoryBooks.empty(clock), bounds, storage, mailbox);
    }

    private Stage(
            ManualClock clock,
            ManualTimers timers,
            InMemoryBooks books,
            SlotBounds bounds,
            UnaryOperator<Comparisons> storage,
            Executor mailbox) {
        this(clock, timers, books, new PlainJournal(books.comparisons()), bounds, storage, mailbox);
    }

    /// Another instance on the same storage at the same time.
    Stage another() {
        return new Stage(
                clock,
                timers,
                books,
                journal.elsewhere(),
                new SlotBounds(100, 100),
                comparisons -> comparisons,
                Runnable::run);
    }

    private Stage(
            ManualClock clock,
            ManualTimers timers,
            InMemoryBooks books,
            PlainJournal journal,
            SlotBounds bounds,
            UnaryOperator<Comparisons> storage,
            Executor mailbox) {
        this.clock = clock;
        this.timers = timers;
        this.books = books;
        this.journal = journal;
        Comparisons comparisons = storage.apply(books.comparisons());
        slots = new ProviderSlots(bounds, timers, clock, new Random(2));
        runner =
                new ComparisonRunner(
                        new ComparisonRunner.Means(
                                provider,
                                slots,
                                journal,
                                comparisons,
                                books.lookups(),
                                String::length,
                                timers,
                                clock,
                                reader -> reader.orElse(mailbox),
                                Runnable::run,
                                TRUST,
                                (id, broken) -> alarms.add(broken)),
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        new RetryBudget(10),
                        new Random(1));
        ModelDirectory directory =
                () ->
                        knowsModels.get()
                                ? Catalogue.of(
                                        "1",
                                        List.of(
                                                Samples.card("a/one"),
                                                Samples.card("b/two"),
                                                Samples.card("c/three")))
                                : Catalogue.NEVER_READ;
        AdmissionDesk desk = new AdmissionDesk(directory, comparisons, clock);
        AdmissionPolicy policy =
                new AdmissionPolicy(
                        TierTable.standard(),
                        CreditRate.STANDARD,
                        OutputCaps.STANDARD,
                        String::length);
        RateLimiter unlimited =
                claims -> new RateDecision.Allowed(claims.getFirst().quota(), 1, Duration.ZERO);
        compare =
                new CompareModels(
                        TierTable.standard(),
                        unlimited,
                        desk,
                        policy,
                        comparisons,
                        runner,
                        slots,
                        instance,
                        LEASE,
                        UUID::randomUUID,
                        clock);
        follow =
                new FollowComparison(
                        new FollowComparison.Sources(
                                journal, runner, comparisons, timers, Duration.ofSeconds(1)));
        cancel = new CancelComparison(comparisons, runner, wakeUps);
        leases =
                new KeepLeases(
                        comparisons,
                        journal,
                        runner,
                        directory,
                        policy,
                        instance,
                        LEASE,
                        clock,
                        (id, broken) -> alarms.add(broken));
    }

    /// Lets time pass in which leases are kept.
    void pass(Duration span) {
        Duration left = span;
        while (left.isPositive()) {
            Duration step = left.compareTo(RENEWAL) < 0 ? left : RENEWAL;
            timers.advance(step);
            leases.renew();
            left = left.minus(step);
        }
    }

    /// Drops everything that runs here, as a process does that dies.
    void die() {
        runner.fences().forEach(leases::drop);
    }

    ComparisonId start(Caller caller, ComparisonRequest request) {
        return switch (compare.submit(caller, request, Optional.empty(), Optional.empty())) {
            case Submission.Admitted(Comparison comparison) -> comparison.id();
            case Submission.Joined joined -> throw new AssertionError("joined " + joined);
            case Submission.Refused(var why) -> throw new AssertionError("refused: " + why);
        };
    }

    /// Has a model that was asked here give an answer.
    void answer(String model, String text) {
        provider.call(model).say(text);
        provider.call(model).end("0.001");
    }

    Comparison stored(ComparisonId id) {
        return books.comparisons().find(id).orElseThrow();
    }

    Credits available(Caller caller) {
        return books.ledger().funds(caller.pools(), clock.instant()).available();
    }

    /// What the caller is told here behind a position.
    Feed open(Caller caller, ComparisonId id, Position after) {
        return switch (follow.from(caller.owner(), id, after, () -> {})) {
            case FollowComparison.Following.Open(Feed feed) -> feed;
            case FollowComparison.Following.SeenAll all -> throw new AssertionError("seen all");
            case FollowComparison.Following.Missing gone -> throw new AssertionError("missing");
        };
    }

    /// Takes over whatever nobody renews the lease of until it has run out.
    int takeOver() {
        clock.advance(LEASE.plusSeconds(1));
        return leases.takeOver();
    }

    /// Everything a feed has now, and whether it is through.
    static Reading drain(Feed feed) {
        List<Recorded> events = new ArrayList<>();
        while (true) {
            Feed.Next next = feed.next(64);
            if (next instanceof Feed.Next.Elsewhere) {
                next = feed.lookUp();
            }
            switch (next) {
                case Feed.Next.Events more -> {
                    events.addAll(more.events());
                    if (more.endsFeed()) {
                        return new Reading(events, true, false);
                    }
                }
                case Feed.Next.Nothing nothing -> {
                    return new Reading(events, false, false);
                }
                case Feed.Next.Broken broken -> {
                    return new Reading(events, false, true);
                }
                case Feed.Next.Elsewhere elsewhere ->
                        throw new AssertionError("looked up and still elsewhere");
            }
        }
    }

    record Reading(List<Recorded> events, boolean ended, boolean broken) {
        <T extends ComparisonEvent> List<T> of(Class<T> kind) {
            return events.stream()
                    .map(Recorded::event)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        void each(Consumer<Recorded> check) {
            events.forEach(check);
        }
    }
}
