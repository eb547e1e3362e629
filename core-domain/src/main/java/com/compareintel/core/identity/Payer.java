package com.compareintel.core.identity;

import java.util.Optional;

/// Who pays: an account for itself, or, for visitors, the network they come from. A cookie never
/// pays, so clearing cookies refills nothing.
public sealed interface Payer {

    /// A stable text that is the same for the same payer and differs between payers of any kind.
    String key();

    /// An account pays from its own pool.
    record Account(AccountId id) implements Payer {
        @Override
        public String key() {
            return "account:" + id;
        }
    }

    /// A network pays: one IPv4 address or one IPv6 /64, and beside it the /48 that the /64 lies
    /// in. Both are keyed hashes; the addresses themselves are never stored.
    ///
    /// @param hash the keyed hash of the address or /64
    /// @param site the keyed hash of the /48 around it, empty for IPv4
    record Network(String hash, Optional<String> site) implements Payer {
        @Override
        public String key() {
            return "network:" + hash;
        }
    }
}
