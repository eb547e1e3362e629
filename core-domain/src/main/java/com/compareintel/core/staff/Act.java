package com.compareintel.core.staff;

import java.time.Instant;
import java.util.UUID;

/// A deed that somebody is about to do, and why.
///
/// @param id under which the audit will have it
/// @param at to the microsecond
/// @param reason in words for those who read the audit, 1 to 500 characters
public record Act(UUID id, Instant at, StaffMember by, Deed deed, String reason) {
    /// Characters of a reason.
    public static final int LONGEST_REASON = 500;

    public Act {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason of " + reason.length() + " characters");
        }
    }
}
