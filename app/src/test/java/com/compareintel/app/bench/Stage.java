package com.compareintel.app.bench;

import com.compareintel.app.Application;
import com.compareintel.app.MadeCertificate;
import com.compareintel.app.ServiceProcess;
import com.compareintel.app.faults.Books;
import com.compareintel.app.faults.Until;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestRedis;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All processes of the bench, started once and used for every cell: the mock, the frozen relay,
/// and the product with a PostgreSQL and a Redis of its own. The clients are in this process.
final class Stage implements AutoCloseable {
    /// As `./run` starts it.
    static final List<String> PRODUCT_RUNTIME =
            List.of(
                    "-XX:MaxRAMPercentage=40",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError");

    /// What is not as it is by default, and why: what is counted from outside needs a server of
    /// OpenRouter's dialect; the thousand comparisons open nine thousand streams.
    static final List<String> PRODUCT_SETTINGS =
            List.of("--upstream.dialect=openrouter", "--slots.open=10000", "--slots.queue=10000");

    private static final List<String> OTHERS_RUNTIME = List.of("-XX:+UseCompactObjectHeaders");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int MODELS = 9;
    private static final String LISTENING = "listening on ";
    private static final String REDIS_LATE = "Redis is not used for rate limits";

    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Map<Part, ServiceProcess> processes = new EnumMap<>(Part.class);
    private final Ground ground;
    private final int accounts;
    private final long seed;
    private final Path directory;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Database database;
    private final TestRedis redis;
    private final Limiter limiter;
    private final Books books;
    private final Map<Target.Kind, Target> targets = new EnumMap<>(Target.Kind.class);

    private Stage(Path directory, long seed, int accounts, boolean tls, Report report) {
        this.accounts = accounts;
        this.seed = seed;
        this.directory = directory;
        // Processes do not end with this one by themselves.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        try {
            Random random = new Random(seed);
            List<String> models =
                    Stream.generate(() -> name(random) + "/" + name(random)).limit(MODELS).toList();
            MadeCertificate made = tls ? MadeCertificate.make(directory, "bench", "EC") : null;
            List<String> files =
                    made == null
                            ? List.of()
                            : List.of(made.certificate().toString(), made.key().toString());
            int mockPort =
                    launch(
                            directory,
                            Part.MOCK,
                            MockUpstream.class,
                            words("" + seed, String.join(",", models), files));
            MockControl mock = kept(new MockControl(mockPort, tls));
            ground =
                    new Ground(
                            kept(new Client()), mock, models, this::cpu, new ArrayList<>(), report);
            mock.requireOneClock();
            int refPort = launch(directory, Part.REF, Ref.class, words("" + mockPort, files));
            database = kept(Database.start(directory));
            redis = kept(TestRedis.start());
            limiter = kept(Limiter.watch(redis.port()));
            int port = TestRedis.freePort();
            startProduct(directory, port, mockPort, made);
            books = new Books(database.reached());
            books.execute("CREATE EXTENSION pg_stat_statements");
            List<String> keys =
                    Stream.generate(() -> books.newAccount(Tier.PRO_PLUS)).limit(accounts).toList();
            SslContext trusting = tls ? Tls.client() : null;
            targets.put(
                    Target.Kind.DIRECT, new Target(Target.Kind.DIRECT, mockPort, trusting, keys));
            targets.put(Target.Kind.REF, new Target(Target.Kind.REF, refPort, trusting, keys));
            targets.put(Target.Kind.PRODUCT, new Target(Target.Kind.PRODUCT, port, trusting, keys));
        } catch (IOException | GeneralSecurityException broken) {
            close();
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopped) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } catch (RuntimeException | AssertionError failed) {
            close();
            throw failed;
        }
    }

    /// Starts everything; all serve when this returns.
    ///
    /// @param accounts how many comparisons may be open at a time, each of an account of its own
    /// @param tls whether clients and upstreams are spoken with over TLS
    /// @param report told of all that is wrong in any cell that is played on it
    static Stage start(Path directory, long seed, int accounts, boolean tls, Report report) {
        return new Stage(directory, seed, accounts, tls, report);
    }

    private static String name(Random random) {
        return random.ints(4 + random.nextInt(12), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> words(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private static List<String> words(String first, String second, List<String> rest) {
        return words(first, words(second, rest));
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.add(part);
        return part;
    }

    private int launch(Path directory, Part part, Class<?> program, List<String> arguments)
            throws InterruptedException {
        ServiceProcess process =
                kept(ServiceProcess.start(directory, Map.of(), OTHERS_RUNTIME, program, arguments));
        processes.put(part, process);
        String line = process.awaitLine(said -> said.startsWith(LISTENING));
        return Integer.parseInt(line.substring(LISTENING.length()));
    }

    private void startProduct(
            Path directory, int port, int mockPort, @Nullable MadeCertificate made)
            throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("PORT", "" + port);
        variables.put("DATA_DIR", Files.createDirectories(directory.resolve("data")).toString());
        variables.put("DATABASE_URL", database.url());
        variables.put("REDIS_URL", redis.url());
        variables.put("OPENROUTER_API_KEY", "sk-or-v1-bench");
        variables.put(
                "OPENROUTER_BASE_URL",
                (made == null ? "http" : "https") + "://127.0.0.1:" + mockPort + "/api/v1");
        List<String> options = new ArrayList<>(PRODUCT_RUNTIME);
        if (made != null) {
            variables.put("TLS_CERTIFICATE", made.certificate().toString());
            variables.put("TLS_KEY", made.key().toString());
            options.add("-Djavax.net.ssl.trustStore=" + directory.resolve("bench.p12"));
            options.add("-Djavax.net.ssl.trustStorePassword=password");
        }
        ServiceProcess process =
                kept(
                        ServiceProcess.start(
                                directory,
                                variables,
                                options,
                                Application.class,
                                PRODUCT_SETTINGS));
        processes.put(Part.PRODUCT, process);
        String base = (made == null ? "http" : "https") + "://127.0.0.1:" + port;
        awaitModels(base, process, PATIENCE);
    }

    /// Waits until a product serves and has read its models.
    void awaitModels(String base, ServiceProcess process, Duration patience) {
        HttpRequest listed =
                HttpRequest.newBuilder(URI.create(base + "/v1/models")).timeout(ANSWER).build();
        try (HttpClient http = MockControl.client(base.startsWith("https"))) {
            Until.met(
                    "the product serves and has read its models",
                    patience,
                    () -> lists(http, listed, process));
        }
    }

    private boolean lists(HttpClient http, HttpRequest request, ServiceProcess process) {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended: " + process.out() + process.err());
        }
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return String.valueOf(response.body()).contains(ground.models().getFirst());
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Map<Part, Cpu> cpu() {
        Map<Part, Cpu> used = new EnumMap<>(Part.class);
        processes.forEach((part, process) -> used.put(part, Cpu.of(process.pid())));
        used.put(Part.POSTGRES, Cpu.ofFamily(database.pid()));
        used.put(Part.REDIS, Cpu.of(redis.pid()));
        used.put(Part.CLIENT, Cpu.of(ProcessHandle.current().pid()));
        used.put(Part.MACHINE, Cpu.ofMachine());
        return used;
    }

    long pid(Part part) {
        ServiceProcess process = processes.get(part);
        if (process == null) {
            throw new IllegalArgumentException("no process of its own: " + part);
        }
        return process.pid();
    }

    Ground ground() {
        return ground;
    }

    /// The number of a client for the so manieth turn, so that no account meets its limits.
    int client(int turn) {
        return turn % accounts;
    }

    Target target(Target.Kind kind) {
        Target target = targets.get(kind);
        if (target == null) {
            throw new IllegalArgumentException("not on this stage: " + kind);
        }
        return target;
    }

    Database database() {
        return database;
    }

    /// Where the mock is, as `OPENROUTER_BASE_URL` has it.
    String provider() {
        Target mock = target(Target.Kind.DIRECT);
        return "%s://127.0.0.1:%d/api/v1"
                .formatted(mock.tls() == null ? "http" : "https", mock.port());
    }

    long seed() {
        return seed;
    }

    Limiter limiter() {
        return limiter;
    }

    /// Whether the product said that it decides about limits by itself, as it does for a while when
    /// Redis is late: on a machine that is too busy to be measured on.
    boolean decidedAlone() {
        ServiceProcess product = processes.get(Part.PRODUCT);
        return product != null
                && product.out().stream().anyMatch(line -> line.contains(REDIS_LATE));
    }

    TestRedis redis() {
        return redis;
    }

    Books books() {
        return books;
    }

    /// Ends everything, what was started last first, and deletes what it has written.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        for (AutoCloseable part : parts.reversed()) {
            try {
                part.close();
            } catch (Exception broken) {
                System.err.println("bench: " + broken);
            }
        }
        delete(directory);
    }

    /// Deletes a directory with all that is in it.
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            System.err.println("bench: " + left);
        }
    }
}
