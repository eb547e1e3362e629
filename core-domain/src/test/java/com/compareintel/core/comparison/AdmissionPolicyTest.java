package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Situation.CENT_PER_HUNDRED;
import static com.compareintel.core.comparison.Situation.asking;
import static com.compareintel.core.comparison.Situation.callerOf;
import static com.compareintel.core.comparison.Situation.card;
import static com.compareintel.core.comparison.Situation.catalogue;
import static com.compareintel.core.comparison.Situation.continuing;
import static com.compareintel.core.comparison.Situation.good;
import static com.compareintel.core.comparison.Situation.having;
import static com.compareintel.core.comparison.Situation.open;
import static com.compareintel.core.comparison.Situation.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// An output token costs a hundredth of a cent here, input nothing, so a bound of a thousand tokens
/// holds ten credits.
class AdmissionPolicyTest {
    private static final Optional<Duration> BUSY = Optional.of(Duration.ofSeconds(9));

    private final AdmissionPolicy policy =
            new AdmissionPolicy(
                    TierTable.standard(),
                    CreditRate.STANDARD,
                    new OutputCaps(4_000, 12_000),
                    String::length);

    private Admission decide(Situation situation) {
        return policy.decide(situation.request(), situation.facts());
    }

    private Optional<Refusal> atTheDoor(Situation situation, Optional<Duration> overloadedFor) {
        return policy.atTheDoor(
                situation.caller(), situation.request(), situation.catalogue(), overloadedFor);
    }

    private Refusal refusal(Situation situation) {
        return ((Admission.Refused) decide(situation)).why();
    }

    private Plan plan(Situation situation) {
        return ((Admission.Admitted) decide(situation)).plan();
    }

    private static ComparisonRequest capped(ComparisonRequest request, int maxOutputTokens) {
        Parameters defaults = Parameters.DEFAULTS;
        return new ComparisonRequest(
                request.prompt(),
                request.models(),
                request.conversation(),
                new Parameters(
                        defaults.temperature(),
                        defaults.topP(),
                        OptionalInt.of(maxOutputTokens),
                        defaults.seed(),
                        defaults.reasoningEffort()),
                request.store(),
                false);
    }

    private static ModelId id(String model) {
        return new ModelId(model);
    }

    @Test
    void with_everything_in_order_it_is_admitted_with_the_default_bound() {
        Plan plan = plan(good());

        assertThat(plan.maxOutputTokens()).isEqualTo(4_000);
        assertThat(plan.hold()).isEqualTo(Credits.of(80));
        assertThat(plan.answers())
                .extracting(
                        answer -> answer.card().id(), answer -> answer.terms().maxOutputTokens())
                .containsExactly(tuple(id("a/one"), 4_000), tuple(id("b/two"), 4_000));
    }

    @Test
    void refusals_come_in_the_order_clients_rely_on() {
        Situation everythingWrong =
                good().with(s -> with(s, callerOf(Tier.FREE, false)))
                        .with(s ->
                                asking(
                                        s,
                                        Samples.request("Why?", "a/one", "no/such", "c/x", "d/x")))
                        .with(s -> having(s, 0))
                        .with(s -> open(s, 100, 100))
                        .with(s -> with(s, catalogue(card("a/one").withMinimumTier(Tier.PRO))))
                        .with(s -> continuing(s, new Continuation.Busy(3)));

        List<Refusal> refusals = new ArrayList<>();
        Situation s = everythingWrong;
        refusals.add(refusal(s));
        s = continuing(s, new Continuation.Busy(2));
        refusals.add(refusal(s));
        s = asking(s, Samples.request("Why?", "a/one", "no/such"));
        refusals.add(refusal(s));
        s = asking(s, Samples.request("x".repeat(90_000), "a/one"));
        refusals.add(refusal(s));
        s = with(s, catalogue(Samples.card("a/one", CENT_PER_HUNDRED, 50_000)));
        refusals.add(refusal(s));
        s = with(s, catalogue(card("a/one")));
        refusals.add(refusal(s));
        s = continuing(s, new Continuation.Fresh());
        refusals.add(refusal(s));
        s = open(s, 0, 0);
        refusals.add(refusal(s));

        assertThat(refusals)
                .hasExactlyElementsOfTypes(
                        Refusal.ConversationArchived.class,
                        Refusal.TooManyModels.class,
                        Refusal.UnknownModels.class,
                        Refusal.ModelsNotInTier.class,
                        Refusal.ContextTooLong.class,
                        Refusal.ConversationBusy.class,
                        Refusal.TooManyOpen.class,
                        Refusal.InsufficientCredits.class);
        assertThat(plan(having(s, 1_000)).answers()).hasSize(1);
    }

