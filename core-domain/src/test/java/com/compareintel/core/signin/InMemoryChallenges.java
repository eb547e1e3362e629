package com.compareintel.core.signin;

import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Challenges in memory, beside the registrations whose accounts they change. Thread-safe.
public final class InMemoryChallenges implements Challenges {
    /// Good for as long as the login it was asked for is what it was.
    private static final class Waiting {
        private final Challenge challenge;
        private final Optional<Login> login;
        private int tries;

        Waiting(Challenge challenge, Optional<Login> login) {
            this.challenge = challenge;
            this.login = login;
        }

        boolean isFor(EmailAddress address, Instant now) {
            return challenge.address().key().equals(address.key())
                    && challenge.expiresAt().isAfter(now);
        }

        boolean meets(Proof proof, Instant now) {
            return switch (proof) {
                case Proof.Link(String token) ->
                        isFor(challenge.address(), now) && challenge.token().equals(token);
                case Proof.Code(EmailAddress address, String code) ->
                        isFor(address, now)
                                && tries++ < Challenge.MOST_TRIES
                                && challenge.code().equals(code);
            };
        }
    }

    private final InMemoryRegistrations registrations;
    private final List<Waiting> resets = new ArrayList<>();
    private final List<Waiting> moves = new ArrayList<>();

    public InMemoryChallenges(InMemoryRegistrations registrations) {
        this.registrations = registrations;
    }

    private static Begun begin(List<Waiting> all, Challenge challenge, Optional<Login> login) {
        EmailAddress address = challenge.address();
        long waiting =
                all.stream().filter(one -> one.isFor(address, challenge.createdAt())).count();
        if (waiting >= Challenge.MOST_PENDING) {
            return Begun.TOO_MANY;
        }
        all.add(new Waiting(challenge, login));
        return login.isPresent() ? Begun.PENDING : Begun.IDLE;
    }

    private Optional<Waiting> met(List<Waiting> all, Proof proof, Instant now) {
        return all.stream().filter(one -> one.meets(proof, now)).toList().stream()
                .filter(one -> one.login.flatMap(old -> current(old.account())).equals(one.login))
                .filter(one -> one.login.isPresent())
                .findFirst();
    }

    private Optional<Login> current(AccountId account) {
        return registrations.address(account).flatMap(registrations::login);
    }

    @Override
    public synchronized Begun askReset(Challenge challenge) {
        return begin(resets, challenge, registrations.login(challenge.address()));
    }

    @Override
    public synchronized Optional<EmailAddress> reset(
            Proof proof, PasswordHash password, Instant now) {
        return met(resets, proof, now)
                .flatMap(one -> one.login)
                .map(login -> {
                    registrations.changePassword(login.account(), login.password(), password);
                    return login.address();
                });
    }

    @Override
    public synchronized Begun askMove(Challenge challenge, Login login) {
        Optional<Login> now = current(login.account());
        if (now.filter(same -> same.password().equals(login.password())).isEmpty()) {
            return Begun.LATE;
        }
        return begin(
                moves,
                challenge,
                registrations.login(challenge.address()).isPresent() ? Optional.empty() : now);
    }

    @Override
    public synchronized Optional<Move> move(Proof proof, Instant now) {
        return met(moves, proof, now)
                .filter(one -> registrations.login(one.challenge.address()).isEmpty())
                .map(one -> {
                    Login old = one.login.orElseThrow();
                    registrations.move(old, one.challenge.address());
                    return new Move(old.address(), one.challenge.address());
                });
    }

    @Override
    public synchronized int dropExpired(Instant at, int limit) {
        int dropped = dropExpired(resets, at, limit);
        return dropped + dropExpired(moves, at, limit - dropped);
    }

    private static int dropExpired(List<Waiting> all, Instant at, int limit) {
        List<Waiting> over =
                all.stream()
                        .filter(one -> !one.challenge.expiresAt().isAfter(at))
                        .limit(limit)
                        .toList();
        all.removeAll(over);
        return over.size();
    }
}
