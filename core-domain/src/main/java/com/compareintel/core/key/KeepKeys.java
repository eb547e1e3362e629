package com.compareintel.core.key;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.AccountId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What an account does with its API keys.
@UseCase
public final class KeepKeys {
    /// As many as an account may have that are good; a secret that leaks is found sooner among few.
    public static final int MOST = 100;

    private final KeyRing ring;
    private final Supplier<UUID> ids;
    private final RandomGenerator random;
    private final Clock clock;

    /// @param ids new UUIDv7s
    /// @param random cryptographically strong
    public KeepKeys(KeyRing ring, Supplier<UUID> ids, RandomGenerator random, Clock clock) {
        this.ring = ring;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /// A caller's promise about a new key, and the secret that it leads to every time.
    ///
    /// @param secret of the key that was made for it: derived from what only this caller knows, and
    ///   another one when the promise has been forgotten and is made again
    public record Promise(Idempotency idempotency, Function<KeyId, ApiKey> secret) {}

    /// What became of the wish for a key.
    public sealed interface Outcome {
        /// The key, issued now or when the same request came before, and the sight of its secret.
        record Issued(IssuedKey key, ApiKey secret) implements Outcome {}

        /// It would be over already.
        record Over() implements Outcome {}

        /// The key that asks for it may do less, or not for as long.
        record Beyond() implements Outcome {}

        /// The account has [#MOST] keys.
        record Full() implements Outcome {}

        /// The idempotency key was used before, for something else.
        record Mismatch() implements Outcome {}
    }

    /// A page of keys.
    ///
    /// @param next behind which key the next page begins, if there is one
    public record Page(List<IssuedKey> keys, Optional<KeyId> next) {}

    /// Issues a key to the account that calls.
    public Outcome issue(
            AccountId account, Caller caller, KeyTerms terms, Optional<Promise> promise) {
        IssuedKey fresh = IssuedKey.fresh(new KeyId(ids.get()), account, terms, clock.instant());
        if (fresh.stateAt(fresh.createdAt()) != IssuedKey.State.ACTIVE) {
            return new Outcome.Over();
        }
        if (caller.key().filter(own -> !terms.areWithin(own.terms())).isPresent()) {
            return new Outcome.Beyond();
        }
        ApiKey secret =
                promise.map(made -> made.secret().apply(fresh.id()))
                        .orElseGet(() -> ApiKey.generate(random));
        return switch (ring.issue(fresh, secret, MOST, promise.map(Promise::idempotency))) {
            case KeyRing.Outcome.Issued issued -> new Outcome.Issued(fresh, secret);
            case KeyRing.Outcome.Full full -> new Outcome.Full();
            case KeyRing.Outcome.Repeated(KeyId id, String fingerprint) ->
                    promise.filter(made -> made.idempotency().fingerprint().equals(fingerprint))
                            .flatMap(made -> ring.find(account, id))
                            .<Outcome>map(key ->
                                    new Outcome.Issued(
                                            key, promise.orElseThrow().secret().apply(id)))
                            .orElseGet(Outcome.Mismatch::new);
        };
    }

    /// The moment by which keys are active or not.
    public Instant now() {
        return clock.instant();
    }

    /// A page of the account's keys, newest first.
    public Page list(AccountId account, Optional<KeyId> after, int size) {
        List<IssuedKey> found = ring.list(account, after, size + 1);
        return found.size() <= size
                ? new Page(found, Optional.empty())
                : new Page(found.subList(0, size), Optional.of(found.get(size - 1).id()));
    }

    /// A key of the account.
    public Optional<IssuedKey> find(AccountId account, KeyId id) {
        return ring.find(account, id);
    }

    /// Ends a key of the account, and tells whether there is such a key.
    public boolean revoke(AccountId account, KeyId id) {
        return ring.revoke(account, id, clock.instant());
    }
}
