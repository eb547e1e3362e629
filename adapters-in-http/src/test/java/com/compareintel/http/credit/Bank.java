package com.compareintel.http.credit;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.ShowStatement;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ListModels;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.EstimateComparison;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.OutputCaps;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.SharedSecrets;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.CompareModels;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.Deadlines;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.run.PlainJournal;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.RetryBudget;
import com.compareintel.core.run.ScriptedModelProvider;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// The HTTP side as it really runs, on a port of its own, over the core on books in memory and a
/// clock that stands still. Models say nothing, so what is started stays open.
public final class Bank implements AutoCloseable {
    /// Noon of a day in March.
    public static final Instant NOW = Samples.NOW;

    /// The body of a comparison of one model.
    public static final String HI = "{\"prompt\":\"Hi\",\"models\":[\"a/one\"]}";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public final ManualClock clock = new ManualClock(NOW);
    public final InMemoryBooks books = InMemoryBooks.empty(clock);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(accounts);
    private final Random random = new Random(1);
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private Bank(TierTable tiers, Map<String, Object> settings) {
        context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .properties(
                                Map.of(
                                        "micronaut.server.host",
                                        "127.0.0.1",
                                        "micronaut.server.port",
                                        -1,
                                        "endpoints.all.enabled",
                                        false))
                        .properties(settings)
                        .build();
        wire(tiers);
        server = context.start().getBean(EmbeddedServer.class).start();
    }

    /// Opens with the published tiers.
    ///
    /// @param settings of the HTTP side
    public static Bank open(Map<String, Object> settings) {
        return new Bank(TierTable.standard(), settings);
    }

    private void wire(TierTable tiers) {
        Ids ids = new Ids();
        SharedSecrets secrets = name -> new byte[32];
        ManualTimers timers = new ManualTimers(clock);
        PlainJournal journal = new PlainJournal();
        PlainRateLimiter limiter = new PlainRateLimiter(clock);
        ProviderSlots slots = new ProviderSlots(1_000, 1_000);
        ModelDirectory directory = () -> Catalogue.of("1", List.of(Samples.card("a/one")));
        ComparisonRunner runner =
                new ComparisonRunner(
                        new ComparisonRunner.Means(
                                ScriptedModelProvider.playing(Runnable::run),
                                slots,
                                journal,
                                books.comparisons(),
                                String::length,
                                timers,
                                clock,
                                () -> Runnable::run,
                                Runnable::run,
                                (id, broken) -> {
                                    throw broken;
                                }),
                        CreditRate.STANDARD,
                        Deadlines.STANDARD,
                        new RetryBudget(10),
                        random);
        AdmissionDesk desk =
                new AdmissionDesk(directory, books.ledger(), books.comparisons(), clock);
        AdmissionPolicy policy =
                new AdmissionPolicy(
                        tiers, CreditRate.STANDARD, OutputCaps.STANDARD, String::length);
        List.of(
                        tiers,
                        limiter,
                        timers,
                        new IdentifyCaller(keys, tiers),
                        new ListModels(directory),
                        new ShowBalance(books.ledger(), clock),
                        new ShowLedger(books.ledger()),
                        new ShowStatement(accounts, books.ledger(), clock),
                        new EstimateComparison(desk, policy),
                        new CancelComparison(books.comparisons(), runner),
                        new FollowComparison(
                                new FollowComparison.Sources(
                                        journal,
                                        runner,
                                        books.comparisons(),
                                        timers,
                                        Duration.ofSeconds(1))),
                        new CompareModels(
                                tiers,
                                limiter,
                                desk,
                                policy,
                                books.comparisons(),
                                runner,
                                slots,
                                new InstanceId(UUID.randomUUID()),
                                Duration.ofSeconds(10),
                                ids,
                                clock))
                .forEach(context::registerSingleton);
        context.registerSingleton(ids);
        context.registerSingleton(SharedSecrets.class, secrets);
    }

    /// New ids, of a class that says what they are.
    private static final class Ids implements Supplier<UUID> {
        @Override
        public UUID get() {
            return UUID.randomUUID();
        }
    }

    /// Somebody with an account and a key to it.
    public record Customer(AccountId id, ApiKey key) {
        /// The header that shows the key: a name and a value.
        public String[] bearing() {
            return new String[] {"Authorization", "Bearer " + key.secret()};
        }
    }

    /// A new account that began at `since`.
    public Customer customer(Tier tier, ZoneId zone, Instant since) {
        AccountId id = new AccountId(UUID.randomUUID());
        accounts.add(new Account(id, "ada", tier, false, zone, since, since));
        Customer customer = new Customer(id, ApiKey.generate(random));
        keys.add(id, customer.key(), since);
        return customer;
    }

    /// What came back.
    public record Reply(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException broken) {
                throw new AssertionError("no JSON", broken);
            }
        }

        /// A member that is a text.
        public String text(String member) {
            return json().path(member).asText();
        }

        /// The value of a header that is there once.
        public String header(String name) {
            List<String> values = response.headers().allValues(name);
            if (values.size() != 1) {
                throw new AssertionError(name + ": " + values);
            }
            return values.getFirst();
        }

        public boolean has(String name) {
            return response.headers().firstValue(name).isPresent();
        }
    }

    /// A GET.
    ///
    /// @param headers names and values in turn
    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /// A POST of JSON.
    ///
    /// @param headers names and values in turn
    public Reply post(String path, String body, String... headers) {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Starts a comparison and does not wait for it.
    public Reply compare(String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Prefer";
        all[headers.length + 1] = "respond-async";
        return post("/v1/comparisons", HI, all);
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.getURI().resolve(path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException broken) {
            throw new AssertionError("no response", broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /// A number of a response.
    static BigDecimal number(JsonNode node) {
        return node.decimalValue().stripTrailingZeros();
    }

    @Override
    public void close() {
        context.close();
    }
}
