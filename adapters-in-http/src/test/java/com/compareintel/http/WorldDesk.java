package com.compareintel.http;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Role;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.staff.ActAtDesk;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.EnterDesk;
import com.compareintel.core.staff.InMemoryAccountFiles;
import com.compareintel.core.staff.InMemoryDesk;
import com.compareintel.core.staff.LookUpAccounts;
import com.compareintel.core.staff.ReadAudit;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operator's desk in a [World].
public final class WorldDesk {
    private final InMemoryAccounts accounts;
    private final InMemoryApiKeys keys;
    private final InMemorySessions sessions;
    private final InMemoryBooks books;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private @Nullable InMemoryDesk desk;

    WorldDesk(
            InMemoryAccounts accounts,
            InMemoryApiKeys keys,
            InMemorySessions sessions,
            InMemoryBooks books,
            Clock clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.sessions = sessions;
        this.books = books;
        this.clock = clock;
    }

    List<Object> useCases(TierTable tiers, Registrations registrations) {
        InMemoryDesk kept = new InMemoryDesk(accounts, sessions, books.comparisons(), tiers);
        desk = kept;
        return List.of(
                new EnterDesk(accounts),
                new ActAtDesk(kept, UUID::randomUUID, clock),
                new ReadAudit(kept),
                new LookUpAccounts(
                        new InMemoryAccountFiles(
                                accounts, registrations, keys, sessions, books.comparisons()),
                        books.ledger(),
                        tiers,
                        clock));
    }

    /// The key of a new account with this role.
    public ApiKey staff(Role role) {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        role.wireName(),
                        Tier.FREE,
                        ZoneOffset.UTC,
                        clock.instant(),
                        clock.instant(),
                        Optional.of(new Office(role, clock.instant())),
                        Optional.empty());
        accounts.add(account);
        ApiKey key = ApiKey.generate(random);
        keys.add(
                IssuedKey.fresh(
                        new KeyId(UUID.randomUUID()),
                        account.id(),
                        KeyTerms.unlimited("staff"),
                        clock.instant()),
                key);
        return key;
    }

    /// The account behind a key, as it stands.
    public Account accountOf(ApiKey key) {
        AccountId id = keys.holder(key, clock.instant()).orElseThrow().account().id();
        return accounts.find(id).orElseThrow();
    }

    /// Whatever was done, newest first.
    public List<AuditEntry> audit() {
        if (desk == null) {
            throw new IllegalStateException("not wired");
        }
        return desk.audit(Desk.About.ALL, Optional.empty(), 1_000).orElseThrow();
    }
}
