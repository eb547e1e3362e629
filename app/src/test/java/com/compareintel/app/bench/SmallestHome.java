package com.compareintel.app.bench;

import com.compareintel.app.Application;
import com.compareintel.app.ServiceProcess;
import com.compareintel.app.embedded.EmbeddedDatabase;
import com.compareintel.app.faults.Books;
import com.compareintel.app.faults.Until;
import com.compareintel.app.wiring.DatabaseAddress;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The product with its embedded database and without Redis, in half a core and 512 MB for all of
/// its processes, and ten comparisons of nine models at a time.
///
/// The core is halved by the kernel. Memory is not limited but counted, of all processes together
/// and several times a second; the Java runtime is told how much there is, as it would be in a
/// container.
final class SmallestHome {
    private static final int COMPARISONS = 10;
    private static final double PER_MODEL = 20;
    private static final long MEGABYTES = 512;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HalfCore half;
    private final Path directory;
    private final Stage stage;
    private final AtomicLong memory = new AtomicLong();

    private SmallestHome(HalfCore half, Path directory, Stage stage) {
        this.half = half;
        this.directory = directory;
        this.stage = stage;
    }

    /// @param stage whose mock and clients are used
    static void measure(Stage stage, Report report) {
        Optional<HalfCore> made = HalfCore.make();
        if (made.isEmpty()) {
            report.add(
                    Figure.missing(
                            Goal.SMALLEST_HOME, "no control group may be made on this machine"));
            return;
        }
        try (HalfCore half = made.get()) {
            Path directory = Files.createTempDirectory("home");
            new SmallestHome(half, directory, stage).measure(report);
            Stage.delete(directory);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void measure(Report report) throws IOException {
        int port = TestRedis.freePort();
        List<String> options = new ArrayList<>(Stage.PRODUCT_RUNTIME);
        options.add("-XX:MaxRAM=" + MEGABYTES + "m");
        options.add("-XX:ActiveProcessorCount=1");
        Path data = Files.createDirectory(directory.resolve("data"));
        long begin = System.nanoTime();
        try (ServiceProcess process =
                ServiceProcess.start(
                        directory,
                        Map.of(
                                "PORT",
                                "" + port,
                                "DATA_DIR",
                                data.toString(),
                                "OPENROUTER_API_KEY",
                                "sk-or-v1-bench",
                                "OPENROUTER_BASE_URL",
                                stage.provider()),
                        options,
                        Application.class,
                        List.of("--upstream.dialect=openrouter"))) {
            half.take(process.pid());
            stage.awaitModels("http://127.0.0.1:" + port, process, PATIENCE);
            double start = (System.nanoTime() - begin) / 1e9;
            look();
            play(report, port, database(data), start);
        }
    }

    private void play(Report report, int port, TestDatabase database, double start) {
        Books books = new Books(database);
        List<String> keys =
                Stream.generate(() -> books.newAccount(Tier.PRO_PLUS)).limit(COMPARISONS).toList();
        Target target = new Target(Target.Kind.PRODUCT, port, null, keys);
        Ground ground =
                new Ground(
                        stage.ground().client(),
                        stage.ground().mock(),
                        stage.ground().models(),
                        this::cpu,
                        new ArrayList<>(),
                        report);
        Load load = Load.of(COMPARISONS, Scene.steady(PER_MODEL), WINDOW);
        Cell cell = new Play(ground, load, target).run(this::watch);
        Reconciliation check = new Reconciliation(books, database);
        List<String> complaints = check.complaints(ground.billed());
        look();
        double megabytes = memory.get() / 1e6;
        String how =
                "%d chunks in %.0f s, latency p50 %.0f ms, p99 %.0f ms; %.2f of a core, %.0f MB; first ready after %.0f s"
                        .formatted(
                                cell.chunks(),
                                cell.seconds(),
                                cell.latencies().percentile(50) / 1e3,
                                cell.latencies().percentile(99) / 1e3,
                                cell.cpu(Part.PRODUCT).total() / cell.seconds(),
                                megabytes,
                                start);
        complaints.forEach(report::complain);
        report.add(
                memory.get() > MEGABYTES << 20
                        ? Figure.missing(Goal.SMALLEST_HOME, "needs more memory: " + how)
                        : Figure.of(
                                Goal.SMALLEST_HOME,
                                (double) (cell.faults().size() + complaints.size()),
                                how));
    }

    private void watch() {
        long end = System.nanoTime() + WINDOW.toNanos();
        while (System.nanoTime() < end) {
            Until.pass(LOOK);
            look();
        }
    }

    private void look() {
        memory.accumulateAndGet(half.memory(), Math::max);
    }

    private Map<Part, Cpu> cpu() {
        Map<Part, Cpu> used = new EnumMap<>(Part.class);
        used.put(Part.PRODUCT, half.cpu());
        return used;
    }

    /// The one that the product has started, as others who use its directory find it.
    private static TestDatabase database(Path data) {
        try (EmbeddedDatabase joined = EmbeddedDatabase.startOrJoin(data)) {
            DatabaseAddress address = joined.address();
            String url = "jdbc:postgresql://" + address.place();
            return new TestDatabase(
                    url, url, address.user().orElseThrow(), address.password().orElseThrow());
        }
    }
}
