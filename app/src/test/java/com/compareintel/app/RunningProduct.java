package com.compareintel.app;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.compareintel.persistence.RoundTrips;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPostgres;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The whole product in this JVM, for tests: real HTTP on a free port, a real PostgreSQL with a
/// database of its own, and a local upstream with faults. Everything is as `./run` starts it, but
/// for what a test changes through [Options].
public final class RunningProduct implements AutoCloseable {
    /// Long enough for a machine that is busy with other things.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Product product;
    private final LocalUpstream upstream;
    private final boolean ownsUpstream;
    private final TestDatabase database;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RunningProduct(
            Product product, LocalUpstream upstream, boolean ownsUpstream, TestDatabase database) {
        this.product = product;
        this.upstream = upstream;
        this.ownsUpstream = ownsUpstream;
        this.database = database;
    }

    /// What a test may change about a product. Begin with [RunningProduct#options].
    public static final class Options {
        private final Map<String, String> variables = new HashMap<>();
        private final List<String> settings = new ArrayList<>();
        private LocalUpstreamOptions.Builder upstreamOptions =
                LocalUpstreamOptions.faulty().extraModels(Behaviours.models());
        private @Nullable LocalUpstream upstream;
        private @Nullable TestDatabase database;
        private String databaseParameters = "";

        private Options() {
            variables.put("PORT", "0");
            variables.put("SHUTDOWN_GRACE", "100ms");
            // All tests come from one network; those about its limit set their own.
            settings.add("--http-api.network-requests-per-minute=1000000");
        }

        /// Sets a variable such as `ANONYMOUS_DAILY_CREDITS`, or a key such as
        /// `tiers.pro.open-at-once`.
        public Options set(String name, Object value) {
            if (name.equals(name.toUpperCase(Locale.ROOT))) {
                variables.put(name, value.toString());
            } else {
                settings.add("--" + name + "=" + value);
            }
            return this;
        }

        /// Believes the forwarding headers of peers in these address blocks.
        public Options trusting(String blocks) {
            return set("TRUSTED_PROXIES", blocks);
        }

        /// Asks models of an upstream that the test starts and ends itself.
        public Options upstream(LocalUpstream other) {
            upstream = other;
            return this;
        }

        /// Starts the product's own upstream with these options.
        public Options upstream(LocalUpstreamOptions.Builder options) {
            upstreamOptions = options;
            return this;
        }

        /// Counts how often the database is waited for, in [RoundTrips].
        public Options countingRoundTrips() {
            databaseParameters = "&socketFactory=" + RoundTrips.class.getName();
            return this;
        }

        /// Uses a database that is there already, such as that of another product.
        public Options database(TestDatabase other) {
            database = other;
            return this;
        }
    }

    /// Nothing changed.
    public static Options options() {
        return new Options();
    }

    /// Starts a product; it serves, and knows the upstream's models, when this returns.
    public static RunningProduct start(Options options) {
        boolean ownsUpstream = options.upstream == null;
        LocalUpstream upstream =
                options.upstream == null
                        ? LocalUpstream.start(options.upstreamOptions.build())
                        : options.upstream;
        TestDatabase database =
                options.database == null ? TestPostgres.shared().newDatabase() : options.database;
        Map<String, String> variables = new HashMap<>(options.variables);
        variables.putIfAbsent(
                "DATABASE_URL", urlOf(database.url(), database) + options.databaseParameters);
        variables.putIfAbsent("MIGRATION_DATABASE_URL", urlOf(database.directUrl(), database));
        variables.putIfAbsent("OPENROUTER_BASE_URL", upstream.baseUri().toString());
        variables.putIfAbsent("DATA_DIR", newDirectory().toString());
        variables.forEach((name, value) -> {
            if (name.endsWith("_KEY") || name.endsWith("_TOKEN")) {
                Canaries.add(value);
            }
        });
        Product product = Product.start(variables, options.settings);
        var running = new RunningProduct(product, upstream, ownsUpstream, database);
        running.awaitModels();
        return running;
    }

    private static String urlOf(String url, TestDatabase database) {
        return "%s?user=%s&password=%s"
                .formatted(
                        url,
                        URLEncoder.encode(database.user(), StandardCharsets.UTF_8),
                        URLEncoder.encode(database.password(), StandardCharsets.UTF_8));
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("product");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// They are read in the background when the service starts.
    private void awaitModels() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!bean(ModelDirectory.class).current().wasRead()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the upstream's models were not read");
            }
            Thread.onSpinWait();
        }
    }

    /// Where it serves.
    public URI uri() {
        return product.address();
    }

    /// The API key of a new account of this tier.
    public String key(Tier tier) {
        return bean(OpenAccount.class).withKey("test", tier).secret();
    }

    /// The API key of the owner, if this product was the first on its database.
    public String ownerKey() {
        try {
            return ApiKey.parse(Files.readString(Product.ownerKeyFile(product.blueprint())).strip())
                    .orElseThrow()
                    .secret();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// The upstream that models are asked of.
    public LocalUpstream upstream() {
        return upstream;
    }

    /// The database, for a look behind the product's back.
    public TestDatabase database() {
        return database;
    }

    /// The one number that a query of the database answers; zero if it answers null.
    public BigDecimal number(String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            if (!result.next()) {
                throw new AssertionError("no row: " + sql);
            }
            BigDecimal number = result.getBigDecimal(1);
            return number == null ? BigDecimal.ZERO : number;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /// A part of the product.
    public <T> T bean(Class<T> type) {
        return product.context().getBean(type);
    }

    /// Stops the product as SIGTERM would, and nothing else.
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            Canaries.look("the metrics", bean(PrometheusMeterRegistry.class).scrape());
            product.close();
        }
    }

    /// Stops the product as SIGTERM would, and the upstream if it is the product's own. The
    /// database stays until the JVM ends.
    @Override
    public void close() {
        try {
            stop();
        } finally {
            if (ownsUpstream) {
                upstream.close();
            }
        }
    }
}
