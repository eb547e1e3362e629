package com.compareintel.core.signin;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Sessions in memory, beside their accounts. Thread-safe.
public final class InMemorySessions implements Sessions {
    private record Live(Session session, int generation) {
        boolean isOver(Instant at) {
            return !session.refreshedAt().isAfter(at.minus(Session.LASTS));
        }
    }

    private final Accounts accounts;
    private final Map<SessionId, Live> live = new HashMap<>();
    private Function<AccountId, Optional<PasswordHash>> passwords = account -> Optional.empty();

    public InMemorySessions(Accounts accounts) {
        this.accounts = accounts;
    }

    private Optional<Live> live(SessionId id, Instant now) {
        return Optional.ofNullable(live.get(id)).filter(one -> !one.isOver(now));
    }

    /// Has those who are let in looked up here.
    ///
    /// @param known what an account is entered with, if with any password
    synchronized void enteredWith(Function<AccountId, Optional<PasswordHash>> known) {
        passwords = known;
    }

    @Override
    public boolean begin(Session session, PasswordHash shown) {
        boolean isOpen =
                accounts.find(session.account())
                        .filter(account -> !account.isSuspended())
                        .isPresent();
        if (!isOpen || !passwords.apply(session.account()).orElse(shown).equals(shown)) {
            return false;
        }
        keep(session);
        return true;
    }

    private synchronized void keep(Session session) {
        live.put(session.id(), new Live(session, 1));
        live.values().stream()
                .map(Live::session)
                .filter(other -> other.account().equals(session.account()))
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .skip(Session.MOST)
                .toList()
                .forEach(oldest -> live.remove(oldest.id()));
    }

    @Override
    public synchronized OptionalInt turn(SessionId id, int generation, Instant now) {
        Optional<Live> found = live(id, now);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        Session session = found.get().session();
        int latest = found.get().generation();
        if (generation == latest) {
            Session turned =
                    new Session(id, session.account(), session.device(), session.createdAt(), now);
            live.put(id, new Live(turned, latest + 1));
            return OptionalInt.of(latest + 1);
        }
        if (generation == latest - 1 && !now.isAfter(session.refreshedAt().plus(FORGIVEN))) {
            return OptionalInt.of(latest);
        }
        live.remove(id);
        return OptionalInt.empty();
    }

    @Override
    public synchronized Optional<Account> account(SessionId id, Instant now) {
        return live(id, now).flatMap(one -> accounts.find(one.session().account()));
    }

    @Override
    public synchronized List<Session> of(AccountId account, Instant now) {
        return live.values().stream()
                .filter(one -> !one.isOver(now))
                .map(Live::session)
                .filter(session -> session.account().equals(account))
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .toList();
    }

    @Override
    public synchronized boolean end(AccountId account, SessionId id, Instant now) {
        boolean there =
                live(id, now).filter(one -> one.session().account().equals(account)).isPresent();
        if (there) {
            live.remove(id);
        }
        return there;
    }

    @Override
    public synchronized void endAll(AccountId account) {
        live.values().removeIf(one -> one.session().account().equals(account));
    }

    @Override
    public synchronized int dropOver(Instant at, int limit) {
        List<SessionId> over =
                live.values().stream()
                        .filter(one -> one.isOver(at))
                        .limit(limit)
                        .map(one -> one.session().id())
                        .toList();
        over.forEach(live::remove);
        return over.size();
    }
}
