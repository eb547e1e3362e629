package com.compareintel.app.bench;

import com.compareintel.app.faults.Until;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/// `./bench`: measures, prints a table, and keeps it with all it was made of.
public final class Bench {
    private static final double PER_MODEL = 50;
    private static final int BURST = 10;

    /// So many that thousands of comparisons in a row meet no limit of an account's.
    private static final int ACCOUNTS = 400;

    private static final Path PACKAGED = Path.of("app", "target");
    private static final Duration PROFILED = Duration.ofSeconds(20);

    private final Size size;
    private final long seed;
    private final Set<Chapter> chapters;
    private final Report report = new Report();

    private Bench(Size size, long seed) {
        this.size = size;
        this.chapters = Chapter.of(size);
        this.seed = seed;
    }

    /// Arguments: `quick`, `full` or `profile`, and the directory where results go. Exits with 1 if
    /// anything was lost, altered or wrongly booked.
    public static void main(String[] arguments) throws IOException {
        Size size = Size.of(arguments[0]);
        Path results = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
        long seed = Long.getLong("bench.seed", System.nanoTime());
        System.err.println("bench: -Dbench.seed=" + seed);
        Bench bench = new Bench(size, seed);
        bench.configure();
        if (arguments[0].equals("profile")) {
            bench.profile(results);
            System.out.println(Files.readString(results.resolve("profile.txt")));
            System.out.print(bench.report.complaints());
        } else {
            bench.measure(results);
            bench.report.write(results);
            System.out.println(bench.report.table());
            System.out.println("All of it: " + results.resolve("bench.json"));
        }
        System.exit(bench.report.isClean() ? 0 : 1);
    }

    private void configure() {
        report.configured("size", size);
        report.configured("seed", seed);
        report.configured(
                "commit",
                git("rev-parse", "HEAD")
                        + (git("status", "--porcelain").isEmpty() ? "" : " and changes"));
        report.configured("processors", Runtime.getRuntime().availableProcessors());
        report.configured("java", Runtime.version());
        report.configured("product", Stage.PRODUCT_RUNTIME + " " + Stage.PRODUCT_SETTINGS);
        report.configured("ref", RefSource.FROZEN);
        report.configured("steady", size.comparisons() + " comparisons × 9 models × 50 chunks/s");
        report.configured("bursts", "the same, ten chunks at a time");
    }

    private void measure(Path results) throws IOException {
        if (!Collections.disjoint(chapters, Chapter.CLEAR)) {
            clear(results);
        }
        play(Chapter.TLS, this::tls);
        if (!Collections.disjoint(chapters, Chapter.MANY)) {
            many(results);
        }
        play(Chapter.HEAP_TLS, this::heapWithTls);
        play(Chapter.START, () -> Starts.measure(PACKAGED, report));
    }

    private void clear(Path results) throws IOException {
        report.playing("warming up");
        try (Stage stage = stage(ACCOUNTS, false)) {
            warmUp(stage);
            play(
                    Chapter.STEADY,
                    () -> {
                        Series steady = series(stage, "steady", Scene.steady(PER_MODEL));
                        Spread latency = steady.spread(Round::addedLatencyRatio);
                        report.add(
                                Figure.of(
                                        Goal.CPU_CLEAR,
                                        steady.spread(Round::cpuRatio),
                                        how(steady)));
                        report.add(Figure.of(Goal.LATENCY, latency, how(steady)));
                        details(steady);
                    });
            play(
                    Chapter.BURSTS,
                    () -> cpu(stage, "bursts", Scene.bursts(PER_MODEL, BURST), Goal.CPU_BURSTS));
            play(Chapter.FIRST_TEXTS, () -> firstTexts(stage));
            play(Chapter.ROUND_TRIPS, () -> roundTrips(stage));
            play(Chapter.FAULTS, () -> faults(stage));
            play(Chapter.MODELS_LIST, () -> ModelsList.measure(stage, report));
            play(Chapter.PROFILE, () -> profile(stage, results));
            reconcile(stage);
            play(Chapter.ADMISSION, () -> Admission.measure(stage, report));
            play(Chapter.HOME, () -> SmallestHome.measure(stage, report));
        }
    }

