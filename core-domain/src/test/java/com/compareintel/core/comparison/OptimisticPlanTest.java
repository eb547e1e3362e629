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
        assertThat(optimistically(good)).contains(policy.decide(good.request(), good.facts()));
    }

    @Test
    void what_can_be_refused_without_a_look_is_refused() {
        Situation gone = Situation.with(good, catalogue(card("a/one")));
        Situation tooLong =
                Situation.asking(good, Samples.request("x".repeat(100_000), "a/one", "b/two"));

        assertThat(optimistically(gone)).contains(policy.decide(gone.request(), gone.facts()));
        assertThat(optimistically(tooLong))
                .contains(policy.decide(tooLong.request(), tooLong.facts()))
                .get()
                .extracting(admission -> ((Admission.Refused) admission).why())
                .isInstanceOf(Refusal.ContextTooLong.class);
    }

    @Test
    void what_a_key_may_hold_for_one_comparison_is_known() {
        Admission.Admitted admitted =
                (Admission.Admitted) policy.decide(good.request(), good.facts());
        Credits hold = admitted.plan().hold();

        assertThat(optimistically(withKey(hold))).contains(admitted);
        assertThat(optimistically(withKey(hold.minus(new Credits(1))))).isEmpty();
    }

    private Optional<Admission> optimistically(Situation s) {
        return policy.decideOptimistically(s.caller(), s.request(), s.catalogue());
    }

    private Situation withKey(Credits perComparison) {
        Caller caller = good.caller();
        KeyTerms terms =
                new KeyTerms(
                        "capped",
                        Set.of(Scope.COMPARE),
                        Optional.empty(),
                        new KeyCaps(
                                Optional.empty(), Optional.empty(), Optional.of(perComparison)));
        return Situation.with(
                good,
                new Caller(
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
                                        Samples.NOW))));
    }
}
