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
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.retention.Retention;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.SignInLimits;
import com.compareintel.core.staff.ActAtDesk;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.staff.EnterDesk;
import com.compareintel.core.staff.InMemoryAccountFiles;
import com.compareintel.core.staff.InMemoryCaseFiles;
import com.compareintel.core.staff.InMemoryDesk;
import com.compareintel.core.staff.InMemoryTurnovers;
import com.compareintel.core.staff.LookUpAccounts;
import com.compareintel.core.staff.ReadAudit;
import com.compareintel.core.staff.SellModels;
import com.compareintel.core.staff.ShowCase;
import com.compareintel.core.staff.ShowState;
import com.compareintel.core.staff.ShowTurnover;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import com.compareintel.core.usage.ApplyRetention;
import com.compareintel.core.usage.RetentionPolicy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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

    /// How often overrides were put in force.
    public final AtomicInteger refreshed = new AtomicInteger();

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

    /// What else it leans on.
    record Means(
            TierTable tiers,
            Registrations registrations,
            ComparisonRunner runner,
            ProviderSlots slots,
            ModelDirectory directory) {}

    List<Object> useCases(Means means) {
        TierTable tiers = means.tiers();
        Registrations registrations = means.registrations();
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
                        clock),
                new ShowCase(new InMemoryCaseFiles(books.comparisons())),
                new SellModels(
                        means.directory(),
                        kept::overrides,
                        TierRule.standard(),
                        refreshed::incrementAndGet),
                new ShowTurnover(new InMemoryTurnovers(books.comparisons().usage()), clock),
                new ShowState(
                        new InstanceId(new UUID(0, 1)),
                        means.runner(),
                        means.slots(),
                        means.directory(),
                        books.comparisons(),
                        books.lookups(),
                        Duration.ofMinutes(1)),
                SignInLimits.STANDARD,
                Retention.STANDARD,
                RetentionPolicy.STANDARD,
                new ApplyRetention(books.comparisons().usage(), RetentionPolicy.STANDARD, clock));
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
