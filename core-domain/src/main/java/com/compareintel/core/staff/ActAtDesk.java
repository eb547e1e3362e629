package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.staff.Desk.Outcome;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Does what staff does.
@UseCase
public final class ActAtDesk {
    private final Desk desk;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param ids new UUIDv7s
    public ActAtDesk(Desk desk, Supplier<UUID> ids, Clock clock) {
        this.desk = desk;
        this.ids = ids;
        this.clock = clock;
    }

    /// Does this, unless whoever asks may not; see [Desk#act].
    ///
    /// @param reason as [Act] wants it
    public Outcome act(
            StaffMember who, Deed deed, String reason, Optional<Idempotency> idempotency) {
        return desk.act(
                new Act(
                        ids.get(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        who,
                        deed,
                        reason),
                idempotency);
    }
}
