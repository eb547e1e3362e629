package com.compareintel.http.account;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.ChangePassword;
import com.compareintel.core.signin.JudgePassword;
import com.compareintel.core.signin.Password;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
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

/// Choosing another password.
@Controller("/v1/me/password")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@Consumes(MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PasswordController {
    private final Callers callers;
    private final ChangePassword changePassword;
    private final JudgePassword judgePassword;
    private final SessionCookies cookies;

    PasswordController(
            Callers callers,
            ChangePassword changePassword,
            JudgePassword judgePassword,
            SessionCookies cookies) {
        this.callers = callers;
        this.changePassword = changePassword;
        this.judgePassword = judgePassword;
        this.cookies = cookies;
    }

    @Post
    HttpResponse<?> change(HttpRequest<byte[]> request) {
        JsonNode json = Json.of(request);
        AccountId account = Owners.account(callers.of(request).caller());
        Fields fields = Fields.of(json);
        Optional<Password> old = password(fields, "current_password");
        Optional<Password> chosen = password(fields, "new_password");
        chosen.flatMap(password -> judgePassword.flaw(password, changePassword.address(account)))
                .ifPresent(flaw -> fields.error("new_password", flaw));
        fields.done();
        Limits.admit(request, changePassword.mayTry(account));
        return switch (changePassword.by(account, old.orElseThrow(), chosen.orElseThrow())) {
            case CHANGED -> cookies.forget(HttpResponse.noContent());
            case WRONG -> throw wrong();
            case BUSY -> throw Limits.crowded();
        };
    }

    /// That the password which was shown is another.
    static ProblemFound wrong() {
        return new ProblemFound(Problem.invalid("current_password", "is not the password"));
    }

    /// A password that must be there; what it holds is not looked at.
    static Optional<Password> password(Fields fields, String name) {
        return fields.required(name, Addresses.MAX_PASSWORD).map(Password::new);
    }
}
