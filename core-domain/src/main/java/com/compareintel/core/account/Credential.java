package com.compareintel.core.account;

import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;

/// What a caller showed of itself.
public sealed interface Credential {
    /// An API key.
    record Key(ApiKey key) implements Credential {}

    /// A session, found good already.
    record SignedIn(Account account) implements Credential {}

    /// Nothing but a visitor's cookie, old or just made, and the network it comes from.
    ///
    /// @param isNew whether the cookie was made for this very call; its idempotency keys then
    ///   belong to the network
    record Visit(VisitorId visitor, boolean isNew, Payer.Network network) implements Credential {}
}
