package com.compareintel.core.run;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Admission;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Budget;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.comparison.Twins;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.TierTable;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Asks many models the same thing at once: decides, holds, stores, and starts the run. Whatever
/// can be refused is refused here, and nothing is written.
@UseCase
public final class CompareModels {
    /// A hold that the balance turns out not to cover is decided upon again: it is decided so
    /// often, the first time perhaps without a look at the balance.
    private static final int DECISIONS = 4;

    /// How soon another instance, or this one's successor, can be asked instead.
    private static final Duration ELSEWHERE = Duration.ofSeconds(1);

    private final TierTable tiers;
    private final RateLimiter limiter;
    private final AdmissionDesk desk;
    private final AdmissionPolicy policy;
    private final Comparisons comparisons;
    private final ComparisonRunner runner;
    private final ProviderSlots slots;
    private final InstanceId instance;
    private final Duration lease;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Twins twins = new Twins();

    /// @param instance this process
    /// @param lease how long a comparison stays this instance's without renewal
    /// @param ids new UUIDv7s
    public CompareModels(
            TierTable tiers,
            RateLimiter limiter,
            AdmissionDesk desk,
            AdmissionPolicy policy,
            Comparisons comparisons,
            ComparisonRunner runner,
            ProviderSlots slots,
            InstanceId instance,
            Duration lease,
            Supplier<UUID> ids,
            Clock clock) {
        this.tiers = tiers;
        this.limiter = limiter;
        this.desk = desk;
        this.policy = policy;
        this.comparisons = comparisons;
        this.runner = runner;
        this.slots = slots;
        this.instance = instance;
        this.lease = lease;
        this.ids = ids;
        this.clock = clock;
    }

    /// What this idempotency key led to: earlier, or by this first request with it. Of several at
    /// once the first is tried and the others join it, also where there was room or credit for one
    /// only. A refusal is not remembered. One for want of room is told as soon as it is clear that
    /// the key led to nothing yet: it costs that one look and no other.
    ///
    /// @param first what the request does if it is the first
    public Submission once(Idempotency idempotency, Supplier<Submission> first) {
        return twins.oneByOne(
                idempotency,
                () ->
                        repeated(idempotency)
                                .orElseGet(() -> {
                                    Submission submission = first.get();
                                    return mayHaveATwin(submission)
                                            ? repeated(idempotency).orElse(submission)
                                            : submission;
                                }));
    }

    /// Whether this may have been refused because the same request was admitted elsewhere in the
    /// meantime.
    private static boolean mayHaveATwin(Submission submission) {
        return submission instanceof Submission.Refused(Refusal why)
                && !(why instanceof Refusal.Overloaded);
    }

    Optional<Submission> repeated(Idempotency idempotency) {
        return comparisons
                .repeatOf(idempotency, clock.instant())
                .map(repeat -> join(idempotency, repeat));
    }

    /// Counts one more start against the rates this caller is limited to, or says that it has to
    /// wait. To be asked before [#submit], once the request is known to be sound and new.
    public RateDecision mayStart(Caller caller) {
        return limiter.claim(claims(caller));
    }

    /// Admits and starts a comparison, or says why not.
    ///
    /// @param reader what carries whoever will read first, so that the run may live close by; empty
    ///   if nobody is known to
    public Submission submit(
            Caller caller,
            ComparisonRequest request,
            Optional<Idempotency> idempotency,
            Optional<Executor> reader) {
        if (!runner.expect()) {
            return refused(new Refusal.Draining(ELSEWHERE));
        }
        boolean started = false;
        try {
            Submission submission =
                    atTheDoor(caller, request)
                            .<Submission>map(Submission.Refused::new)
                            .orElseGet(() -> admit(caller, request, idempotency, reader));
            started = submission instanceof Submission.Admitted;
            return submission;
        } finally {
            if (!started) {
                runner.renounce();
            }
        }
    }

    private Optional<Refusal> atTheDoor(Caller caller, ComparisonRequest request) {
        Precedence precedence = Precedence.of(caller.tier());
        Optional<Refusal> refusal =
                policy.atTheDoor(
                        caller,
                        request,
                        desk.catalogue(),
                        slots.overloadedBy(precedence, request.models().size()));
        if (refusal.orElse(null) instanceof Refusal.Overloaded) {
            slots.shed(precedence);
        }
        return refusal;
    }

    private Submission admit(
            Caller caller,
            ComparisonRequest request,
            Optional<Idempotency> idempotency,
            Optional<Executor> reader) {
        Admission decision = decide(caller, request);
        for (int decisions = 1; ; decisions++) {
            switch (decision) {
                case Admission.Refused(Refusal why) -> {
                    return refused(why);
                }
                case Admission.Admitted(Plan plan) -> {
                    NewComparison comparison = compose(caller, request, plan, idempotency);
                    AdmitOutcome outcome = admitted(comparison);
                    if (decisions == DECISIONS
                            || !(outcome instanceof AdmitOutcome.OutOfCredit(Funds funds))) {
                        return concluded(comparison, outcome, reader);
                    }
                    decision = decideAgain(caller, request, funds);
                }
            }
        }
    }

