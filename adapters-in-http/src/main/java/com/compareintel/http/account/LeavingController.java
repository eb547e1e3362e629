package com.compareintel.http.account;

import com.compareintel.core.account.Caller;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.DeleteAccount;
import com.compareintel.core.signin.Password;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.ExportSeats;
import com.compareintel.http.export.Exported;
import com.compareintel.http.export.ZipStream;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.Callers;
import com.compareintel.http.security.SessionCookies;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Taking everything along, and leaving for good.
@Controller("/v1/me")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LeavingController {
    private static final Duration LATER = Duration.ofSeconds(30);
    private static final String ZIP = "application/zip";
    private static final String CURRENT_PASSWORD = "current_password";
    private static final String ACCOUNT_ID = "account_id";
    private static final int MAX_ID = 100;

    private final Callers callers;
    private final DeleteAccount deleteAccount;
    private final SessionCookies cookies;
    private final List<Exported> exported;
    private final ExportSeats seats;

    LeavingController(
            Callers callers,
            DeleteAccount deleteAccount,
            SessionCookies cookies,
            Collection<Exported> exported,
            ExportSeats seats) {
        this.callers = callers;
        this.deleteAccount = deleteAccount;
        this.cookies = cookies;
        this.exported = List.copyOf(exported);
        this.seats = seats;
    }

    @Post("/delete")
    @Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
    @Consumes(MediaType.APPLICATION_JSON)
    HttpResponse<?> delete(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        AccountId account = Owners.account(callers.of(request).caller());
        Optional<Password> password =
                deleteAccount.asksForPassword(account)
                        ? password(json)
                        : withoutPassword(json, account);
        Limits.admit(request, deleteAccount.mayTry(account));
        DeleteAccount.Outcome outcome =
                password.map(shown -> deleteAccount.by(account, shown))
                        .orElseGet(() -> deleteAccount.withoutPassword(account));
        return switch (outcome) {
            case GONE -> cookies.forget(HttpResponse.noContent());
            case WRONG -> throw PasswordController.wrong();
            case STAFF ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.FORBIDDEN,
                                    "An account of the staff is not deleted; resign first."));
            case BUSY -> throw Limits.crowded();
        };
    }

    private static Optional<Password> password(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<Password> password = PasswordController.password(fields, CURRENT_PASSWORD);
        if (fields.text(ACCOUNT_ID, MAX_ID).isPresent()) {
            fields.error(ACCOUNT_ID, "is not asked for, as this account has a password");
        }
        fields.done();
        return password;
    }

    /// Where there is no password, whoever calls says at least which account it is.
    private static Optional<Password> withoutPassword(JsonNode json, AccountId account) {
        Fields fields = Fields.of(json);
        if (fields.text(CURRENT_PASSWORD, Addresses.MAX_PASSWORD).isPresent()) {
            fields.error(CURRENT_PASSWORD, "is not asked for, as this account has none");
        }
        fields.required(ACCOUNT_ID, MAX_ID)
                .filter(id -> !id.equals(account.toString()))
                .ifPresent(other -> fields.error(ACCOUNT_ID, "is not the id of this account"));
        fields.done();
        return Optional.empty();
    }

    @Get("/export")
    @Produces({ZIP, Wire.ANY_APPLICATION})
    MutableHttpResponse<?> export(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        ExportSeats.Seat seat =
                seats.take(Owners.account(caller))
                        .orElseThrow(() ->
                                new ProblemFound(
                                        Problem.retryable(
                                                ProblemCode.OVERLOADED,
                                                "Too much is being exported at the moment.",
                                                LATER)));
        return HttpResponse.ok(new ZipStream(new Files(caller, exported), seat))
                .contentType(MediaType.of(ZIP))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"compare-intel.zip\"");
    }

    /// All files of all features. For one reader.
    private static final class Files implements Iterator<ExportFile> {
        private final Caller caller;
        private final Deque<Exported> rest;
        private Iterator<ExportFile> files = Collections.emptyIterator();

        Files(Caller caller, List<Exported> exported) {
            this.caller = caller;
            this.rest = new ArrayDeque<>(exported);
        }

        @Override
        public boolean hasNext() {
            while (!files.hasNext() && !rest.isEmpty()) {
                files = rest.removeFirst().of(caller);
            }
            return files.hasNext();
        }

        @Override
        public ExportFile next() {
            if (!hasNext()) {
                throw new NoSuchElementException("everything has been exported");
            }
            return files.next();
        }
    }
}
