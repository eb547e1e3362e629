package com.compareintel.core.account;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.time.ZoneId;

/// Somebody who may own and pay.
///
/// @param name what the operator or its owner calls it
/// @param staff may use all models
/// @param zone where its days begin and end
/// @param tierSince when its tier began; monthly periods are counted from it
public record Account(
        AccountId id,
        String name,
        Tier tier,
        boolean staff,
        ZoneId zone,
        Instant tierSince,
        Instant createdAt) {}
