package com.compareintel.core.signin;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Registrations in memory, beside the accounts they lead to. Thread-safe.
public final class InMemoryRegistrations implements Registrations {
    private static final class Pending {
        private final Registration registration;
        private final boolean known;
        private int tries;

        Pending(Registration registration, boolean known) {
            this.registration = registration;
            this.known = known;
        }

        boolean isFor(EmailAddress address, Instant now) {
            return registration.address().key().equals(address.key())
                    && registration.expiresAt().isAfter(now);
        }
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final List<Pending> pending = new ArrayList<>();
    private final Map<String, Login> logins = new HashMap<>();
    private final Map<VisitorId, AccountId> heirs = new HashMap<>();

    public InMemoryRegistrations(Accounts accounts) {
        this(accounts, new InMemorySessions(accounts));
    }

    /// @param sessions those that end with a change of password
    public InMemoryRegistrations(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
        if (sessions instanceof InMemorySessions memory) {
            memory.enteredWith(this::password);
        }
    }

    /// What an account is entered with, suspended or not.
    synchronized Optional<PasswordHash> password(AccountId account) {
        return logins.values().stream()
                .filter(login -> login.account().equals(account))
                .map(Login::password)
                .findFirst();
    }

    @Override
    public synchronized Begun begin(Registration registration) {
        EmailAddress address = registration.address();
        long waiting =
                pending.stream()
                        .filter(other -> other.isFor(address, registration.createdAt()))
                        .count();
        if (waiting >= Registration.MOST_PENDING) {
            return Begun.TOO_MANY;
        }
        boolean known = logins.containsKey(address.key());
        pending.add(new Pending(registration, known));
        return known ? Begun.KNOWN : Begun.PENDING;
    }

    @Override
    public synchronized boolean confirm(Proof proof, Account account) {
        Optional<Registration> found = found(proof, account.createdAt());
        found.ifPresent(registration -> {
            EmailAddress address = registration.address();
            accounts.add(account);
            registration.visitor().ifPresent(visitor -> heirs.put(visitor, account.id()));
            logins.put(address.key(), new Login(account.id(), address, registration.password()));
            pending.removeIf(other -> other.registration.address().key().equals(address.key()));
        });
        return found.isPresent();
    }

    /// Forgets what an account is entered with.
    synchronized void forget(AccountId account) {
        logins.values().removeIf(login -> login.account().equals(account));
    }

    /// Has an account entered with another address.
    synchronized void move(Login old, EmailAddress to) {
        logins.remove(old.address().key());
        logins.put(to.key(), new Login(old.account(), to, old.password()));
        pending.removeIf(other -> other.registration.address().key().equals(to.key()));
    }

    /// Which account each visitor has become.
    public synchronized Map<VisitorId, AccountId> heirs() {
        return Map.copyOf(heirs);
    }

    private Optional<Registration> found(Proof proof, Instant now) {
        return switch (proof) {
            case Proof.Link(String token) ->
                    pending.stream()
                            .filter(one -> one.isFor(one.registration.address(), now))
                            .filter(one -> !one.known && one.registration.token().equals(token))
                            .map(one -> one.registration)
                            .findFirst();
            case Proof.Code(EmailAddress address, String code) ->
                    pending.stream()
                            .filter(one -> one.isFor(address, now))
                            .filter(one -> one.tries++ < Registration.MOST_TRIES)
                            .filter(one -> !one.known && one.registration.code().equals(code))
                            .map(one -> one.registration)
                            .toList()
                            .stream()
                            .findFirst();
        };
    }

    @Override
    public synchronized Optional<Login> login(EmailAddress address) {
        return Optional.ofNullable(logins.get(address.key()))
                .filter(login ->
                        accounts.find(login.account()).filter(Account::isSuspended).isEmpty());
    }

    @Override
    public synchronized Optional<EmailAddress> address(AccountId account) {
        return logins.values().stream()
                .filter(login -> login.account().equals(account))
                .map(Login::address)
                .findFirst();
    }

    @Override
    public synchronized boolean changePassword(
            AccountId account, PasswordHash from, PasswordHash to) {
        Optional<Login> login =
                address(account).flatMap(this::login).filter(old -> old.password().equals(from));
        login.ifPresent(old -> {
            logins.put(old.address().key(), new Login(account, old.address(), to));
            sessions.endAll(account);
        });
        return login.isPresent();
    }

    @Override
    public synchronized int dropExpired(Instant at, int limit) {
        List<Pending> over =
                pending.stream()
                        .filter(one -> !one.registration.expiresAt().isAfter(at))
                        .limit(limit)
                        .toList();
        pending.removeAll(over);
        return over.size();
    }
}