    /// Mostly nothing is in the way of what begins a conversation, and then what there is to know
    /// need not be fetched first: it is looked at under the lock in any case. What continues one
    /// depends on what was said.
    private Admission decide(Caller caller, ComparisonRequest request) {
        return Optional.of(request)
                .filter(first -> first.conversation().isEmpty())
                .flatMap(first -> policy.decideOptimistically(caller, first, desk.catalogue()))
                .orElseGet(() -> policy.decide(request, desk.facts(caller, request)));
    }

    /// By what was found under the lock, where nothing else was in the way.
    private Admission decideAgain(Caller caller, ComparisonRequest request, Funds funds) {
        return policy.decide(
                request,
                request.conversation().isEmpty()
                        ? desk.factsOf(caller, funds)
                        : desk.facts(caller, request));
    }

    /// A database that is lost in the middle may have admitted it nevertheless; then it is to run,
    /// or its hold would wait for its lease to end.
    private AdmitOutcome admitted(NewComparison comparison) {
        try {
            return comparisons.admit(comparison);
        } catch (UncheckedIOException lost) {
            try {
                if (comparisons.find(comparison.id()).isPresent()) {
                    return new AdmitOutcome.Admitted();
                }
            } catch (UncheckedIOException still) {
                lost.addSuppressed(still);
            }
            throw lost;
        }
    }

    private List<Claim> claims(Caller caller) {
        int limit = tiers.of(caller.tier()).comparisonsPerMinute();
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(caller.owner().key(), Quota.perMinute("comparisons", limit)));
        if (caller.payer() instanceof Payer.Network network) {
            claims.add(
                    new Claim(
                            network.key(),
                            Quota.perMinute(
                                    "network-comparisons", tiers.networkComparisonsPerMinute())));
        }
        return claims;
    }

    private NewComparison compose(
            Caller caller,
            ComparisonRequest request,
            Plan plan,
            Optional<Idempotency> idempotency) {
        Fence fence = new Fence(new ComparisonId(ids.get()), instance, 1);
        return new NewComparison(
                fence,
                lease,
                caller,
                request,
                plan,
                policy.openLimits(caller),
                placeOf(caller, request),
                idempotency,
                clock.instant());
    }

    private Place placeOf(Caller caller, ComparisonRequest request) {
        if (!request.store()) {
            return new Place.Nowhere();
        }
        ConversationCap cap = ConversationCap.of(tiers.of(caller.tier()));
        return request.conversation()
                .<Place>map(id -> new Place.SameConversation(id, cap))
                .orElseGet(() ->
                        new Place.NewConversation(
                                new ConversationId(ids.get()),
                                ConversationTitle.of(request.prompt())));
    }

    private Submission concluded(
            NewComparison comparison, AdmitOutcome outcome, Optional<Executor> reader) {
        return switch (outcome) {
            case AdmitOutcome.Admitted admitted -> {
                runner.start(
                        comparison.fence(),
                        Line.of(comparison.caller()),
                        comparison.asComparison(),
                        comparison.plan(),
                        comparison.request().cancelOnDisconnect(),
                        reader);
                yield new Submission.Admitted(comparison.asComparison());
            }
            case AdmitOutcome.OutOfCredit(var funds) ->
                    refused(
                            Budget.of(comparison.caller(), funds)
                                    .shortOf(comparison.plan().hold(), OptionalInt.empty()));
            case AdmitOutcome.TooManyOpen tooMany ->
                    refused(new Refusal.TooManyOpen(Duration.ofSeconds(5)));
            case AdmitOutcome.Busy busy -> refused(new Refusal.ConversationBusy());
            case AdmitOutcome.Archived archived -> refused(new Refusal.ConversationArchived());
            case AdmitOutcome.Gone gone -> refused(new Refusal.ConversationMissing());
            case AdmitOutcome.Shut shut -> refused(new Refusal.Shut());
            case AdmitOutcome.Repeated(Repeat repeat) ->
                    join(comparison.idempotency().orElseThrow(), repeat);
        };
    }

    private static Submission join(Idempotency idempotency, Repeat repeat) {
        return repeat.fingerprint().equals(idempotency.fingerprint())
                ? new Submission.Joined(new ComparisonId(repeat.result()))
                : refused(new Refusal.IdempotencyMismatch());
    }

    private static Submission refused(Refusal why) {
        return new Submission.Refused(why);
    }
}
