package com.compareintel.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the product's chunks cost while upstreams stall, fail and are cut off and clients hang up,
/// against what they cost while all is well.
final class Faults {
    private static final int ROUNDS = 5;

    private Faults() {}

    static Spread measure(Stage stage, Size size) {
        Scene clean = Scene.steady(50);
        Load undisturbed = Load.of(size.comparisons(), clean, size.window());
        Load disturbed =
                new Load(
                        size.comparisons(),
                        clean.inTrouble(),
                        Duration.ofMillis(300),
                        size.window(),
                        Math.ceilDiv(size.comparisons(), 9));
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            double before = cost(stage, undisturbed);
            double during = cost(stage, disturbed) + cost(stage, disturbed);
            double after = cost(stage, undisturbed);
            ratios.add(during / (before + after));
        }
        return Spread.of(ratios.stream().mapToDouble(ratio -> ratio).toArray());
    }

    private static double cost(Stage stage, Load load) {
        Cell cell = new Play(stage.ground(), load, stage.target(Target.Kind.PRODUCT)).run();
        return cell.faults().isEmpty() ? cell.microsPerChunk(Part.PRODUCT).total() : Double.NaN;
    }
}
