package com.compareintel.http.account;

import com.compareintel.core.identity.Payer;
import com.compareintel.core.signin.ConfirmAddress;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.JudgePassword;
import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Register;
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

/// How people get in. No answer tells whether an address is known.
@Controller("/v1/auth")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuthController {
    private final Callers callers;
    private final Register register;
    private final JudgePassword judgePassword;
    private final ConfirmAddress confirmAddress;

    AuthController(
            Callers callers,
            Register register,
            JudgePassword judgePassword,
            ConfirmAddress confirmAddress) {
        this.callers = callers;
        this.register = register;
        this.judgePassword = judgePassword;
        this.confirmAddress = confirmAddress;
    }

    @Post("/register")
    HttpResponse<?> register(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Payer.Network network = callers.networkOf(request);
        Entry entry = entry(json);
        Limits.admit(request, register.mayAsk(network));
        if (!register.begin(entry.address(), entry.password(), callers.visitorOf(request))) {
            throw Limits.crowded();
        }
        return HttpResponse.accepted();
    }

    @Post("/verify")
    HttpResponse<?> verify(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Payer.Network network = callers.networkOf(request);
        Proof proof = ProofBody.of(json);
        Limits.admit(request, confirmAddress.mayTry(network));
        if (!confirmAddress.by(proof)) {
            throw ProofBody.refused(proof);
        }
        return HttpResponse.noContent();
    }

    /// What somebody wants to enter with.
    private record Entry(EmailAddress address, Password password) {}

    private Entry entry(JsonNode json) {
        Fields fields = Fields.of(json);
        Optional<EmailAddress> address = Addresses.read(fields);
        Optional<Password> password =
                fields.required("password", Addresses.MAX_PASSWORD).map(Password::new);
        password.flatMap(chosen -> judgePassword.flaw(chosen, address))
                .ifPresent(flaw -> fields.error("password", flaw));
        fields.done();
        return new Entry(address.orElseThrow(), password.orElseThrow());
    }
}
