package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Decides whether a comparison may start, and at what hold. Pure: the same request and facts give
/// the same decision.
///
/// The decision falls in two steps, in the order in which API clients are refused. What is known in
/// memory comes first, at the door: models and tier, overload. So whoever is turned away for want
/// of room costs next to nothing, which is all that can be afforded when there is no room. Then
/// come the facts that have to be fetched: conversation, windows, open at once, credits.
public final class AdmissionPolicy {
    /// How soon a caller may try again once one of its comparisons has to end first.
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    private final TierTable tiers;
    private final CreditRate rate;
    private final PromptPlanner planner;

    public AdmissionPolicy(
            TierTable tiers, CreditRate rate, OutputCaps caps, TokenCounter counter) {
        this.tiers = tiers;
        this.rate = rate;
        this.planner = new PromptPlanner(caps, counter);
    }

    /// Whether there is something against this comparison that can be told without fetching
    /// anything.
    ///
    /// @param overloadedFor how long the service expects to be too busy for it, empty if it is not
    public Optional<Refusal> atTheDoor(
            Caller caller,
            ComparisonRequest request,
            Catalogue catalogue,
            Optional<Duration> overloadedFor) {
        return new ModelChoice(catalogue, tiers)
                .refusal(caller, request.models())
                .or(() -> overloadedFor.map(Refusal.Overloaded::new));
    }

    /// Whether a comparison that begins a conversation may start if there is credit and room
    /// enough: what [#decide] comes to where there is. Whoever admits it finds out under a lock.
    /// Empty where its key has less for one comparison.
    public Optional<Admission> decideOptimistically(
            Caller caller, ComparisonRequest request, Catalogue catalogue) {
        Optional<Refusal> refusal =
                new ModelChoice(catalogue, tiers).refusal(caller, request.models());
        if (refusal.isPresent()) {
            return refusal.map(Admission.Refused::new);
        }
        return switch (planner.plan(request, cards(request, catalogue), List.of())) {
            case PromptPlanner.Fits(PriceList draft) ->
                    Optional.of(draft.planAt(draft.widestCap(), rate))
                            .filter(plan -> Budget.allows(caller, plan.hold()))
                            .map(Admission.Admitted::new);
            case PromptPlanner.TooLong(List<ModelId> models) ->
                    Optional.of(new Admission.Refused(new Refusal.ContextTooLong(models)));
        };
    }

    /// Whether this comparison may start now.
    public Admission decide(ComparisonRequest request, AdmissionFacts facts) {
        return switch (quote(request, facts)) {
            case Quote.Refused(Refusal why) -> new Admission.Refused(why);
            case Quote.Priced priced ->
                    admit(priced, facts)
                            .<Admission>map(Admission.Refused::new)
                            .orElseGet(() -> new Admission.Admitted(priced.plan()));
        };
    }

    /// What this comparison would hold, whether or not there is room and credit for it now.
    public Quote quote(ComparisonRequest request, AdmissionFacts facts) {
        Optional<Refusal> refusal =
                refuseConversation(facts)
                        .or(() ->
                                new ModelChoice(facts.catalogue(), tiers)
                                        .refusal(facts.caller(), request.models()));
        if (refusal.isPresent()) {
            return new Quote.Refused(refusal.get());
        }
        List<PastTurn> history =
                facts.standing().continuation()
                                instanceof
                                Standing.Continuation.Continued(List<PastTurn> turns, long newer)
                        ? turns
                        : List.of();
        return switch (planner.plan(request, cards(request, facts.catalogue()), history)) {
            case PromptPlanner.Fits(PriceList draft) -> price(draft, request, facts);
            case PromptPlanner.TooLong(List<ModelId> models) ->
                    new Quote.Refused(new Refusal.ContextTooLong(models));
        };
    }

    /// What a model is asked once more after whoever asked first is gone: with the bound that was
    /// held for. Empty if it cannot be asked any more.
    public Optional<PlannedAnswer> planAgain(
            ComparisonRequest request, ModelCard card, Answer.Terms terms, List<PastTurn> history) {
        return switch (planner.plan(request, List.of(card), history)) {
            case PromptPlanner.Fits(PriceList draft) ->
                    Optional.of(
                            draft.planAt(terms.maxOutputTokens(), rate)
                                    .answers()
                                    .getFirst()
                                    .on(terms));
            case PromptPlanner.TooLong tooLong -> Optional.empty();
        };
    }

    private static List<ModelCard> cards(ComparisonRequest request, Catalogue catalogue) {
        return request.models().stream().map(model -> catalogue.find(model).orElseThrow()).toList();
    }

    private Optional<Refusal> admit(Quote.Priced priced, AdmissionFacts facts) {
        if (facts.standing().continuation() instanceof Standing.Continuation.Busy) {
            return Optional.of(new Refusal.ConversationBusy());
        }
        OpenLimits limits = openLimits(facts.caller());
        if (facts.standing().openOfOwner() >= limits.ofOwner()
                || facts.standing().openOfPayer() >= limits.ofPayer()) {
            return Optional.of(new Refusal.TooManyOpen(NEXT_TRY));
        }
        return priced.affordable()
                ? Optional.empty()
                : Optional.of(
                        priced.budget()
                                .shortOf(priced.plan().hold(), priced.affordableMaxOutputTokens()));
    }

    /// How many comparisons may be open at once for this caller.
    public OpenLimits openLimits(Caller caller) {
        int ofOwner = tiers.of(caller.tier()).openAtOnce();
        return switch (caller.payer()) {
            case Payer.Account account -> new OpenLimits(ofOwner, ofOwner);
            case Payer.Network network -> new OpenLimits(ofOwner, tiers.networkOpenAtOnce());
        };
    }

    private Optional<Refusal> refuseConversation(AdmissionFacts facts) {
        return switch (facts.standing().continuation()) {
            case Standing.Continuation.Missing missing ->
                    Optional.of(new Refusal.ConversationMissing());
            case Standing.Continuation.Fresh fresh -> Optional.empty();
            case Standing.Continuation.Busy(long newer) -> refuseArchived(newer, facts);
            case Standing.Continuation.Continued(var turns, long newer) ->
                    refuseArchived(newer, facts);
        };
    }

    private Optional<Refusal> refuseArchived(long newer, AdmissionFacts facts) {
        ConversationCap cap = ConversationCap.of(tiers.of(facts.caller().tier()));
        return cap.shows(newer)
                ? Optional.empty()
                : Optional.of(new Refusal.ConversationArchived());
    }

    /// A bound that the caller gave fits or it does not; one common default is lowered to what
    /// does.
    private Quote price(PriceList draft, ComparisonRequest request, AdmissionFacts facts) {
        boolean given = request.parameters().maxOutputTokens().isPresent();
        int wanted = draft.widestCap();
        int floor = given ? wanted : Math.min(wanted, OutputCaps.LEAST_DEFAULT);
        Budget budget = Budget.of(facts.caller(), facts.funds());
        OptionalInt affordable =
                draft.largestCap(
                        Math.min(wanted, Parameters.MIN_OUTPUT_TOKENS),
                        wanted,
                        budget.most(),
                        rate);
        boolean fits = affordable.isPresent() && affordable.getAsInt() >= floor;
        Plan plan = draft.planAt(fits ? affordable.getAsInt() : floor, rate);
        return new Quote.Priced(plan, fits, affordable, budget);
    }

    /// How many comparisons may be open at once.
    ///
    /// @param ofOwner of one owner
    /// @param ofPayer at the expense of one payer
    public record OpenLimits(int ofOwner, int ofPayer) {}
}
