package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.PriceOverride;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever is asked at whatever prices and balance: what is held covers the most it can cost, is
/// affordable, and is as much as was wanted or as fits.
class AdmissionPropertyTest {
    private static final int ROUNDS = 4_000;
    private static final OutputCaps CAPS = new OutputCaps(4_000, 12_000);
    private static final Caller CALLER = Samples.account(1_000);

    private record Round(
            ComparisonRequest request, List<ModelCard> cards, CreditRate rate, Funds funds) {
        Quote.Priced quote() {
            return quoteWith(request);
        }

        /// The same, had the caller asked for this bound.
        Quote.Priced quoteWithBound(int bound) {
            return quoteWith(
                    asking(request.prompt().text(), request.models(), OptionalInt.of(bound)));
        }

        /// What it would hold if there were credit enough.
        Plan optimisticPlan() {
            return policy().decideOptimistically(CALLER, request, Catalogue.of("1", cards))
                    .map(Admission.Admitted.class::cast)
                    .orElseThrow()
                    .plan();
        }

        private Quote.Priced quoteWith(ComparisonRequest asked) {
            return (Quote.Priced)
                    policy().quote(
                                    asked,
                                    new AdmissionFacts(
                                            CALLER,
                                            Catalogue.of("1", cards),
                                            funds,
                                            new Standing(0, 0, new Continuation.Fresh())));
        }

        private AdmissionPolicy policy() {
            return new AdmissionPolicy(TierTable.standard(), rate, CAPS, String::length);
        }
    }

    private static ComparisonRequest asking(
            String prompt, List<ModelId> models, OptionalInt bound) {
        return new ComparisonRequest(
                new Prompt(prompt, Optional.empty()),
                models,
                Optional.empty(),
                new Parameters(
                        Optional.empty(),
                        Optional.empty(),
                        bound,
                        OptionalLong.empty(),
                        Optional.empty()),
                true,
                false);
    }