    @Test
    void a_conversation_that_is_missing_is_refused_before_anything_else() {
        Situation s = continuing(good(), new Continuation.Missing());

        assertThat(refusal(with(s, Catalogue.NEVER_READ)))
                .isEqualTo(new Refusal.ConversationMissing());
    }

    @Test
    void while_the_provider_never_answered_nothing_can_be_asked() {
        assertThat(refusal(with(good(), Catalogue.NEVER_READ)))
                .isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void too_many_models_are_told_the_limit_and_unknown_ones_by_name() {
        Situation free = with(good(), callerOf(Tier.FREE, false));

        assertThat(refusal(asking(free, Samples.request("Why?", "a/1", "a/2", "a/3", "a/4"))))
                .isEqualTo(new Refusal.TooManyModels(3));
        assertThat(refusal(asking(free, Samples.request("Why?", "x/1", "a/one", "x/2"))))
                .isEqualTo(new Refusal.UnknownModels(List.of(id("x/1"), id("x/2"))));
    }

    @Test
    void models_above_the_tier_are_told_with_the_lowest_tier_for_all_of_them() {
        Situation s =
                with(
                        with(good(), callerOf(Tier.FREE, false)),
                        catalogue(
                                card("a/one").withMinimumTier(Tier.PRO),
                                card("b/two").withMinimumTier(Tier.STARTER),
                                card("c/three")));
        s = asking(s, Samples.request("Why?", "a/one", "b/two", "c/three"));

        assertThat(refusal(s))
                .isEqualTo(
                        new Refusal.ModelsNotInTier(List.of(id("a/one"), id("b/two")), Tier.PRO));
        assertThat(decide(with(s, callerOf(Tier.FREE, true))))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void as_many_may_be_open_as_the_tier_says_and_visitors_share_their_networks_limit() {
        Payer.Network network = new Payer.Network("net", Optional.empty());
        Situation visitor =
                with(good(), Samples.visitor(network, new Pool("network:net", Samples.daily(50))))
                        .with(s -> asking(s, Samples.request("Why?", "a/one")));

        assertThat(decide(open(good(), 9, 9))).isInstanceOf(Admission.Admitted.class);
        assertThat(refusal(open(good(), 10, 10))).isInstanceOf(Refusal.TooManyOpen.class);
        assertThat(decide(open(visitor, 0, 7))).isInstanceOf(Admission.Admitted.class);
        assertThat(refusal(open(visitor, 1, 1))).isInstanceOf(Refusal.TooManyOpen.class);
        assertThat(refusal(open(visitor, 0, 8))).isInstanceOf(Refusal.TooManyOpen.class);
    }

    @Test
    void at_the_door_models_come_before_overload_which_tells_when_to_come_back() {
        Situation unknown = asking(good(), Samples.request("Why?", "no/such"));

        assertThat(atTheDoor(unknown, BUSY)).containsInstanceOf(Refusal.UnknownModels.class);
        assertThat(atTheDoor(good(), BUSY)).contains(new Refusal.Overloaded(Duration.ofSeconds(9)));
        assertThat(atTheDoor(good(), Optional.empty())).isEmpty();
    }

    @Test
    void a_short_balance_lowers_one_common_default_to_what_fits() {
        Plan plan = plan(having(good(), 30));

        assertThat(plan.maxOutputTokens()).isEqualTo(1_500);
        assertThat(plan.hold()).isEqualTo(Credits.of(30));
        assertThat(plan.answers())
                .extracting(answer -> answer.terms().maxOutputTokens())
                .containsOnly(1_500);
    }

    @Test
    void the_default_is_lowered_to_512_and_no_further() {
        // two models at 512 tokens: 10.24 cents, 11 credits
        assertThat(plan(having(good(), 11)).maxOutputTokens()).isEqualTo(550);
        assertThat(refusal(having(good(), 10)))
                .isEqualTo(
                        new Refusal.InsufficientCredits(
                                Credits.of(11),
                                Credits.of(10),
                                Pool.Limit.CREDITS,
                                Optional.of(Samples.MIDNIGHT),
                                OptionalInt.of(500)));
    }

    @Test
    void what_the_caller_asked_for_is_never_changed_it_fits_or_is_refused() {
        Situation capped = asking(good(), capped(good().request(), 3_000));

        assertThat(plan(having(capped, 60)).maxOutputTokens()).isEqualTo(3_000);
        assertThat(refusal(having(capped, 59)))
                .isEqualTo(
                        new Refusal.InsufficientCredits(
                                Credits.of(60),
                                Credits.of(59),
                                Pool.Limit.CREDITS,
                                Optional.of(Samples.MIDNIGHT),
                                OptionalInt.of(2_950)));
    }

    @Test
    void the_affordable_bound_is_none_below_what_a_caller_may_ask_for() {
        // 256 tokens of two models: 5.12 cents, 6 credits
        assertThat(
                        ((Refusal.InsufficientCredits) refusal(having(good(), 5)))
                                .affordableMaxOutputTokens())
                .isEmpty();
        assertThat(
                        ((Refusal.InsufficientCredits) refusal(having(good(), 6)))
                                .affordableMaxOutputTokens())
                .hasValue(300);
    }

    @Test
    void the_scarcest_pool_decides() {
        assertThat(plan(having(good(), 1_000, 30, 500)).hold()).isEqualTo(Credits.of(30));
        assertThat(
                        ((Refusal.InsufficientCredits) refusal(having(good(), 1_000, 3, 500)))
                                .remaining())
                .isEqualTo(Credits.of(3));
    }

    @Test
    void each_model_is_capped_by_its_own_limit_never_by_anothers() {
        ModelCard small = Samples.card("a/one", CENT_PER_HUNDRED, 1_000);
        Situation s = with(good(), catalogue(small, card("b/two")));

        Plan plan = plan(s);

        assertThat(plan.maxOutputTokens()).isEqualTo(4_000);
        assertThat(plan.answers())
                .extracting(answer -> answer.terms().maxOutputTokens())
                .containsExactly(1_000 - (4 + 8 + 64), 4_000);
    }

    @Test
    void an_estimate_tells_the_very_hold_also_when_there_is_no_room_or_credit() {
        Situation busy = having(open(continuing(good(), new Continuation.Busy(0)), 99, 99), 10);

        Quote.Priced quote = (Quote.Priced) policy.quote(busy.request(), busy.facts());

        assertThat(quote.affordable()).isFalse();
        assertThat(quote.plan().hold()).isEqualTo(Credits.of(11));
        Quote.Priced free = (Quote.Priced) policy.quote(good().request(), good().facts());
        assertThat(free.plan()).isEqualTo(plan(good()));
    }

    @Test
    void free_models_hold_one_increment() {
        Situation s =
                with(
                        good(),
                        catalogue(
                                Samples.card("a/one", Rates.FREE, 100_000),
                                Samples.card("b/two", Rates.FREE, 100_000)));

        assertThat(plan(having(s, 1)).hold()).isEqualTo(Credits.of(1));
    }

    @Test
    void parameters_a_model_does_not_heed_are_named_and_not_sent() {
        ModelCard deaf =
                new ModelCard(
                        id("a/one"),
                        "One",
                        "maker",
                        "",
                        100_000,
                        OptionalLong.of(2_000),
                        List.of("text"),
                        Set.of("max_tokens"),
                        Reasoning.NONE,
                        ModelPrice.flat(CENT_PER_HUNDRED),
                        Tier.ANONYMOUS);
        ComparisonRequest request =
                new ComparisonRequest(
                        new Prompt("Why?", Optional.empty()),
                        List.of(id("a/one"), id("b/two")),
                        Optional.empty(),
                        new Parameters(
                                Optional.of(BigDecimal.ONE),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalLong.of(7),
                                Optional.empty()),
                        true,
                        false);

        Plan plan = plan(asking(with(good(), catalogue(deaf, card("b/two"))), request));

        PlannedAnswer first = plan.answers().getFirst();
        assertThat(first.terms())
                .isEqualTo(new Answer.Terms(2_000, List.of("temperature", "seed")));
        assertThat(first.parameters()).isEqualTo(Parameters.DEFAULTS);
        assertThat(plan.answers().getLast().parameters()).isEqualTo(request.parameters());
    }
}
