package com.compareintel.core.run;

import com.compareintel.core.tier.Tier;

/// Who goes first where not all can, most urgent first. It is strict: as long as a call of an
/// earlier class waits that may go, none of a later class goes. A later class may thus wait in vain
/// until its slot deadline passes; that is what the classes are for, and why they are refused first
/// when there is more to do than can be done.
public enum Precedence {
    /// Paid tiers: as many places in the queue as there are, and every slot.
    PAID(1, 0),

    /// The free tier: half as many, counted with those before it, and all slots but a twentieth.
    FREE(2, 20),

    /// Visitors: a quarter, counted with all others, and all slots but a tenth.
    ANONYMOUS(4, 10);

    private final int queueDivisor;
    private final int reserveDivisor;

    Precedence(int queueDivisor, int reserveDivisor) {
        this.queueDivisor = queueDivisor;
        this.reserveDivisor = reserveDivisor;
    }

    /// The class of a tier.
    public static Precedence of(Tier tier) {
        return switch (tier) {
            case ANONYMOUS -> ANONYMOUS;
            case FREE -> FREE;
            case STARTER, STARTER_PLUS, PRO, PRO_PLUS -> PAID;
        };
    }

    /// How many of this class and those before it may wait for one more to be let in, where `queue`
    /// is the whole.
    int queueOf(int queue) {
        return Math.ceilDiv(queue, queueDivisor);
    }

    /// How many of so many slots this class leaves free for those before it, so that these need not
    /// wait for a long answer to end. None of a few.
    int reserveOf(int slots) {
        return reserveDivisor == 0 ? 0 : slots / reserveDivisor;
    }
}
