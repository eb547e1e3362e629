package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Situation.card;
import static com.compareintel.core.comparison.Situation.catalogue;
import static com.compareintel.core.comparison.Situation.good;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Scope;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.TierTable;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is hoped for before anything has been fetched.
final class OptimisticPlanTest {
    private final AdmissionPolicy policy =
            new AdmissionPolicy(
                    TierTable.standard(),
                    CreditRate.STANDARD,
                    new OutputCaps(4_000, 12_000),
                    String::length);
    private final Situation good = good();

    @Test
    void where_nothing_is_in_the_way_it_is_what_is_decided() {
        assertThat(policy.decide(good.request(), good.facts()))
                .isEqualTo(new Admission.Admitted(plan(good.caller()).orElseThrow()));
    }

    @Test
    void a_further_turn_depends_on_what_was_said() {
        ComparisonRequest first = good.request();
        ComparisonRequest further =
                new ComparisonRequest(
                        first.prompt(),
                        first.models(),
                        Optional.of(new ConversationId(UUID.randomUUID())),
                        first.parameters(),
                        first.store(),
                        first.cancelOnDisconnect());

        assertThat(policy.optimisticPlan(good.caller(), further, good.catalogue())).isEmpty();
    }

    @Test
    void a_model_that_is_gone_is_not_hoped_for() {
        assertThat(policy.optimisticPlan(good.caller(), good.request(), catalogue(card("a/one"))))
                .isEmpty();
    }

    @Test
    void what_a_key_may_hold_for_one_comparison_is_known() {
        Credits hold = plan(good.caller()).orElseThrow().hold();

        assertThat(plan(withKey(good.caller(), hold))).isPresent();
        assertThat(plan(withKey(good.caller(), hold.minus(new Credits(1))))).isEmpty();
    }

    private Optional<Plan> plan(Caller caller) {
        return policy.optimisticPlan(caller, good.request(), good.catalogue());
    }

    private static Caller withKey(Caller caller, Credits perComparison) {
        KeyTerms terms =
                new KeyTerms(
                        "capped",
                        Set.of(Scope.COMPARE),
                        Optional.empty(),
                        new KeyCaps(
                                Optional.empty(), Optional.empty(), Optional.of(perComparison)));
        return new Caller(
                caller.owner(),
                caller.payer(),
                caller.tier(),
                caller.staff(),
                caller.pools(),
                caller.idempotencyScope(),
                Optional.of(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                new AccountId(UUID.randomUUID()),
                                terms,
                                Samples.NOW)));
    }
}
