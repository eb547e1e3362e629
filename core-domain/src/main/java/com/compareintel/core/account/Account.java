package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Somebody who may own and pay.
///
/// @param name what the operator or its owner calls it
/// @param zone where its days begin and end
/// @param tierSince when its tier began; monthly periods are counted from it
/// @param office its role at the operator's desk, if it is staff
/// @param suspendedAt since when nobody gets in, if it is suspended
public record Account(
        AccountId id,
        String name,
        Tier tier,
        ZoneId zone,
        Instant tierSince,
        Instant createdAt,
        Optional<Office> office,
        Optional<Instant> suspendedAt) {

    /// An account as it is opened.
    ///
    /// @param owner whether it is the operator's own
    public Account(
            AccountId id,
            String name,
            Tier tier,
            boolean owner,
            ZoneId zone,
            Instant tierSince,
            Instant createdAt) {
        this(
                id,
                name,
                tier,
                zone,
                tierSince,
                createdAt,
                owner ? Optional.of(new Office(Role.OWNER, createdAt)) : Optional.empty(),
                Optional.empty());
    }

    /// Whether it has a role; staff may use all models.
    public boolean staff() {
        return office.isPresent();
    }

    /// Its role at the operator's desk, if it has one.
    public Optional<Role> role() {
        return office.map(Office::role);
    }

    /// Whether nobody gets in at the moment.
    public boolean isSuspended() {
        return suspendedAt.isPresent();
    }

    /// The same account in another tier.
    ///
    /// @param since when that began
    public Account inTier(Tier other, Instant since) {
        return new Account(id, name, other, zone, since, createdAt, office, suspendedAt);
    }

    /// The same account in another time zone.
    public Account movedTo(ZoneId other) {
        return new Account(id, name, tier, other, tierSince, createdAt, office, suspendedAt);
    }

    /// The same account with another role, or none.
    public Account in(Optional<Office> other) {
        return new Account(id, name, tier, zone, tierSince, createdAt, other, suspendedAt);
    }

    /// The same account, suspended since then, or not.
    public Account suspended(Optional<Instant> since) {
        return new Account(id, name, tier, zone, tierSince, createdAt, office, since);
    }
}
