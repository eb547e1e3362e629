package com.compareintel.core.signin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Challenges in memory, beside the registrations whose accounts they change. Thread-safe.
public final class InMemoryChallenges implements Challenges {
    /// Good for as long as the login it was asked for is what it was.
    private static final class Reset {
        private final Challenge challenge;
        private final Optional<Login> login;
        private int tries;

        Reset(Challenge challenge, Optional<Login> login) {
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
    private final List<Reset> resets = new ArrayList<>();

    public InMemoryChallenges(InMemoryRegistrations registrations) {
        this.registrations = registrations;
    }

    @Override
    public synchronized Begun askReset(Challenge challenge) {
        EmailAddress address = challenge.address();
        long waiting =
                resets.stream().filter(one -> one.isFor(address, challenge.createdAt())).count();
        if (waiting >= Challenge.MOST_PENDING) {
            return Begun.TOO_MANY;
        }
        Optional<Login> login = registrations.login(address);
        resets.add(new Reset(challenge, login));
        return login.isPresent() ? Begun.PENDING : Begun.IDLE;
    }

    @Override
    public synchronized Optional<EmailAddress> reset(
            Proof proof, PasswordHash password, Instant now) {
        List<Reset> met = resets.stream().filter(one -> one.meets(proof, now)).toList();
        return met.stream()
                .flatMap(one -> one.login.stream())
                .filter(login -> registrations.login(login.address()).equals(Optional.of(login)))
                .findFirst()
                .map(login -> {
                    registrations.changePassword(login.account(), login.password(), password);
                    return login.address();
                });
    }

    @Override
    public synchronized int dropExpired(Instant at, int limit) {
        List<Reset> over =
                resets.stream()
                        .filter(one -> !one.challenge.expiresAt().isAfter(at))
                        .limit(limit)
                        .toList();
        resets.removeAll(over);
        return over.size();
    }
}
