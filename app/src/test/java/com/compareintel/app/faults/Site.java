package com.compareintel.app.faults;

import com.compareintel.app.embedded.FragilePostgres;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A whole site: some instances of the service as processes, their PostgreSQL, their provider with
/// its book, and a [FaultProxy] before each of the latter two. Leases and deadlines are short.
final class Site implements AutoCloseable {
    /// As long as an instance keeps its comparisons without a word to the database.
    static final Duration LEASE = Duration.ofSeconds(1);

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final HttpClient http;
    private final FragilePostgres postgres;
    private final FaultProxy beforeDatabase;
    private final Upstream upstream;
    private final FaultProxy beforeUpstream;
    private final AnnouncedCalls announced = new AnnouncedCalls();
    private final List<Instance> instances = new ArrayList<>();
    private final Books books;

    /// What is changed of a site. Begin with [Site#plan].
    static final class Plan {
        private final Map<String, String> variables = new HashMap<>();
        private final List<String> settings = new ArrayList<>();
        private final List<String> options = new ArrayList<>(List.of("-Xmx384m"));
        private final List<String> models = new ArrayList<>();
        private int instances = 2;

        private Plan() {
            variables.put("LOG_LEVEL", "WARN");
            variables.put("LOG_FORMAT", "text");
            set("lease.duration", LEASE.toMillis() + "ms");
            set("lease.search", "250ms");
            set("lookups.search", "250ms");
            set("lookups.first-pause", "200ms");
            set("http-api.network-requests-per-minute", 1_000_000);
            set("retries.reserve", 100_000);
            set("tiers.pro-plus.credits", 1_000_000);
            for (String tier : List.of("free", "starter", "pro", "pro-plus")) {
                set("tiers." + tier + ".comparisons-per-minute", 1_000_000);
                set("tiers." + tier + ".open-at-once", 100_000);
            }
        }

        /// Sets a variable such as `SHUTDOWN_GRACE`, or a key such as `deadlines.gap`.
        Plan set(String name, Object value) {
            if (name.equals(name.toUpperCase(Locale.ROOT))) {
                variables.put(name, value.toString());
            } else {
                settings.removeIf(setting -> setting.startsWith("--" + name + "="));
                settings.add("--" + name + "=" + value);
            }
            return this;
        }

        /// Adds an option for the instances' Java runtimes.
        Plan runtime(String option) {
            options.add(option);
            return this;
        }

        /// Lets the provider list these models too.
        Plan models(List<String> more) {
            models.addAll(more);
            return this;
        }

        /// Shares limits and wake-ups through this Redis.
        Plan redis(String url) {
            return set("REDIS_URL", url);
        }

        Plan instances(int count) {
            instances = count;
            return this;
        }
    }

    static Plan plan() {
        return new Plan();
    }

    /// Starts everything; all instances serve when this returns.
    static Site start(Plan plan) {
        try {
            return new Site(plan, Files.createTempDirectory("site"));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private Site(Plan plan, Path directory) {
        try {
            ExecutorService threads = kept(Executors.newVirtualThreadPerTaskExecutor());
            http =
                    kept(
                            HttpClient.newBuilder()
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .connectTimeout(Duration.ofSeconds(5))
                                    .executor(threads)
                                    .build());
            postgres = kept(FragilePostgres.start(directory));
            beforeDatabase = kept(FaultProxy.before(postgres.port()));
            upstream = kept(Upstream.start(directory, plan.models));
            beforeUpstream = kept(FaultProxy.before(upstream.port()));
            beforeUpstream.listen(announced::ear);
            books = new Books(databaseAt(postgres.port()));
            Map<String, String> variables = new HashMap<>(plan.variables);
            variables.put(
                    "DATABASE_URL",
                    "%s?user=%s&password=%s"
                            .formatted(
                                    postgres.url(beforeDatabase.port()),
                                    postgres.user(),
                                    postgres.password()));
            variables.put(
                    "OPENROUTER_BASE_URL", "http://127.0.0.1:" + beforeUpstream.port() + "/api/v1");
            for (int i = 0; i < plan.instances; i++) {
                Instance instance =
                        kept(
                                new Instance(
                                        "instance-" + i,
                                        directory,
                                        variables,
                                        plan.options,
                                        plan.settings,
                                        http));
                instances.add(instance);
                instance.launch();
            }
            instances.forEach(Instance::awaitServing);
        } catch (RuntimeException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.add(part);
        return part;
    }

    private TestDatabase databaseAt(int port) {
        String url = postgres.url(port);
        return new TestDatabase(url, url, postgres.user(), postgres.password());
    }

    /// Starts the instances that do not run.
    void reviveAll() {
        instances.stream().filter(instance -> !instance.isAlive()).forEach(Instance::launch);
        instances.forEach(Instance::awaitServing);
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    Instance instance(int number) {
        return instances.get(number);
    }

    Upstream upstream() {
        return upstream;
    }

    /// The calls whose handle has reached an instance.
    AnnouncedCalls announced() {
        return announced;
    }

    FaultProxy beforeUpstream() {
        return beforeUpstream;
    }

    FaultProxy beforeDatabase() {
        return beforeDatabase;
    }

    /// What is found at this address.
    String text(URI address) {
        try {
            return http.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    /// The database, past everything that goes wrong.
    Books books() {
        return books;
    }

    /// Stops the database without a word, and answers once it is gone.
    void stopDatabase() {
        postgres.stopHard();
        beforeDatabase.refuse();
    }

    /// Starts the database again; it serves when this returns.
    void startDatabase() {
        int port = postgres.startAgain();
        books.moveTo(databaseAt(port));
        beforeDatabase.leadTo(port);
        beforeDatabase.accept();
    }

    /// A caller with an account of its own.
    Caller caller(Tier tier) {
        return new Caller(http, Optional.of(books.newAccount(tier)));
    }

    /// Callers without an account.
    Caller visitor() {
        return new Caller(http, Optional.empty());
    }

    @Override
    public void close() {
        AssertionError trouble = null;
        for (AutoCloseable part : parts.reversed()) {
            try {
                if (part instanceof HttpClient client) {
                    client.shutdownNow();
                } else if (part instanceof ExecutorService threads) {
                    threads.shutdownNow();
                } else {
                    part.close();
                }
            } catch (Exception broken) {
                trouble = new AssertionError("the site does not end cleanly", broken);
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }
}
