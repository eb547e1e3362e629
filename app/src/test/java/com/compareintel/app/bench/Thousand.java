package com.compareintel.app.bench;

import com.compareintel.app.faults.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// What a thousand open comparisons of nine models take.
final class Thousand {
    /// But for a look at the bench itself: `-Dbench.many`.
    static final int COMPARISONS = Integer.getInteger("bench.many", 1_000);

    private static final int FEW = COMPARISONS / 10;
    private static final double MODELS = 9;

    /// Five chunks a second for each comparison.
    private static final Scene BUSY = Scene.steady(5 / MODELS);

    /// Open, and next to silent, though not for so long that anybody takes it for stalled: what is
    /// told is so little that it need not be told apart.
    private static final Scene SILENT = Scene.steady(0.03);

    /// That a thousand were begun at once is not what is counted here, so these are longer than
    /// those of [Size].
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration WINDOW = Duration.ofSeconds(3);

    private Thousand() {}

    /// @param results where the profile is written
    static void measure(Stage stage, Size size, Report report, Path results) throws IOException {
        Memory few = meanwhile(stage, FEW, BUSY);
        Series busy =
                Series.play(
                        stage,
                        "a thousand",
                        new Load(COMPARISONS, BUSY, SETTLE, WINDOW, 0),
                        size.rounds());
        report.add(busy);
        report.add(
                Figure.of(
                        Goal.THOUSAND_CPU,
                        busy.spread(Round::cpuRatio),
                        "%d of %d rounds valid, five chunks a second for each comparison"
                                .formatted(busy.valid().size(), busy.rounds().size())));
        Memory many = meanwhile(stage, COMPARISONS, BUSY);
        report.add(
                Figure.of(
                        Goal.THOUSAND_RSS,
                        many.resident() / 1e6,
                        "its JVM may take %s".formatted(Stage.PRODUCT_RUNTIME.getFirst())));
        report.add(
                Figure.of(
                        Goal.THOUSAND_THREADS,
                        (double) (many.threads() - few.threads()),
                        "%d with a hundred open".formatted(few.threads())));
        Files.writeString(
                results.resolve("profile-thousand.txt"),
                profile(stage, results.resolve("profile-thousand.jfr")));
    }

    /// The slope from a hundred to a thousand.
    static void measureHeap(Stage stage, Report report, Goal goal) {
        meanwhile(stage, FEW, SILENT);
        Memory few = meanwhile(stage, FEW, SILENT);
        Memory many = meanwhile(stage, COMPARISONS, SILENT);
        double slope =
                (many.heap() - many.text() - few.heap() + few.text())
                        / 1024.0
                        / (COMPARISONS - FEW);
        report.add(
                Figure.of(
                        goal,
                        slope,
                        "live objects: %.1f MB with a hundred, %.1f MB with a thousand; text taken off once"
                                .formatted(few.heap() / 1e6, many.heap() / 1e6)));
    }

    /// Where the product's time goes while a thousand are open.
    private static String profile(Stage stage, Path recording) {
        AtomicReference<String> found = new AtomicReference<>();
        Load load = new Load(COMPARISONS, BUSY, SETTLE, WINDOW, 0);
        long product = stage.pid(Part.PRODUCT);
        new Play(stage.ground(), load, stage.target(Target.Kind.PRODUCT))
                .run(() -> {
                    Profile.begin(product);
                    Until.pass(WINDOW);
                    found.set(Profile.end(product, recording).text());
                });
        return found.get();
    }

    private static Memory meanwhile(Stage stage, int comparisons, Scene scene) {
        AtomicReference<Memory> found = new AtomicReference<>();
        Load load = Load.of(comparisons, scene, Duration.ofSeconds(1));
        Play play = new Play(stage.ground(), load, stage.target(Target.Kind.PRODUCT));
        play.run(() -> found.set(Memory.of(stage.pid(Part.PRODUCT), play.told())));
        return found.get();
    }
}
