package com.compareintel.app.bench;

import java.util.List;
import java.util.Optional;

/// Six cells in the order A B C C B A, so that what drifts evenly is the same for all three.
record Round(List<Cell> cells) {
    static final List<Target.Kind> ORDER =
            List.of(
                    Target.Kind.DIRECT,
                    Target.Kind.REF,
                    Target.Kind.PRODUCT,
                    Target.Kind.PRODUCT,
                    Target.Kind.REF,
                    Target.Kind.DIRECT);

    /// How far the control may drift while a round lasts.
    static final double MOST_DRIFT = 0.2;

    Round {
        if (!cells.stream().map(Cell::target).toList().equals(ORDER)) {
            throw new IllegalArgumentException("not a round");
        }
    }

    /// How much more the control cost in one half of the round than in the other.
    double drift() {
        double first = cells.getFirst().controlMicrosPerChunk();
        double last = cells.getLast().controlMicrosPerChunk();
        return Math.abs(first - last) / Math.min(first, last);
    }

    /// Why nothing may be concluded from it, if so.
    Optional<String> isVoid() {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            return fault;
        }
        return drift() > MOST_DRIFT
                ? Optional.of("the control drifted by %.0f %%".formatted(100 * drift()))
                : Optional.empty();
    }

    /// What was wrong with what clients got, if anything was: noise is no excuse for that.
    Optional<String> fault() {
        return cells.stream()
                .filter(cell -> !cell.faults().isEmpty())
                .map(cell -> cell.target() + ": " + cell.faults().getFirst())
                .findFirst();
    }

    /// Processor time of the relay for each chunk, in microseconds, of both its cells.
    Cpu relay(Target.Kind kind) {
        Part part =
                switch (kind) {
                    case REF -> Part.REF;
                    case PRODUCT -> Part.PRODUCT;
                    case DIRECT -> throw new IllegalArgumentException("no relay");
                };
        return perChunk(kind, part);
    }

    Cpu perChunk(Target.Kind kind, Part part) {
        Cpu used = new Cpu(0, 0);
        long chunks = 0;
        for (Cell cell : of(kind)) {
            used = used.plus(cell.cpu(part));
            chunks += cell.chunks();
        }
        return new Cpu(used.user() * 1e6 / chunks, used.kernel() * 1e6 / chunks);
    }

    /// How many times the frozen relay's processor time the product took for each chunk.
    double cpuRatio() {
        return relay(Target.Kind.PRODUCT).total() / relay(Target.Kind.REF).total();
    }

    /// Microseconds that a chunk took with this target.
    double latency(Target.Kind kind, double percent) {
        Latencies all = new Latencies();
        of(kind).forEach(cell -> all.addAll(cell.latencies()));
        return all.percentile(percent);
    }

    /// How many times the latency that the frozen relay adds the product adds.
    double addedLatencyRatio() {
        double direct = latency(Target.Kind.DIRECT, 50);
        return (latency(Target.Kind.PRODUCT, 50) - direct)
                / Math.max(1, latency(Target.Kind.REF, 50) - direct);
    }

    List<Cell> of(Target.Kind kind) {
        return cells.stream().filter(cell -> cell.target() == kind).toList();
    }
}
