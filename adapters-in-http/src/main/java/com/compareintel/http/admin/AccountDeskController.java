package com.compareintel.http.admin;

import com.compareintel.core.account.Role;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.staff.AccountFiles;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Deed;
import com.compareintel.core.staff.LookUpAccounts;
import com.compareintel.core.staff.StaffMember;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.admin.AccountJson.FileJson;
import com.compareintel.http.admin.AccountJson.PageJson;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Fingerprints;
import com.compareintel.http.body.Json;
import com.compareintel.http.comparison.IdempotencyKeys;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Instants;
import com.compareintel.http.json.Wire;
import com.compareintel.http.query.Choice;
import com.compareintel.http.query.Paging;
import com.compareintel.http.security.StaffCallers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Accounts as staff looks them up and changes them.
@Controller("/v1/admin/accounts")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AccountDeskController {
    /// As long as an address may be.
    private static final int LONGEST_SEARCH = 254;

    /// In one go; far beyond what any tier grants.
    private static final int MOST_CREDITS = 1_000_000;

    private static final String TIERS = "free, starter, starter_plus, pro, pro_plus";

    private final StaffCallers staff;
    private final LookUpAccounts lookUp;
    private final Acting acting;

    AccountDeskController(StaffCallers staff, LookUpAccounts lookUp, Acting acting) {
        this.staff = staff;
        this.lookUp = lookUp;
        this.acting = acting;
    }

    /// Credit that was given or taken; the same request has the same, so it need not be read again.
    ///
    /// @param remaining right after; credit that was drawn beyond the allowance is given back first
    private record AdjustmentJson(
            String id,
            String accountId,
            BigDecimal credits,
            BigDecimal remaining,
            String reason,
            String createdAt) {
        static AdjustmentJson of(AuditEntry entry, long milli) {
            return new AdjustmentJson(
                    entry.id().toString(),
                    entry.subject(),
                    BigDecimal.valueOf(milli, 3).stripTrailingZeros(),
                    new BigDecimal(entry.after().orElseThrow()),
                    entry.reason(),
                    Instants.text(entry.at()));
        }
    }

    @Get
    MutableHttpResponse<?> search(
            HttpRequest<?> request,
            @QueryValue @Nullable String q,
            @QueryValue @Nullable String tier,
            @QueryValue @Nullable String role,
            @QueryValue @Nullable String suspended,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        var _ = staff.of(request);
        AccountFiles.Search search =
                new AccountFiles.Search(
                        Choice.text("q", q, LONGEST_SEARCH),
                        Choice.of("tier", tier, AccountDeskController::soldTier, TIERS),
                        Choice.of("role", role, Role::named, "support, admin, owner"),
                        Choice.of(
                                "suspended",
                                suspended,
                                AccountDeskController::truth,
                                "true, false"));
        return Wire.ok(
                PageJson.of(
                        lookUp.search(
                                search,
                                Optional.ofNullable(cursor).map(Paging::last).map(AccountId::new),
                                Paging.size(limit))));
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /// A tier that an account can have.
    private static Optional<Tier> soldTier(String text) {
        return Tier.named(text).filter(tier -> tier != Tier.ANONYMOUS);
    }

    @Get("/{id}")
    MutableHttpResponse<?> show(HttpRequest<?> request, String id) {
        var _ = staff.of(request);
        return shown(id(id));
    }

    @Post("/{id}/suspend")
    MutableHttpResponse<?> suspend(HttpRequest<byte[]> request, String id) {
        return forAReason(request, id, Deed.Suspend::new);
    }

    @Post("/{id}/unsuspend")
    MutableHttpResponse<?> unsuspend(HttpRequest<byte[]> request, String id) {
        return forAReason(request, id, Deed.Unsuspend::new);
    }

    private MutableHttpResponse<?> forAReason(
            HttpRequest<byte[]> request, String id, Function<AccountId, Deed> deed) {
        JsonNode json = Json.of(request);
        StaffMember who = staff.of(request);
        Fields fields = Fields.of(json);
        Optional<String> reason = Acting.reason(fields);
        fields.done();
        return done(who, id(id), deed.apply(id(id)), reason.orElseThrow());
    }

    @Put("/{id}/tier")
    MutableHttpResponse<?> tier(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        StaffMember who = staff.of(request);
        Fields fields = Fields.of(json);
        Optional<Tier> tier = fields.requiredOneOf("tier", AccountDeskController::soldTier, TIERS);
        Optional<String> reason = Acting.reason(fields);
        fields.done();
        return done(
                who, id(id), new Deed.ChangeTier(id(id), tier.orElseThrow()), reason.orElseThrow());
    }

    /// Without a role, or with null, whoever had one has none.
    @Put("/{id}/role")
    MutableHttpResponse<?> role(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        StaffMember who = staff.of(request);
        Fields fields = Fields.of(json);
        Optional<Role> role =
                fields.oneOf(
                        "role",
                        text -> Role.named(text).filter(named -> named != Role.OWNER),
                        "support, admin, null");
        Optional<String> reason = Acting.reason(fields);
        fields.done();
        return done(who, id(id), new Deed.ChangeRole(id(id), role), reason.orElseThrow());
    }

    private MutableHttpResponse<?> done(
            StaffMember who, AccountId account, Deed deed, String reason) {
        var _ = acting.act(who, deed, reason, Optional.empty());
        return shown(account);
    }

    @Post("/{id}/credits")
    MutableHttpResponse<?> credits(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        Optional<String> key = IdempotencyKeys.of(request);
        StaffMember who = staff.of(request);
        Fields fields = Fields.of(json);
        Optional<Long> milli = credits(fields);
        Optional<String> reason = Acting.reason(fields);
        fields.done();
        Optional<Idempotency> idempotency =
                key.map(text ->
                        new Idempotency(
                                who.idempotencyScope(),
                                text,
                                "credits " + id + " " + Fingerprints.of(json)));
        return acting.act(
                        who,
                        new Deed.AdjustCredits(id(id), milli.orElseThrow()),
                        reason.orElseThrow(),
                        idempotency)
                .map(entry -> AdjustmentJson.of(entry, milli.orElseThrow()))
                .map(Wire::ok)
                .orElseThrow();
    }

    private static Optional<Long> credits(Fields fields) {
        Optional<BigDecimal> credits =
                fields.requiredDecimal("credits", -MOST_CREDITS, MOST_CREDITS);
        if (credits.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal milli = credits.get().movePointRight(3).stripTrailingZeros();
        if (milli.scale() > 0 || milli.signum() == 0) {
            fields.error("credits", "must not be 0, and have at most three decimals");
            return Optional.empty();
        }
        return Optional.of(milli.longValueExact());
    }

    private MutableHttpResponse<?> shown(AccountId id) {
        return lookUp.show(id).map(FileJson::of).map(Wire::ok).orElseThrow(Acting::missing);
    }

    private static AccountId id(String text) {
        return Ids.parse(text).map(AccountId::new).orElseThrow(Acting::missing);
    }
}
