package com.compareintel.http;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Credential;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.account.ShowStatement;
import com.compareintel.core.account.SwitchOverage;
import com.compareintel.core.account.Visits;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonRequest;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.EstimateComparison;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.OutputCaps;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.conversation.BreakOut;
import com.compareintel.core.conversation.ExportConversation;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.key.InMemoryKeyRing;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.core.preference.InMemoryPreferences;
import com.compareintel.core.preference.InMemoryPresets;
import com.compareintel.core.preference.KeepPreferences;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.CompareModels;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.Deadlines;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.run.PlainWakeUps;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.RetryBudget;
import com.compareintel.core.run.ScriptedModelProvider;
import com.compareintel.core.run.SlotBounds;
import com.compareintel.core.run.Submission;
import com.compareintel.core.signin.ChangeAddress;
import com.compareintel.core.signin.ChangePassword;
import com.compareintel.core.signin.ConfirmAddress;
import com.compareintel.core.signin.DeleteAccount;
import com.compareintel.core.signin.InMemoryChallenges;
import com.compareintel.core.signin.InMemoryDepartures;
import com.compareintel.core.signin.InMemoryDevices;
import com.compareintel.core.signin.InMemoryRegistrations;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.Letter;
import com.compareintel.core.signin.LogIn;
import com.compareintel.core.signin.PlainPasswords;
import com.compareintel.core.signin.PlainTokens;
import com.compareintel.core.signin.Register;
import com.compareintel.core.signin.ResetPassword;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.core.signin.SignInLimits;
import com.compareintel.core.tier.TierTable;
import com.compareintel.core.usage.ShowUsage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// The core on its fakes: it does everything at once, on the thread that asks, and the provider is
/// led by hand.
public final class HouseCore {
    private static final URI HOME = URI.create("https://ci.example");

    /// Nobody renews leases here.
    private static final Duration TRUST = Duration.ofDays(1_000);

    private static final Duration LEASE = Duration.ofSeconds(10);

