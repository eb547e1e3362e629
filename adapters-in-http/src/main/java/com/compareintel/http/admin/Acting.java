package com.compareintel.http.admin;

import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.staff.Act;
import com.compareintel.core.staff.ActAtDesk;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Authority;
import com.compareintel.core.staff.Deed;
import com.compareintel.core.staff.Desk.Outcome;
import com.compareintel.core.staff.StaffMember;
import com.compareintel.http.body.Fields;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.problem.Problems;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Does what staff asks for, and says why not.
@Singleton
final class Acting {
    private final ActAtDesk desk;

    Acting(ActAtDesk desk) {
        this.desk = desk;
    }

    /// The reason that every act takes.
    static Optional<String> reason(Fields fields) {
        return fields.requiredText("reason", Act.LONGEST_REASON);
    }

    /// Does it, and answers its entry in the audit; none if it stands like that already.
    ///
    /// @throws ProblemFound if it is not done
    Optional<AuditEntry> act(
            StaffMember who, Deed deed, String reason, Optional<Idempotency> idempotency) {
        return switch (desk.act(who, deed, reason, idempotency)) {
            case Outcome.Done(AuditEntry entry) -> Optional.of(entry);
            case Outcome.Repeated(AuditEntry entry, String fingerprint) ->
                    Optional.of(entry)
                            .filter(done ->
                                    idempotency
                                            .filter(key -> key.fingerprint().equals(fingerprint))
                                            .isPresent())
                            .or(() -> {
                                throw mismatch();
                            });
            case Outcome.Foreign foreign -> throw mismatch();
            case Outcome.Unchanged unchanged -> Optional.empty();
            case Outcome.Missing missing -> throw missing();
            case Outcome.Lacking(Authority.Lack lack) ->
                    throw new ProblemFound(Problem.of(ProblemCode.FORBIDDEN, words(lack)));
            case Outcome.TooMuch(var available) ->
                    throw new ProblemFound(
                            Problem.invalid(
                                    "credits",
                                    "must not take more than the " + available + " that are left"));
        };
    }

    private static ProblemFound mismatch() {
        return new ProblemFound(Problems.of(new Refusal.IdempotencyMismatch()));
    }

    static ProblemFound missing() {
        return new ProblemFound(Problem.of(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    private static String words(Authority.Lack lack) {
        return switch (lack) {
            case STRANGER -> "This is the operator's desk; your account has no role there.";
            case TOO_LOW -> "Your role is too low for this.";
            case SELF -> "Nobody acts on their own account.";
            case NOT_ABOVE -> "Nobody acts on an account with the same role or a higher one.";
        };
    }
}
