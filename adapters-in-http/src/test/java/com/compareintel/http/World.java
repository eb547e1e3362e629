package com.compareintel.http;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyCaps;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.account.Scope;
import com.compareintel.core.account.ShowStatement;
import com.compareintel.core.account.SwitchOverage;
import com.compareintel.core.account.Visits;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ListModels;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.EstimateComparison;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.OutputCaps;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.BreakOut;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.ExportConversation;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.key.InMemoryKeyRing;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.core.preference.InMemoryPreferences;
import com.compareintel.core.preference.InMemoryPresets;
import com.compareintel.core.preference.KeepPreferences;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.CompareModels;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.Deadlines;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.PlainJournal;
import com.compareintel.core.run.PlainWakeUps;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.RetryBudget;
import com.compareintel.core.run.ScriptedModelProvider;
import com.compareintel.core.run.SlotBounds;
import com.compareintel.core.run.Timers;
import com.compareintel.core.signin.InMemoryRegistrations;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import com.compareintel.core.usage.ShowUsage;
import com.compareintel.core.usage.UsageLog;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// What lies behind the HTTP side in a test: the whole core over fakes in memory, a clock that
/// stands still, and models that say what they are told to say. Whatever a step sets off has
/// happened when the step returns. Each test may have its own.
public final class World {
    /// Noon of a day, far from the ends of any period.
    public static final Instant NOW = Samples.NOW;

    private static final Duration LEASE = Duration.ofSeconds(10);

    /// Nobody renews leases here.
    private static final Duration TRUST = Duration.ofDays(1_000);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final ManualClock clock = new ManualClock(NOW);
    public final ManualTimers timers = new ManualTimers(clock);
    public final InMemoryBooks books = InMemoryBooks.empty(clock);
    public final PlainJournal journal = new PlainJournal(books.comparisons());
    public final ScriptedModelProvider provider = ScriptedModelProvider.playing(Runnable::run);
    public final Readers readers = new Readers(journal);
    public final Outages outages = new Outages();
    public final List<RuntimeException> alarms = new CopyOnWriteArrayList<>();

    /// What was said to carry the first reader of each comparison that was begun.
    public final List<Optional<Executor>> carriers = new CopyOnWriteArrayList<>();

