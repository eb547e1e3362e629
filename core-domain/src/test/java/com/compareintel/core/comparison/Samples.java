package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.tier.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Plain examples of what comparisons are made of, each with ids of its own.
public final class Samples {
    /// Noon of a day, far from the ends of any period.
    public static final Instant NOW = Instant.parse("2026-03-10T12:00:00.123Z");

    /// When the periods of that day end.
    public static final Instant MIDNIGHT = Instant.parse("2026-03-11T00:00:00Z");

    private Samples() {}

    /// An allowance of so many credits a day (UTC).
    public static Allowance daily(long credits) {
        return new Allowance(Credits.of(credits), PeriodKind.DAY, ZoneOffset.UTC, Instant.EPOCH);
    }

    /// A new account with so many credits a day.
    public static Caller account(long credits) {
        Payer payer = new Payer.Account(new AccountId(UUID.randomUUID()));
        Owner owner = new Owner.Account(((Payer.Account) payer).id());
        return new Caller(
                owner,
                payer,
                Tier.PRO_PLUS,
                false,
                List.of(new Pool(payer.key(), daily(credits))),
                payer.key());
    }

    /// A new visitor of a network, drawing on these pools.
    public static Caller visitor(Payer.Network network, Pool... pools) {
        Owner owner = new Owner.Visitor(new VisitorId(UUID.randomUUID()));
        return new Caller(owner, network, Tier.ANONYMOUS, false, List.of(pools), owner.key());
    }

    /// A model at a dollar per million input tokens and two per million output tokens, for
    /// everybody.
    public static ModelCard card(String id) {
        return card(id, new Rates(Usd.of("0.000001"), Usd.of("0.000002"), Usd.ZERO), 100_000);
    }

    /// A model with these rates and this window.
    public static ModelCard card(String id, Rates rates, long contextLength) {
        return new ModelCard(
                new ModelId(id),
                "Model " + id,
                "maker",
                "",
                contextLength,
                OptionalLong.empty(),
                List.of("text"),
                Set.of(),
                Reasoning.NONE,
                ModelPrice.flat(rates),
                Tier.ANONYMOUS);
    }

    public static ComparisonRequest request(String prompt, String... models) {
        return new ComparisonRequest(
                new Prompt(prompt, Optional.empty()),
                Arrays.stream(models).map(ModelId::new).toList(),
                Optional.empty(),
                Parameters.DEFAULTS,
                true,
                false);
    }

    /// A plan for these models with any hold.
    public static Plan plan(Credits hold, Collection<ModelId> models) {
        List<PlannedAnswer> answers =
                models.stream()
                        .map(model ->
                                new PlannedAnswer(
                                        card(model.value()),
                                        List.of(),
                                        PromptSize.EMPTY,
                                        new Answer.Terms(4_000, List.of("seed")),
                                        Parameters.DEFAULTS,
                                        Usd.ZERO))
                        .toList();
        return new Plan(answers, hold, 4_000);
    }

    /// A completed answer with this text, paid by the user.
    public static AnswerEnding completed(String model, String text, String usd) {
        Answer.Cost cost = new Answer.Cost(Usd.of(usd), CostSource.PROVIDER);
        Answer answer =
                new Answer(
                        new ModelId(model),
                        new Answer.Terms(4_000, List.of("seed")),
                        AnswerStatus.COMPLETED,
                        1,
                        text,
                        "thinking about " + text,
                        Optional.of(FinishReason.STOP),
                        Optional.empty(),
                        Optional.of(new Usage(10, 20, 5, 3)),
                        Optional.of(cost),
                        Optional.of(
                                new Timing(
                                        1,
                                        OptionalLong.of(20),
                                        300,
                                        Optional.of(new BigDecimal("66.7")))),
                        Optional.of(model + "-2026"),
                        Optional.of("somebody"));
        return new AnswerEnding(
                answer, new Bill(true, cost.amount(), Usd.ZERO, cost), Optional.of("gen-" + model));
    }

    /// A failed answer with this text, paid by the platform.
    public static AnswerEnding failed(String model, String text, String usd) {
        Answer.Cost cost = new Answer.Cost(Usd.of(usd), CostSource.ESTIMATED);
        return new AnswerEnding(
                ended(model, AnswerStatus.FAILED, text, cost),
                new Bill(false, Usd.ZERO, cost.amount(), cost),
                Optional.empty());
    }

    /// A cancelled answer with this text, paid by the user.
    public static AnswerEnding cancelled(String model, String text, String usd) {
        Answer.Cost cost = new Answer.Cost(Usd.of(usd), CostSource.ESTIMATED);
        return new AnswerEnding(
                ended(model, AnswerStatus.CANCELLED, text, cost),
                new Bill(true, cost.amount(), Usd.ZERO, cost),
                Optional.empty());
    }

    private static Answer ended(String model, AnswerStatus status, String text, Answer.Cost cost) {
        return new Answer(
                new ModelId(model),
                new Answer.Terms(4_000, List.of("seed")),
                status,
                1,
                text,
                "",
                Optional.empty(),
                status == AnswerStatus.FAILED
                        ? Optional.of(new AnswerFailure(FailureCode.STALLED, true))
                        : Optional.empty(),
                Optional.empty(),
                Optional.of(cost),
                Optional.of(new Timing(0, OptionalLong.empty(), 7, Optional.empty())),
                Optional.empty(),
                Optional.empty());
    }

    /// What these endings cost on this hold.
    public static Settlement settlement(Credits hold, AnswerEnding... endings) {
        return Settlement.of(hold, List.of(endings), CreditRate.STANDARD);
    }
}
