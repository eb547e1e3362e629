package com.compareintel.core.staff;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.Role;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What somebody did at the operator's desk, as it is kept for ever. It names accounts by their ids
/// only.
///
/// @param role that it had then
/// @param key the API key it called with, if it did
/// @param subject the account or model it was done to
/// @param before how that stood before, if in any way: a tier, a role, credits, an override
/// @param after how it stood then
public record AuditEntry(
        UUID id,
        Instant at,
        AccountId actor,
        Role role,
        Optional<KeyId> key,
        Kind kind,
        String subject,
        Optional<String> before,
        Optional<String> after,
        String reason) {

    /// What was done.
    public enum Kind {
        SUSPEND,
        UNSUSPEND,
        TIER,
        CREDITS,
        ROLE,
        MODEL;

        /// What a deed is written down as.
        public static Kind of(Deed deed) {
            return switch (deed) {
                case Deed.Suspend suspend -> SUSPEND;
                case Deed.Unsuspend unsuspend -> UNSUSPEND;
                case Deed.ChangeTier tier -> TIER;
                case Deed.AdjustCredits credits -> CREDITS;
                case Deed.ChangeRole role -> ROLE;
                case Deed.ChangeModel model -> MODEL;
            };
        }
    }

    /// An act that was done.
    ///
    /// @param role of whoever did it
    public static AuditEntry of(
            Act act, Role role, Optional<String> before, Optional<String> after) {
        return new AuditEntry(
                act.id(),
                act.at(),
                act.by().account(),
                role,
                act.by().key(),
                Kind.of(act.deed()),
                subject(act.deed()),
                before,
                after,
                act.reason());
    }

    private static String subject(Deed deed) {
        return switch (deed) {
            case Deed.ToAccount account -> account.account().toString();
            case Deed.ChangeModel model -> model.model().value();
        };
    }
}