    final Ids ids = new Ids();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);
    private final InMemorySessions sessions = new InMemorySessions(accounts);
    private final Random random = new Random(1);

    /// The operator's desk, of which nobody is staff at first.
    public final WorldDesk desk;

    private final Semaphore asked = new Semaphore(0);
    private final Semaphore deserted = new Semaphore(0);
    private final AtomicReference<Catalogue> catalogue;
    private final List<String> payers = new CopyOnWriteArrayList<>(List.of("visitors"));
    private final List<Object> useCases = new ArrayList<>();

    /// The published tiers, room for a hundred calls, and five models at one dollar per million
    /// input tokens and two per million output tokens: `a/one` (with a window of a million tokens),
    /// `b/two` and `c/three` (of a hundred thousand) and `e/small` (of two thousand) for everybody,
    /// `d/dear` for paid tiers.
    public World() {
        this(TierTable.standard(), new SlotBounds(100, 100));
    }

    public World(TierTable tiers, SlotBounds bounds) {
        this.catalogue =
                new AtomicReference<>(
                        Catalogue.of(
                                "1",
                                List.of(
                                        card("a/one", 1_000_000),
                                        Samples.card("b/two"),
                                        Samples.card("c/three"),
                                        card("d/dear", 100_000).withMinimumTier(Tier.STARTER),
                                        card("e/small", 2_000))));
        desk = new WorldDesk(accounts, keys, sessions, books, clock);
        wire(tiers, bounds);
    }

    /// A model with this window, at the price of the others.
    public static ModelCard card(String id, long contextLength) {
        Rates rates = new Rates(Usd.of("0.000001"), Usd.of("0.000002"), Usd.ZERO);
        return Samples.card(id, rates, contextLength);
    }

    private void wire(TierTable tiers, SlotBounds bounds) {
        ProviderSlots slots = new ProviderSlots(bounds, timers, clock, new Random(1));
        Comparisons comparisons = outages.before(Comparisons.class, books.comparisons());
        CreditLedger ledger = outages.before(CreditLedger.class, books.ledger());
        Conversations conversations = outages.before(Conversations.class, books.conversations());
        ApiKeys guardedKeys = outages.before(ApiKeys.class, keys);
        ModelDirectory directory = catalogue::get;
        RateLimiter limiter = new PlainRateLimiter(clock);
        ComparisonRunner runner = runner(comparisons, slots);
        AdmissionDesk desk = new AdmissionDesk(directory, comparisons, clock);
        AdmissionPolicy policy =
                new AdmissionPolicy(
                        tiers, CreditRate.STANDARD, OutputCaps.STANDARD, String::length);
        useCases.add(tiers);
        useCases.add(limiter);
        useCases.add(timers);
        useCases.add(new IdentifyCaller(guardedKeys, tiers, new Visits(), clock));
        useCases.add(
                new KeepKeys(
                        new InMemoryKeyRing(keys, books.comparisons()),
                        UUID::randomUUID,
                        random,
                        clock));
        useCases.add(
                new ShowUsage(outages.before(UsageLog.class, books.comparisons().usage()), clock));
        useCases.add(new ListModels(directory));
        useCases.add(new KeepPreferences(new InMemoryPreferences(accounts), directory, tiers));
        useCases.add(
                new KeepPresets(
                        new InMemoryPresets(books.comparisons()), directory, tiers, ids, clock));
        useCases.add(new ShowBalance(ledger, clock));
        useCases.add(new SwitchOverage(ledger, tiers, clock));
        useCases.add(new ShowLedger(ledger));
        useCases.add(new ShowStatement(accounts, ledger, clock));
        useCases.add(new KeepConversations(conversations, tiers));
        useCases.add(new ExportConversation(conversations, tiers));
        useCases.add(
                new BreakOut(conversations, comparisons, limiter, tiers, UUID::randomUUID, clock));
        InMemoryRegistrations registrations = new InMemoryRegistrations(accounts);
        useCases.addAll(
                this.desk.useCases(
                        new WorldDesk.Means(tiers, registrations, runner, slots, directory)));
        useCases.addAll(SignIn.useCases(accounts, registrations, sessions, limiter, random, clock));
        useCases.add(new EstimateComparison(desk, policy));
        useCases.add(new CancelComparison(comparisons, runner, new PlainWakeUps()));
        useCases.add(
                new FollowComparison(
                        new FollowComparison.Sources(
                                readers, runner, comparisons, timers, Duration.ofSeconds(1))));
        useCases.add(
                new CompareModels(
                        tiers,
                        limiter,
                        desk,
                        policy,
                        comparisons,
                        runner,
                        slots,
                        new InstanceId(UUID.randomUUID()),
                        LEASE,
                        ids,
                        clock));
    }

    private ComparisonRunner runner(Comparisons comparisons, ProviderSlots slots) {
        ModelProvider counted =
                (question, sink) -> {
                    ModelProvider.Call call = provider.ask(question, sink);
                    asked.release();
                    return call;
                };
        return new ComparisonRunner(
                new ComparisonRunner.Means(
                        counted,
                        slots,
                        outages.before(ComparisonJournal.class, journal),
                        comparisons,
                        books.lookups(),
                        String::length,
                        this::setTimer,
                        clock,
                        reader -> {
                            carriers.add(reader);
                            return Runnable::run;
                        },
                        Runnable::run,
                        TRUST,
                        (id, broken) -> alarms.add(broken)),
                CreditRate.STANDARD,
                Deadlines.STANDARD,
                new RetryBudget(10),
                new Random(1));
    }

    private Timers.Timer setTimer(Duration delay, Runnable task) {
        Timers.Timer timer = timers.after(delay, task);
        if (delay.equals(Deadlines.STANDARD.reader())) {
            deserted.release();
        }
        return timer;
    }

    /// Waits until a comparison that is to be cancelled without readers has begun to wait for one,
    /// which it does when it starts and whenever the last one has gone.
    public void awaitDeserted() throws InterruptedException {
        if (!deserted.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("not deserted");
        }
    }

    /// Everything that controllers are given.
    List<Object> useCases() {
        return List.copyOf(useCases);
    }

    /// The key of a new account of this tier.
    public ApiKey account(Tier tier) {
        return account(tier, ZoneOffset.UTC, NOW);
    }

    /// The key of an account of this tier, opened at `since` by somebody who lives in `zone`; a
    /// free one before that, so that its trial is over.
    public ApiKey account(Tier tier, ZoneId zone, Instant since) {
        return account(
                tier,
                zone,
                since,
                tier == Tier.FREE ? since.minus(TierTable.standard().trial()) : since);
    }

    /// The key of a free account that was opened just now, and is on trial.
    public ApiKey newcomer() {
        return account(Tier.FREE, ZoneOffset.UTC, NOW, NOW);
    }

    private ApiKey account(Tier tier, ZoneId zone, Instant since, Instant opened) {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        tier.wireName(),
                        tier,
                        false,
                        zone,
                        since,
                        opened);
        ApiKey key = ApiKey.generate(random);
        accounts.add(account);
        keys.add(
                IssuedKey.fresh(
                        new KeyId(UUID.randomUUID()),
                        account.id(),
                        KeyTerms.unlimited("first"),
                        since),
                key);
        payers.add("account:" + account.id());
        return key;
    }

    /// Another key of the account behind this one, with these scopes.
    public ApiKey keyOf(ApiKey owner, Scope... scopes) {
        ApiKey key = ApiKey.generate(random);
        KeyTerms terms = new KeyTerms("other", Set.of(scopes), Optional.empty(), KeyCaps.NONE);
        Account account = keys.holder(owner, clock.instant()).orElseThrow().account();
        keys.add(
                IssuedKey.fresh(new KeyId(UUID.randomUUID()), account.id(), terms, clock.instant()),
                key);
        return key;
    }

    /// The key of the pool that the account behind an API key pays from.
    public String poolOf(ApiKey key) {
        return "account:" + keys.holder(key, clock.instant()).orElseThrow().account().id();
    }

    /// Replaces the models on sale.
    public void sell(Catalogue other) {
        catalogue.set(other);
    }

    /// Whether no admission has left any trace.
    public boolean isUntouched() {
        return provider.calls().isEmpty()
                && books.comparisons().conversations().isEmpty()
                && payers.stream().allMatch(payer -> books.ledger().entries(payer, 1).isEmpty());
    }

    /// Waits until so many more calls were made to models, since it was asked last.
    public void awaitAsked(int calls) throws InterruptedException {
        if (!asked.tryAcquire(calls, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("fewer than " + calls + " calls to models");
        }
    }

    /// The latest call to a model.
    public ScriptedModelProvider.ScriptedCall call(String model) {
        return provider.calls(new ModelId(model)).getLast();
    }

    /// Names in the form of version 7, counted from 1.
    static final class Ids implements Supplier<UUID> {
        private final AtomicLong last = new AtomicLong();

        @Override
        public UUID get() {
            return new UUID(
                    0x019c_0000_0000_7000L, 0x8000_0000_0000_0000L | last.incrementAndGet());
        }
    }
}
