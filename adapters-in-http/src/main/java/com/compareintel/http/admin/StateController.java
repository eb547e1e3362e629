package com.compareintel.http.admin;

import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.retention.Retention;
import com.compareintel.core.run.Precedence;
import com.compareintel.core.run.SlotLoad;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SignInLimits;
import com.compareintel.core.staff.ShowState;
import com.compareintel.core.tier.TierTable;
import com.compareintel.core.usage.ApplyRetention;
import com.compareintel.core.usage.RetentionPolicy;
import com.compareintel.http.json.Wire;
import com.compareintel.http.security.StaffCallers;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is in force, and how it stands. Nothing here is changed, and nothing is secret.
@Controller("/v1/admin")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class StateController {
    private final StaffCallers staff;
    private final TierTable tiers;
    private final SignInLimits signIn;
    private final Retention retention;
    private final RetentionPolicy usage;
    private final ApplyRetention folding;
    private final ShowState showState;
    private final int networkRequestsPerMinute;

    StateController(
            StaffCallers staff,
            TierTable tiers,
            SignInLimits signIn,
            Retention retention,
            RetentionPolicy usage,
            ApplyRetention folding,
            ShowState showState,
            HttpApiConfiguration configuration) {
        this.staff = staff;
        this.tiers = tiers;
        this.signIn = signIn;
        this.retention = retention;
        this.usage = usage;
        this.folding = folding;
        this.showState = showState;
        this.networkRequestsPerMinute = configuration.networkRequestsPerMinute();
    }

    private record LimitJson(String name, int limit, long windowSeconds) {
        static LimitJson of(Quota quota) {
            return new LimitJson(quota.name(), quota.limit(), quota.window().toSeconds());
        }
    }

    private record VisitorsJson(
            BigDecimal dailyCredits,
            int networkComparisonsPerMinute,
            int networkOpenAtOnce,
            int siteAllowances) {}

    private record LimitsJson(
            VisitorsJson visitors, int networkRequestsPerMinute, List<LimitJson> signIn) {}

    /// Of everybody; those of tiers are at `/v1/tiers`.
    @Get("/limits")
    MutableHttpResponse<?> limits(HttpRequest<?> request) {
        var _ = staff.of(request);
        return Wire.ok(
                new LimitsJson(
                        new VisitorsJson(
                                tiers.visitorsDailyCredits().toDecimal(),
                                tiers.networkComparisonsPerMinute(),
                                tiers.networkOpenAtOnce(),
                                tiers.siteAllowances()),
                        networkRequestsPerMinute,
                        List.of(
                                LimitJson.of(signIn.registrations()),
                                LimitJson.of(signIn.confirmations()),
                                LimitJson.of(signIn.loginsOfNetwork()),
                                LimitJson.of(signIn.loginsOfAccount()),
                                LimitJson.of(signIn.loginsOfDevice()))));
    }

    private record UsageJson(
            long detailSeconds, boolean dryRun, long dueRows, List<String> dueMonths) {}

    private record RetentionJson(
            long journalSeconds,
            long unstoredTextSeconds,
            long visitorsSeconds,
            long sessionsSeconds,
            long idempotencyKeysSeconds,
            UsageJson usage) {}

    @Get("/retention")
    MutableHttpResponse<?> retention(HttpRequest<?> request) {
        var _ = staff.of(request);
        var due = folding.preview();
        return Wire.ok(
                new RetentionJson(
                        retention.journal().toSeconds(),
                        retention.unstoredText().toSeconds(),
                        retention.visitors().toSeconds(),
                        Session.LASTS.toSeconds(),
                        Idempotency.LASTS.toSeconds(),
                        new UsageJson(
                                usage.detail().toSeconds(),
                                usage.dryRun(),
                                due.rows(),
                                due.months().stream().map(YearMonth::toString).toList())));
    }

    private record UpstreamJson(
            int limit, int open, boolean paused, int pausedModels, long refused) {}

    private record StateJson(
            String instanceId,
            int running,
            UpstreamJson upstream,
            Map<String, Integer> waiting,
            Map<String, Long> shed,
            @Nullable Integer models,
            long costLookups,
            int forsakenHolds) {}

    @Get("/state")
    MutableHttpResponse<?> state(HttpRequest<?> request) {
        var _ = staff.of(request);
        ShowState.State now = showState.now();
        SlotLoad slots = now.slots();
        return Wire.ok(
                new StateJson(
                        now.instance().value().toString(),
                        now.running(),
                        new UpstreamJson(
                                slots.limit(),
                                slots.open(),
                                slots.paused(),
                                slots.pausedModels(),
                                slots.refused()),
                        named(slots.waiting()),
                        named(slots.shed()),
                        now.models().isPresent() ? now.models().getAsInt() : null,
                        now.lookups(),
                        now.forsakenHolds()));
    }

    private static <N> Map<String, N> named(Map<Precedence, N> numbers) {
        Map<String, N> named = new TreeMap<>();
        numbers.forEach((precedence, number) ->
                named.put(precedence.name().toLowerCase(Locale.ROOT), number));
        return named;
    }
}
