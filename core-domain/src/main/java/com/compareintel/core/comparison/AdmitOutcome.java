package com.compareintel.core.comparison;

import com.compareintel.core.credit.Funds;

/// What became of an attempt to admit a comparison. Only the first wrote anything.
public sealed interface AdmitOutcome {
    /// Held and stored.
    record Admitted() implements AdmitOutcome {}

    /// Less is available than the hold.
    record OutOfCredit(Funds funds) implements AdmitOutcome {}

    /// As many are running as may.
    record TooManyOpen() implements AdmitOutcome {}

    /// The conversation's last turn is still running.
    record Busy() implements AdmitOutcome {}

    /// The conversation is beyond the number that is shown.
    record Archived() implements AdmitOutcome {}

    /// The conversation is gone.
    record Gone() implements AdmitOutcome {}

    /// The account was suspended since its credential was looked at.
    record Shut() implements AdmitOutcome {}

    /// The idempotency key was used before.
    record Repeated(Repeat repeat) implements AdmitOutcome {}
}