    private static Round round(Random random) {
        List<ModelCard> cards = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            cards.add(card(random, "m/" + i));
        }
        OptionalInt bound =
                random.nextBoolean()
                        ? OptionalInt.empty()
                        : OptionalInt.of(256 + random.nextInt(20_000));
        long credits = random.nextInt(1 << random.nextInt(1, 14));
        return new Round(
                asking(
                        "p".repeat(1 + random.nextInt(3_000)),
                        cards.stream().map(ModelCard::id).toList(),
                        bound),
                cards,
                new CreditRate(new Credits(1 + random.nextInt(1_500))),
                new Funds(
                        List.of(
                                Balance.at(
                                        Optional.empty(), Samples.daily(credits), Samples.NOW))));
    }

    private static ModelCard card(Random random, String id) {
        List<PriceOverride> overrides = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            overrides.add(
                    new PriceOverride(
                            random.nextInt(4_000) - 1, random.nextBoolean(), rates(random)));
        }
        return new ModelCard(
                new ModelId(id),
                id,
                "maker",
                "",
                5_000 + random.nextInt(200_000),
                random.nextBoolean()
                        ? OptionalLong.of(600 + random.nextInt(30_000))
                        : OptionalLong.empty(),
                List.of("text"),
                Set.of(),
                random.nextInt(3) == 0 ? Reasoning.BY_DEFAULT : Reasoning.NONE,
                new ModelPrice(rates(random), overrides),
                Tier.ANONYMOUS);
    }

    private static Rates rates(Random random) {
        return random.nextInt(5) == 0
                ? Rates.FREE
                : new Rates(
                        Usd.of("0.00000" + random.nextInt(100)),
                        Usd.of("0.0000" + random.nextInt(100)),
                        Usd.of("0.00" + random.nextInt(10)));
    }

    @Test
    void what_is_admitted_is_affordable_and_covers_the_most_it_can_cost() {
        long seed = System.nanoTime();
        System.out.println("admission seed " + seed);
        Random random = new Random(seed);
        int admitted = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Round round = round(random);
            Quote.Priced quote = round.quote();
            Plan plan = quote.plan();
            assertHoldCoversEverything(round, plan, random);
            if (quote.affordable()) {
                admitted++;
                assertThat(round.funds().available().covers(plan.hold())).isTrue();
                assertBoundIsAsLargeAsMayBe(round, plan);
            } else {
                assertThat(round.funds().available().covers(plan.hold())).isFalse();
            }
        }
        assertThat(admitted).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void where_credit_covers_the_optimistic_plan_it_is_the_plan_that_the_balance_leads_to() {
        long seed = System.nanoTime();
        System.out.println("optimism seed " + seed);
        Random random = new Random(seed);
        int covered = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Round round = round(random);
            Plan plan = round.optimisticPlan();
            Quote.Priced quote = round.quote();
            if (round.funds().available().covers(plan.hold())) {
                covered++;
                assertThat(quote.affordable()).isTrue();
                assertThat(quote.plan()).isEqualTo(plan);
            } else {
                assertThat(quote.affordable() && quote.plan().equals(plan)).isFalse();
            }
        }
        assertThat(covered).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    private static void assertHoldCoversEverything(Round round, Plan plan, Random random) {
        Usd most = Usd.ZERO;
        Usd actual = Usd.ZERO;
        for (PlannedAnswer answer : plan.answers()) {
            most = most.plus(answer.maxCost());
            long input = random.nextLong(answer.size().bound() + 1);
            long output = random.nextLong(answer.terms().maxOutputTokens() + 1);
            actual = actual.plus(answer.card().price().of(input).costOf(input, output));
        }
        assertThat(actual).isLessThanOrEqualTo(most);
        assertThat(round.rate().worthOf(plan.hold())).isGreaterThanOrEqualTo(most);
        assertThat(plan.hold()).isEqualTo(round.rate().priceOf(most));
        assertThat(plan.hold().milli() % round.rate().increment().milli()).isZero();
    }

    private static void assertBoundIsAsLargeAsMayBe(Round round, Plan plan) {
        OptionalInt asked = round.request().parameters().maxOutputTokens();
        boolean lowered = false;
        for (PlannedAnswer answer : plan.answers()) {
            ModelCard card = answer.card();
            int standard = card.reasoning() == Reasoning.BY_DEFAULT ? 12_000 : 4_000;
            long own =
                    Math.min(
                            Math.min(asked.orElse(standard), card.outputLimit()),
                            card.contextLength() - answer.size().bound());
            assertThat((long) answer.terms().maxOutputTokens()).isLessThanOrEqualTo(own);
            lowered |= answer.terms().maxOutputTokens() < own;
        }
        if (lowered) {
            assertThat(asked).isEmpty();
            assertThat(plan.maxOutputTokens()).isGreaterThanOrEqualTo(512);
        }
    }

    @Test
    void a_default_that_was_lowered_could_not_be_one_token_higher() {
        long seed = System.nanoTime();
        System.out.println("lowering seed " + seed);
        Random random = new Random(seed);
        int lowered = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Round round = round(random);
            Quote.Priced quote = round.quote();
            int bound = quote.plan().maxOutputTokens();
            if (!quote.affordable()
                    || round.request().parameters().maxOutputTokens().isPresent()
                    || bound >= widest(round)) {
                continue;
            }
            lowered++;
            PriceList list = priceList(round);
            assertThat(list.holdAt(bound, round.rate())).isEqualTo(quote.plan().hold());
            assertThat(round.funds().available().covers(list.holdAt(bound + 1, round.rate())))
                    .isFalse();
        }
        assertThat(lowered).isGreaterThan(ROUNDS / 100);
    }

    private static PriceList priceList(Round round) {
        return ((PromptPlanner.Fits)
                        new PromptPlanner(CAPS, String::length)
                                .plan(round.request(), round.cards(), List.of()))
                .draft();
    }

    private static int widest(Round round) {
        return priceList(round).widestCap();
    }

    @Test
    void what_is_called_affordable_is_and_one_more_token_is_not() {
        long seed = System.nanoTime();
        System.out.println("affordable seed " + seed);
        Random random = new Random(seed);
        int told = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Round round = round(random);
            Quote.Priced quote = round.quote();
            OptionalInt affordable = quote.affordableMaxOutputTokens();
            if (quote.affordable() || affordable.isEmpty()) {
                continue;
            }
            told++;
            assertThat(affordable.getAsInt()).isGreaterThanOrEqualTo(256);
            assertThat(round.quoteWithBound(affordable.getAsInt()).affordable()).isTrue();
            assertThat(round.quoteWithBound(affordable.getAsInt() + 1).affordable()).isFalse();
        }
        assertThat(told).isGreaterThan(ROUNDS / 100);
    }
}