    private void tls() throws IOException {
        try (Stage stage = stage(size.comparisons(), true)) {
            warmUp(stage);
            cpu(stage, "steady, TLS", Scene.steady(PER_MODEL), Goal.CPU_TLS);
            cpu(stage, "bursts, TLS", Scene.bursts(PER_MODEL, BURST), Goal.CPU_BURSTS_TLS);
            reconcile(stage);
        }
    }

    private void many(Path results) throws IOException {
        try (Stage stage = stage(Thousand.COMPARISONS, false)) {
            warmUp(stage);
            play(Chapter.THOUSAND, () -> Thousand.measure(stage, size, report, results));
            play(Chapter.HEAP, () -> Thousand.measureHeap(stage, report, Goal.HEAP_CLEAR));
            play(Chapter.READS, () -> Reads.measure(stage, report));
            reconcile(stage);
        }
    }

    private void heapWithTls() throws IOException {
        try (Stage stage = stage(Thousand.COMPARISONS, true)) {
            Thousand.measureHeap(stage, report, Goal.HEAP_TLS);
            reconcile(stage);
        }
    }

    /// What one chapter measures.
    private interface Measured {
        void run() throws IOException;
    }

    private void play(Chapter chapter, Measured measured) throws IOException {
        if (!chapters.contains(chapter)) {
            return;
        }
        report.playing(chapter.name());
        long begin = System.nanoTime();
        try {
            measured.run();
        } catch (RuntimeException | AssertionError failed) {
            failed.printStackTrace();
            report.complain("not played to its end: " + failed.getMessage());
        }
        System.err.printf("bench: %s took %.0f s%n", chapter, (System.nanoTime() - begin) / 1e9);
    }

    private void cpu(Stage stage, String name, Scene scene, Goal goal) {
        Series series = series(stage, name, scene);
        report.add(Figure.of(goal, series.spread(Round::cpuRatio), how(series)));
        details(series);
    }

    private void profile(Path results) throws IOException {
        report.playing("profile");
        try (Stage stage = stage(size.comparisons(), false)) {
            warmUp(stage);
            profile(stage, results);
        }
    }

    private void profile(Stage stage, Path results) throws IOException {
        long pid = stage.pid(Part.PRODUCT);
        Path file = results.resolve("product.jfr");
        Load load = Load.of(size.comparisons(), Scene.steady(PER_MODEL), PROFILED);
        AtomicReference<Profile> profile = new AtomicReference<>();
        Cell cell =
                new Play(stage.ground(), load, stage.target(Target.Kind.PRODUCT))
                        .run(() -> {
                            Profile.begin(pid);
                            Until.pass(load.window());
                            profile.set(Profile.end(pid, file));
                        });
        double bytes = (double) profile.get().allocated() / cell.chunks();
        String how =
                "%d chunks of %d bytes on average"
                        .formatted(cell.chunks(), cell.bytes() / cell.chunks());
        report.add(Figure.of(Goal.ALLOCATION, bytes, how));
        String text =
                "%.0f bytes allocated per chunk, %s%n%n%s"
                        .formatted(bytes, how, profile.get().text());
        Files.writeString(results.resolve("profile.txt"), text);
    }

    private Stage stage(int accounts, boolean tls) throws IOException {
        System.err.println("bench: starting all processes" + (tls ? " with TLS" : ""));
        return Stage.start(Files.createTempDirectory("bench"), seed, accounts, tls, report);
    }

    private void warmUp(Stage stage) {
        for (Target.Kind kind : Target.Kind.values()) {
            Load load = Load.of(size.comparisons(), Scene.steady(PER_MODEL), size.warmUp(kind));
            new Play(stage.ground(), load, stage.target(kind)).run();
        }
    }

    private Series series(Stage stage, String name, Scene scene) {
        Load load = Load.of(size.comparisons(), scene, size.window());
        Series series = Series.play(stage, name, load, size.rounds());
        report.add(series);
        return series;
    }

