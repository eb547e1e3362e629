package com.compareintel.app.bench;

import com.compareintel.app.faults.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// Plays one cell: opens comparisons, waits until all models speak, counts for a while, lets all
/// end, and compares what every client heard with what the mock said. What differs voids the run.
final class Play {
    /// Nine connections for each comparison, and as many for each target, are more than a process
    /// may have.
    private static final int MOST_KEPT = 100;

    /// So many are begun at once; more are not what is measured, and so many handshakes would take
    /// two processors longer than anybody waits for a connection.
    private static final int MOST_BEGUN = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Ground ground;
    private final Load load;
    private final Target target;
    private final List<Visit> visits = new ArrayList<>();
    private final Tally tally = new Tally();

    private final int first;
    private List<String> models;

    Play(Ground ground, Load load, Target target) {
        this(ground, load, target, 0);
    }

    /// @param first the number of the first of the clients
    Play(Ground ground, Load load, Target target, int first) {
        this.ground = ground;
        this.load = load;
        this.target = target;
        this.first = first;
        this.models = ground.models();
    }

    /// Only so many of the models.
    Play asking(int count) {
        models = models.subList(0, count);
        return this;
    }

    /// While all comparisons are open, for what else there is to measure.
    interface Meanwhile {
        void run();
    }

    Cell run() {
        return run(() -> Until.pass(load.window()));
    }

    /// @param meanwhile what takes the place of the load's window
    Cell run(Meanwhile meanwhile) {
        ground.mock().book();
        ground.mock().scene(load.scene());
        open();
        Until.pass(load.settle());
        var _ = tally.swapLatencies();
        long from = System.nanoTime();
        long chunks = tally.chunks();
        long bytes = tally.bytes();
        Map<Part, Cpu> cpu = ground.cpu().get();
        meanwhile.run();
        Map<Part, Cpu> used = since(cpu, ground.cpu().get());
        long chunksAfter = tally.chunks();
        long bytesAfter = tally.bytes();
        double seconds = (System.nanoTime() - from) / 1e9;
        Latencies latencies = tally.swapLatencies();
        ground.mock().finish();
        awaitEnds();
        Until.met("all calls have ended", PATIENCE, () -> ground.mock().open() == 0);
        List<Bill> bills = ground.mock().book();
        compare(bills);
        if (target.kind() == Target.Kind.PRODUCT) {
            ground.billed().addAll(bills);
        }
        if (visits.size() > MOST_KEPT) {
            ground.client().forget();
            ground.mock().rest();
        }
        tally.faults().forEach(ground.report()::complain);
        return new Cell(
                target.kind(),
                seconds,
                chunksAfter - chunks,
                bytesAfter - bytes,
                used,
                latencies,
                visits.stream().map(Visit::nanosToFirstText).toList(),
                tally.faults());
    }

    /// Bytes of text that its clients have heard so far.
    long told() {
        return tally.bytes();
    }

    private void open() {
        String prompt = "Say something of any length, number %d.".formatted(System.nanoTime());
        for (int i = 0; i < load.comparisons(); i++) {
            visits.add(
                    ground.client()
                            .visit(
                                    target,
                                    first + i,
                                    models,
                                    prompt,
                                    tally,
                                    load.scene().troubled()));
            if (visits.size() % MOST_BEGUN == 0) {
                awaitAllSpeak();
            }
        }
        awaitAllSpeak();
        IntStream.range(0, load.lost()).forEach(lost -> ground.client().hangUp(visits.get(lost)));
    }

    private void awaitAllSpeak() {
        Until.met(
                "all models speak " + tally.faults(),
                PATIENCE,
                () ->
                        tally.faultCount() > 0
                                || visits.stream()
                                        .allMatch(visit -> visit.speaking() == models.size()));
    }

    private void awaitEnds() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Visit visit : visits) {
            try {
                visit.end().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException never) {
                visit.fault("a comparison did not end");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    private void compare(List<Bill> bills) {
        Map<Integer, Bill> said = new HashMap<>();
        bills.forEach(bill -> said.put(bill.nonce(), bill));
        for (Visit visit : visits.subList(load.lost(), visits.size())) {
            for (Ear ear : visit.ears()) {
                Bill bill = said.get(ear.nonce());
                if (bill == null) {
                    visit.fault(ear.name() + ": never said");
                } else if (!visit.failed().contains(ear)) {
                    ear.compareWith(bill);
                }
            }
        }
    }

    private static Map<Part, Cpu> since(Map<Part, Cpu> before, Map<Part, Cpu> after) {
        Map<Part, Cpu> used = new EnumMap<>(Part.class);
        after.forEach((part, cpu) -> {
            Cpu then = before.get(part);
            used.put(part, then == null ? cpu : cpu.since(then));
        });
        return used;
    }
}