    public final ManualClock clock = new ManualClock(Samples.NOW);
    public final ManualTimers timers = new ManualTimers(clock);
    public final InMemoryBooks books = InMemoryBooks.empty(clock);
    public final CountedJournal journal = new CountedJournal(books.comparisons());
    public final ScriptedModelProvider provider = ScriptedModelProvider.byHand();
    public final InMemoryAccounts accounts = new InMemoryAccounts();
    public final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);

    /// What happens before a comparison is looked up.
    public final AtomicReference<Runnable> beforeFind = new AtomicReference<>(() -> {});

    /// What happens before it is looked up whether a request came before.
    public final AtomicReference<Runnable> beforeRepeatOf = new AtomicReference<>(() -> {});

    /// What is on sale.
    public final AtomicReference<Catalogue> catalogue =
            new AtomicReference<>(
                    Catalogue.of("1", List.of(Samples.card("a/one"), Samples.card("b/two"))));

    final TierTable tiers;
    final ModelDirectory directory = catalogue::get;
    final PlainRateLimiter limiter = new PlainRateLimiter(clock);
    final IdentifyCaller identify;
    final OpenAccount openAccount;

    /// Opens accounts whose trial is just over.
    final OpenAccount openOldAccount;

    final KeepKeys keepKeys;
    final ShowUsage showUsage;
    public final FollowComparison follow;
    final CompareModels compare;
    final CancelComparison cancel;
    final EstimateComparison estimate;

    /// Letters that were sent, the latest last.
    public final List<Letter> letters = new CopyOnWriteArrayList<>();

    private final InMemorySessions sessions = new InMemorySessions(accounts);
    public final InMemoryRegistrations registrations =
            new InMemoryRegistrations(accounts, sessions);
    final Register register;
    final ConfirmAddress confirmAddress;
    final LogIn logIn;
    final ChangePassword changePassword;
    final ResetPassword resetPassword;
    final ChangeAddress changeAddress;
    final DeleteAccount deleteAccount;
    final KeepSessions keepSessions;
    final ShowAccount showAccount = new ShowAccount(accounts, registrations);
    final ShowBalance showBalance = new ShowBalance(books.ledger(), clock);
    final ShowLedger showLedger = new ShowLedger(books.ledger());
    final KeepPreferences keepPreferences;
    final KeepPresets keepPresets;
    final SwitchOverage switchOverage;
    final ShowStatement showStatement = new ShowStatement(accounts, books.ledger(), clock);
    final KeepConversations conversations;
    final BreakOut breakOut;
    final ExportConversation export;
    private final Caller somebody = Samples.account(6_700);
    private final AtomicLong ticks = new AtomicLong();
    private final Random random = new Random(7);

    public HouseCore() {
        this(TierTable.standard());
    }

    HouseCore(TierTable tiers) {
        this.tiers = tiers;
        conversations = new KeepConversations(books.conversations(), tiers);
        export = new ExportConversation(books.conversations(), tiers);
        Comparisons comparisons = watched(books.comparisons());
        ProviderSlots slots =
                new ProviderSlots(new SlotBounds(1_000, 1_000), timers, clock, new Random(1));
        ComparisonRunner runner =
                new ComparisonRunner(
                        new ComparisonRunner.Means(
                                provider,
                                slots,
                                journal,
                                comparisons,
                                books.lookups(),
                                String::length,
                                timers,
                                clock,
                                reader -> Runnable::run,
                                Runnable::run,
                                TRUST,
                                (id, broken) -> {
                                    throw broken;
                                }),
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        new RetryBudget(10),
                        new Random(1));
        breakOut =
                new BreakOut(books.conversations(), comparisons, limiter, tiers, this::id, clock);
        AdmissionDesk desk = new AdmissionDesk(directory, comparisons, clock);
        AdmissionPolicy policy =
                new AdmissionPolicy(
                        tiers, CreditRate.STANDARD, OutputCaps.STANDARD, String::length);
        keepPreferences = new KeepPreferences(new InMemoryPreferences(accounts), directory, tiers);
        keepPresets =
                new KeepPresets(
                        new InMemoryPresets(books.comparisons()),
                        directory,
                        tiers,
                        this::id,
                        clock);
        switchOverage = new SwitchOverage(books.ledger(), tiers, clock);
        identify = new IdentifyCaller(keys, tiers, new Visits(), clock);
        showUsage = new ShowUsage(books.comparisons().usage(), clock);
        keepKeys =
                new KeepKeys(
                        new InMemoryKeyRing(keys, books.comparisons()),
                        this::id,
                        new Random(11),
                        clock);
        openAccount = new OpenAccount(accounts, keys, this::id, new Random(3), clock);
        openOldAccount =
                new OpenAccount(
                        accounts,
                        keys,
                        this::id,
                        new Random(11),
                        Clock.offset(clock, tiers.trial().negated()));
        compare =
                new CompareModels(
                        tiers,
                        limiter,
                        desk,
                        policy,
                        comparisons,
                        runner,
                        slots,
                        new InstanceId(id()),
                        LEASE,
                        this::id,
                        clock);
        estimate = new EstimateComparison(desk, policy);
        register =
                new Register(
                        new Register.Means(
                                new PlainPasswords(), registrations, letters::add, limiter),
                        SignInLimits.STANDARD,
                        () -> HOME,
                        this::id,
                        new Random(5),
                        clock);
        PlainTokens tokens = new PlainTokens();
        keepSessions = new KeepSessions(sessions, tokens, clock);
        logIn =
                new LogIn(
                        new LogIn.Means(
                                new PlainPasswords(),
                                registrations,
                                sessions,
                                new InMemoryDevices(registrations),
                                tokens,
                                limiter),
                        SignInLimits.STANDARD,
                        this::id,
                        new Random(17),
                        clock);
        changePassword =
                new ChangePassword(
                        new PlainPasswords(),
                        registrations,
                        letters::add,
                        limiter,
                        SignInLimits.STANDARD);
        deleteAccount =
                new DeleteAccount(
                        new DeleteAccount.Means(
                                new PlainPasswords(),
                                accounts,
                                registrations,
                                new InMemoryDepartures(
                                        accounts, registrations, books.comparisons()::forget),
                                letters::add,
                                limiter),
                        SignInLimits.STANDARD,
                        clock);
        InMemoryChallenges challenges = new InMemoryChallenges(registrations);
        changeAddress =
                new ChangeAddress(
                        new ChangeAddress.Means(
                                new PlainPasswords(),
                                registrations,
                                challenges,
                                letters::add,
                                limiter),
                        SignInLimits.STANDARD,
                        () -> HOME,
                        this::id,
                        new Random(19),
                        clock);
        resetPassword =
                new ResetPassword(
                        new ResetPassword.Means(
                                new PlainPasswords(), challenges, letters::add, limiter),
                        SignInLimits.STANDARD,
                        () -> HOME,
                        this::id,
                        new Random(13),
                        clock);
        confirmAddress =
                new ConfirmAddress(registrations, limiter, SignInLimits.STANDARD, this::id, clock);
        follow =
                new FollowComparison(
                        new FollowComparison.Sources(
                                journal, runner, comparisons, timers, Duration.ofSeconds(1)));
        cancel = new CancelComparison(comparisons, runner, new PlainWakeUps());
    }

    private Comparisons watched(Comparisons real) {
        return (Comparisons)
                Proxy.newProxyInstance(
                        Comparisons.class.getClassLoader(),
                        new Class<?>[] {Comparisons.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "find" -> beforeFind.get().run();
                                case "repeatOf" -> beforeRepeatOf.get().run();
                                default -> {}
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    /// A new UUIDv7, one after the other.
    UUID id() {
        long tick = ticks.incrementAndGet();
        long high = (clock.millis() << 16) | 0x7000L | (tick & 0xfffL);
        return new UUID(high, 0x8000_0000_0000_0000L | (random.nextLong() >>> 2));
    }

    /// From now on no comparison can be looked up.
    public void breakStorage() {
        beforeFind.set(() -> {
            throw new IllegalStateException("database is gone");
        });
    }

    /// Who calls with this key.
    public Caller callerOf(ApiKey key) {
        return identify.by(new Credential.Key(key)).orElseThrow();
    }

    /// Starts a comparison of these models.
    public ComparisonId start(Caller caller, ComparisonRequest request) {
        return switch (compare.submit(caller, request, Optional.empty(), Optional.empty())) {
            case Submission.Admitted(Comparison comparison) -> comparison.id();
            case Submission.Joined joined -> throw new AssertionError("joined " + joined);
            case Submission.Refused(var why) -> throw new AssertionError("refused: " + why);
        };
    }

    /// Starts a comparison of an account that nobody calls for.
    public ComparisonId start(String... models) {
        return start(somebody, Samples.request("Why?", models));
    }

    /// Who owns those.
    public Owner owner() {
        return somebody.owner();
    }

    /// The latest call to this model says this.
    public void says(String model, String text) {
        tells(model, new ProviderSignal.Text(text));
    }

    /// The latest call to this model ends well.
    public void ends(String model) {
        tells(
                model,
                new ProviderSignal.Served(Optional.of(model + "-2026"), Optional.of("Somebody")));
        tells(
                model,
                new ProviderSignal.Ended(
                        FinishReason.STOP,
                        Optional.of(new Usage(4, 10, 0, 0)),
                        Optional.of(Usd.of("0.004"))));
    }

    private void tells(String model, ProviderSignal signal) {
        ScriptedModelProvider.ScriptedCall call = provider.calls(new ModelId(model)).getLast();
        call.add(signal);
        if (!call.step()) {
            throw new AssertionError(model + " cannot speak now");
        }
    }
}