    private static String how(Series series) {
        return "%d of %d rounds valid".formatted(series.valid().size(), series.rounds().size());
    }

    private void details(Series series) {
        if (!series.counts()) {
            return;
        }
        for (Target.Kind kind : List.of(Target.Kind.REF, Target.Kind.PRODUCT)) {
            report.remark(
                    series.name() + ", CPU per chunk, " + kind,
                    "%.1f µs user, %.1f µs kernel; PostgreSQL %.1f µs, Redis %.1f µs"
                            .formatted(
                                    series.spread(round -> round.relay(kind).user()).median(),
                                    series.spread(round -> round.relay(kind).kernel()).median(),
                                    micros(series, kind, Part.POSTGRES),
                                    micros(series, kind, Part.REDIS)));
        }
        for (Target.Kind kind : Target.Kind.values()) {
            report.remark(
                    series.name() + ", latency, " + kind,
                    "p50 %.0f µs, p99 %.0f µs"
                            .formatted(
                                    series.spread(round -> round.latency(kind, 50)).median(),
                                    series.spread(round -> round.latency(kind, 99)).median()));
        }
        report.remark(
                series.name() + ", the machine",
                "%.1f processors busy beside the product, %.2f of them with other things"
                        .formatted(
                                series.spread(round -> busy(round, Cell::busy)).median(),
                                series.spread(round -> busy(round, Cell::strangers)).median()));
    }

    private static double micros(Series series, Target.Kind kind, Part part) {
        return series.spread(round -> round.perChunk(kind, part).total()).median();
    }

    private static double busy(Round round, ToDoubleFunction<Cell> what) {
        return round.of(Target.Kind.PRODUCT).stream().mapToDouble(what).average().orElse(0);
    }

    private void firstTexts(Stage stage) {
        FirstTexts found = FirstTexts.measure(stage, size.comparisons() * 4);
        report.add(
                Figure.of(
                        Goal.FIRST_TEXT,
                        found.added(),
                        "medians: product %.2f, Ref %.2f, direct %.2f, limiter %.2f, commit %.2f ms"
                                .formatted(
                                        found.of(Target.Kind.PRODUCT),
                                        found.of(Target.Kind.REF),
                                        found.of(Target.Kind.DIRECT),
                                        found.limiter(),
                                        found.commit())));
    }

    private void roundTrips(Stage stage) {
        RoundTrips found = RoundTrips.measure(stage, size.comparisons());
        report.add(
                Figure.of(
                        Goal.COMMITS,
                        found.commits(),
                        "counted by PostgreSQL; and %.1f for the names of the answers' calls, which many share, and one for a key that was not used within a minute"
                                .formatted(found.callNames())));
        report.add(
                Figure.of(
                        Goal.ROUND_TRIPS,
                        found.trips(),
                        "%.1f statements; each answer adds %.1f trips and %.1f commits; Redis: %.1f commands"
                                .formatted(
                                        found.statements(),
                                        found.tripsPerAnswer(),
                                        found.commitsPerAnswer(),
                                        found.redisCommands())));
    }

    private void faults(Stage stage) {
        Spread ratio = Faults.measure(stage, size);
        report.add(
                Figure.of(
                        Goal.FAULTS,
                        ratio,
                        "one stalled, one failing, one cut upstream of nine, one client of nine lost"));
    }

    private void reconcile(Stage stage) {
        report.playing("reconciling");
        Reconciliation check = new Reconciliation(stage.books(), stage.database().reached());
        check.complaints(stage.ground().billed()).forEach(report::complain);
        boolean alone = stage.decidedAlone();
        stage.limiter().complaints(stage.books(), alone).forEach(report::complain);
        report.remark(
                "reconciled",
                "%d answers and %d comparisons: texts, costs, tokens and charges; %d counted by Redis%s"
                        .formatted(
                                check.answers(),
                                check.comparisons(),
                                stage.limiter().total(),
                                alone ? ", which was late at times" : ""));
    }

    private static String git(String... words) {
        try {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException none) {
            return "unknown";
        }
    }
}
