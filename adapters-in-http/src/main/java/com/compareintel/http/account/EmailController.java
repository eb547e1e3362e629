package com.compareintel.http.account;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.signin.ChangeAddress;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.Proof;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Wire;
import com.compareintel.http.security.Callers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/// Entering an account with another address. Whoever opens the letter need not be logged in where
/// they read it.
@Controller("/v1")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class EmailController {
    private final Callers callers;
    private final ChangeAddress changeAddress;

    EmailController(Callers callers, ChangeAddress changeAddress) {
        this.callers = callers;
        this.changeAddress = changeAddress;
    }

    @Post("/me/email")
    HttpResponse<?> ask(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        AccountId account = Owners.account(callers.of(request).caller());
        Fields fields = Fields.of(json);
        Optional<Password> password = PasswordController.password(fields, "current_password");
        Optional<EmailAddress> address = Addresses.read(fields);
        fields.done();
        Limits.admit(request, changeAddress.mayAsk(callers.from(request)));
        Limits.admit(request, changeAddress.mayTry(account));
        return switch (changeAddress.ask(account, password.orElseThrow(), address.orElseThrow())) {
            case ASKED -> HttpResponse.accepted();
            case WRONG -> throw PasswordController.wrong();
            case BUSY -> throw Limits.crowded();
        };
    }

    @Post("/auth/email")
    HttpResponse<?> confirm(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Payer.Network network = callers.networkOf(request);
        Proof proof = ProofBody.of(json);
        Limits.admit(request, changeAddress.mayConfirm(network));
        if (!changeAddress.by(proof)) {
            throw ProofBody.refused(proof);
        }
        return HttpResponse.noContent();
    }
}
