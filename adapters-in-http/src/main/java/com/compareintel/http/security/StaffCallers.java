package com.compareintel.http.security;

import com.compareintel.core.account.Role;
import com.compareintel.core.staff.EnterDesk;
import com.compareintel.core.staff.EnterDesk.Outcome;
import com.compareintel.core.staff.StaffMember;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/// Lets staff to the operator's desk, and there to what their role may do. Blocks.
@Singleton
public final class StaffCallers {
    private final Callers callers;
    private final EnterDesk enter;

    StaffCallers(Callers callers, EnterDesk enter) {
        this.callers = callers;
        this.enter = enter;
    }

    /// Who of the staff sent this request.
    ///
    /// @throws ProblemFound if nobody did, or its role is too low for the operation
    public StaffMember of(HttpRequest<?> request) {
        return switch (enter.as(callers.of(request).caller())) {
            case Outcome.Entered(StaffMember who) -> allowed(request, who);
            case Outcome.Stranger stranger ->
                    throw forbidden("This is the operator's desk; your account has no role there.");
            case Outcome.WrongKey wrong ->
                    throw forbidden(
                            "This API key does not open the operator's desk: it must have the scope"
                                    + " manage, and be issued since the account has its role.");
        };
    }

    private static StaffMember allowed(HttpRequest<?> request, StaffMember who) {
        String operation = Access.operation(request);
        Role needed = DeskAccess.roles().get(operation);
        if (needed == null) {
            throw new IllegalStateException("nobody knows which role may " + operation);
        }
        if (!who.role().includes(needed)) {
            throw forbidden("This takes the role " + needed.wireName() + ".");
        }
        return who;
    }

    private static ProblemFound forbidden(String detail) {
        return new ProblemFound(Problem.of(ProblemCode.FORBIDDEN, detail));
    }
}
