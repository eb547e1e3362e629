package com.compareintel.core.staff;

import com.compareintel.core.account.Account;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.time.Instant;

/// What it means to put an account into another tier. Limits are the new tier's at once; running
/// comparisons go on as they were admitted; nothing the account owns is taken.
///
/// *Up*: the running period of credit ends, what is left of it expires, and one of the new tier
/// begins with all it grants; months are counted from that day. *Down*: what was granted stays
/// until its period ends, and the next one is granted by the new tier; months go on from the same
/// day.
///
/// @param after the account in its new tier
/// @param restarts whether the running period ends
public record TierChange(Account after, boolean restarts) {
    /// The change of an account to a tier that is not its own.
    public static TierChange of(Account account, Tier tier, TierTable tiers, Instant now) {
        if (tier == account.tier()) {
            throw new IllegalArgumentException("is in that tier already: " + tier);
        }
        boolean up = tier.includes(account.tier());
        boolean sameMonths =
                !up
                        && tiers.of(account.tier()).period() == PeriodKind.MONTH
                        && tiers.of(tier).period() == PeriodKind.MONTH;
        return new TierChange(account.inTier(tier, sameMonths ? account.tierSince() : now), up);
    }
}
