package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// What an admission is decided by, of which each test spoils a part. An output token costs a
/// hundredth of a cent here, input nothing, so a bound of a thousand tokens holds ten credits.
record Situation(
        ComparisonRequest request,
        Caller caller,
        Catalogue catalogue,
        Funds funds,
        Standing standing) {
    static final Rates CENT_PER_HUNDRED = new Rates(Usd.ZERO, Usd.of("0.0001"), Usd.ZERO);

    static Situation good() {
        Caller caller = Samples.account(1_000);
        return new Situation(
                Samples.request("Why?", "a/one", "b/two"),
                caller,
                catalogue(card("a/one"), card("b/two")),
                funds(1_000),
                new Standing(0, 0, new Continuation.Fresh()));
    }

    static ModelCard card(String id) {
        return Samples.card(id, CENT_PER_HUNDRED, 100_000);
    }

    static Catalogue catalogue(ModelCard... cards) {
        return Catalogue.of("1", Arrays.asList(cards));
    }

    static Funds funds(long... credits) {
        List<Balance> balances = new ArrayList<>();
        for (long each : credits) {
            balances.add(Balance.at(Optional.empty(), Samples.daily(each), Samples.NOW));
        }
        return new Funds(balances);
    }

    static Situation asking(Situation s, ComparisonRequest request) {
        return new Situation(request, s.caller(), s.catalogue(), s.funds(), s.standing());
    }

    static Situation with(Situation s, Caller caller) {
        return new Situation(s.request(), caller, s.catalogue(), s.funds(), s.standing());
    }

    static Situation with(Situation s, Catalogue catalogue) {
        return new Situation(s.request(), s.caller(), catalogue, s.funds(), s.standing());
    }

    static Situation with(Situation s, Standing standing) {
        return new Situation(s.request(), s.caller(), s.catalogue(), s.funds(), standing);
    }

    static Situation having(Situation s, long... credits) {
        return new Situation(
                s.request(),
                drawingOn(s.caller(), credits.length),
                s.catalogue(),
                funds(credits),
                s.standing());
    }

    private static Caller drawingOn(Caller caller, int pools) {
        List<Pool> all =
                IntStream.range(0, pools)
                        .mapToObj(i -> new Pool("pool " + i, Samples.daily(1_000)))
                        .toList();
        return new Caller(
                caller.owner(),
                caller.payer(),
                caller.tier(),
                caller.staff(),
                all,
                caller.idempotencyScope());
    }

    static Situation open(Situation s, int ofOwner, int ofPayer) {
        return with(s, new Standing(ofOwner, ofPayer, s.standing().continuation()));
    }

    static Situation continuing(Situation s, Continuation continuation) {
        return with(
                s,
                new Standing(s.standing().openOfOwner(), s.standing().openOfPayer(), continuation));
    }

    static Caller callerOf(Tier tier, boolean staff) {
        Caller caller = Samples.account(1_000);
        return new Caller(
                caller.owner(),
                caller.payer(),
                tier,
                staff,
                caller.pools(),
                caller.idempotencyScope());
    }

    AdmissionFacts facts() {
        return new AdmissionFacts(caller, catalogue, funds, standing);
    }

    Situation with(UnaryOperator<Situation> change) {
        return change.apply(this);
    }
}
