package com.compareintel.http.credit;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.tier.TierTable;
import com.compareintel.http.json.Wire;
import com.compareintel.http.security.Callers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/// What a caller has left.
@Controller("/v1/credits")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CreditController {
    private final Callers callers;
    private final ShowBalance showBalance;
    private final TierTable tiers;

    CreditController(Callers callers, ShowBalance showBalance, TierTable tiers) {
        this.callers = callers;
        this.showBalance = showBalance;
        this.tiers = tiers;
    }

    @Get
    MutableHttpResponse<?> show(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        return Wire.ok(
                CreditsJson.of(
                        caller.tier().wireName(),
                        tiers.of(caller.tier()).overage(),
                        caller.pools().getFirst().allowance().zone(),
                        showBalance.of(caller.pools())));
    }
}
