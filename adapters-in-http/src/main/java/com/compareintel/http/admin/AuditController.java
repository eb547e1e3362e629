package com.compareintel.http.admin;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.ReadAudit;
import com.compareintel.http.json.Ids;
import com.compareintel.http.json.Instants;
import com.compareintel.http.json.Wire;
import com.compareintel.http.query.Choice;
import com.compareintel.http.query.Paging;
import com.compareintel.http.security.StaffCallers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What staff did.
@Controller("/v1/admin/audit")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
    private final StaffCallers staff;
    private final ReadAudit readAudit;

    AuditController(StaffCallers staff, ReadAudit readAudit) {
        this.staff = staff;
        this.readAudit = readAudit;
    }

    private record EntryJson(
            String id,
            String createdAt,
            String actorId,
            String actorRole,
            @Nullable String apiKeyId,
            String kind,
            String subject,
            @Nullable String before,
            @Nullable String after,
            String reason) {
        static EntryJson of(AuditEntry entry) {
            return new EntryJson(
                    entry.id().toString(),
                    Instants.text(entry.at()),
                    entry.actor().toString(),
                    entry.role().wireName(),
                    entry.key().map(KeyId::toString).orElse(null),
                    entry.kind().name().toLowerCase(Locale.ROOT),
                    entry.subject(),
                    entry.before().orElse(null),
                    entry.after().orElse(null),
                    entry.reason());
        }
    }

    private record PageJson(List<EntryJson> data, @Nullable String nextCursor) {}

    @Get
    MutableHttpResponse<?> read(
            HttpRequest<?> request,
            @QueryValue @Nullable String actor,
            @QueryValue @Nullable String subject,
            @QueryValue @Nullable String cursor,
            @QueryValue @Nullable String limit) {
        var _ = staff.of(request);
        Desk.About about =
                new Desk.About(
                        Choice.of(
                                "actor",
                                actor,
                                text -> Ids.parse(text).map(AccountId::new),
                                "the ids of accounts"),
                        Choice.text("subject", subject, ModelId.MAX_LENGTH));
        ReadAudit.Page page =
                readAudit
                        .page(
                                about,
                                Optional.ofNullable(cursor).map(Paging::last),
                                Paging.size(limit))
                        .orElseThrow(Paging::notOurs);
        return Wire.ok(
                new PageJson(
                        page.entries().stream().map(EntryJson::of).toList(),
                        page.last().map(Paging::cursor).orElse(null)));
    }
}
