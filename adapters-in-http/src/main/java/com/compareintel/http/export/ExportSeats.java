package com.compareintel.http.export;

import com.compareintel.core.identity.AccountId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Bounds how many exports there are at once: a few, and one for each account. Whoever reads
/// nothing for a while, or has read for long, loses its seat to whoever comes, but may go on
/// reading: who reads slowly burdens nobody. Thread-safe.
@Singleton
public final class ExportSeats {
    /// Each reads the database as fast as its client takes it.
    static final int SEATS = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private final Map<AccountId, Seat> taken = new HashMap<>();

    ExportSeats() {
        this(System::nanoTime);
    }

    ExportSeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// A seat, if there is one for this account.
    public synchronized Optional<Seat> take(AccountId account) {
        long now = nanoTime.getAsLong();
        taken.values().removeIf(seat -> seat.isLost(now));
        if (taken.containsKey(account) || taken.size() >= SEATS) {
            return Optional.empty();
        }
        Seat seat = new Seat(account);
        taken.put(account, seat);
        return Optional.of(seat);
    }

    /// A seat that is taken until it is left, or lost.
    public final class Seat {
        private final AccountId account;
        private final long since = nanoTime.getAsLong();
        private long lastRead = since;

        private Seat(AccountId account) {
            this.account = account;
        }

        private boolean isLost(long now) {
            return now - lastRead > PATIENCE.toNanos() || now - since > LONGEST.toNanos();
        }

        /// Something is being read.
        void stay() {
            synchronized (ExportSeats.this) {
                lastRead = nanoTime.getAsLong();
            }
        }

        /// Gives it up; for the second time nothing happens.
        void leave() {
            synchronized (ExportSeats.this) {
                taken.remove(account, this);
            }
        }
    }
}
