package com.compareintel.http.account;

import com.compareintel.core.identity.Payer;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.JudgePassword;
import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.ResetPassword;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Wire;
import com.compareintel.http.security.Callers;
import com.compareintel.http.security.SessionCookies;
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

/// Choosing another password by mail. No answer tells whether an address is known.
@Controller("/v1/auth")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ResetController {
    private final Callers callers;
    private final ResetPassword resetPassword;
    private final JudgePassword judgePassword;
    private final SessionCookies cookies;

    ResetController(
            Callers callers,
            ResetPassword resetPassword,
            JudgePassword judgePassword,
            SessionCookies cookies) {
        this.callers = callers;
        this.resetPassword = resetPassword;
        this.judgePassword = judgePassword;
        this.cookies = cookies;
    }

    @Post("/forgot")
    HttpResponse<?> forgot(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Payer.Network network = callers.networkOf(request);
        Fields fields = Fields.of(json);
        Optional<EmailAddress> address = Addresses.read(fields);
        fields.done();
        Limits.admit(request, resetPassword.mayAsk(network));
        resetPassword.ask(address.orElseThrow());
        return HttpResponse.accepted();
    }

    @Post("/reset")
    HttpResponse<?> reset(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        Payer.Network network = callers.networkOf(request);
        Fields fields = Fields.of(json);
        Optional<Proof> proof = ProofBody.read(json, fields);
        Optional<Password> chosen =
                fields.required("new_password", Addresses.MAX_PASSWORD).map(Password::new);
        chosen.flatMap(password ->
                        judgePassword.flaw(password, proof.flatMap(ResetController::address)))
                .ifPresent(flaw -> fields.error("new_password", flaw));
        fields.done();
        Limits.admit(request, resetPassword.mayTry(network));
        return switch (resetPassword.by(proof.orElseThrow(), chosen.orElseThrow())) {
            case CHANGED -> cookies.forget(HttpResponse.noContent());
            case WRONG -> throw ProofBody.refused(proof.orElseThrow());
            case BUSY -> throw Limits.crowded();
        };
    }

    /// The address that a proof names; a link names none.
    private static Optional<EmailAddress> address(Proof proof) {
        return switch (proof) {
            case Proof.Link link -> Optional.empty();
            case Proof.Code code -> Optional.of(code.address());
        };
    }
}
