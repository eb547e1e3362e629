package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.ModelId;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Slots under random use: never more calls than the limit, none lost, none granted twice, nobody
/// passed over who may go, and in the end nothing is left.
final class SlotsPropertyTest {
    private static final int WORLDS = 1_000;
    private static final int STEPS = 200;
    private static final Precedence[] CLASSES = Precedence.values();
    private static final Strain[] STRAINS = Strain.values();

    @Test
    void no_slot_is_ever_lost_or_given_twice() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random seeds = new Random(seed);
        for (int i = 0; i < WORLDS; i++) {
            long worldSeed = seeds.nextLong();
            try {
                new World(new Random(worldSeed)).play();
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("world " + i + " of -Dseed=" + seed, broken);
            }
        }
    }

    /// A provider's slots and everybody who wants one.
    private static final class World {
        private final Random random;
        private final int most;
        private final ManualClock clock = new ManualClock(Runs.START);
        private final ManualTimers timers = new ManualTimers(clock);
        private final ProviderSlots slots;
        private final Map<Integer, Precedence> waiting = new HashMap<>();
        private final SequencedSet<Integer> open = new LinkedHashSet<>();
        private int tickets;

        World(Random random) {
            this.random = random;
            this.most = 1 + random.nextInt(40);
            this.slots =
                    new ProviderSlots(
                            new SlotBounds(
                                    most,
                                    random.nextInt(100),
                                    perMinute(10 + random.nextInt(1_000)),
                                    perMinute(1_000 + random.nextInt(100_000))),
                            timers,
                            clock,
                            random);
        }

        private OptionalLong perMinute(long limit) {
            return random.nextInt(3) == 0 ? OptionalLong.of(limit) : OptionalLong.empty();
        }

        void play() {
            for (int i = 0; i < STEPS; i++) {
                step();
                check();
            }
            while (!waiting.isEmpty() || !open.isEmpty()) {
                List.copyOf(open).forEach(this::free);
                timers.advance(Duration.ofSeconds(70));
                check();
                assertThat(timers.failures()).isEmpty();
            }
            assertThat(timers.pending()).isZero();
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> take();
                case 4 -> anyOpen().ifPresent(slots::answers);
                case 5 ->
                        anyOpen()
                                .ifPresent(ticket ->
                                        slots.refused(
                                                ticket,
                                                STRAINS[random.nextInt(STRAINS.length)],
                                                random.nextBoolean()
                                                        ? Optional.empty()
                                                        : Optional.of(
                                                                Duration.ofSeconds(
                                                                        random.nextInt(90)))));
                case 6 -> {
                    if (!waiting.isEmpty()) {
                        int ticket = waiting.keySet().iterator().next();
                        waiting.remove(ticket);
                        slots.free(ticket, OptionalLong.of(0));
                    }
                }
                case 7 -> timers.advance(Duration.ofMillis(random.nextInt(5_000)));
                default -> anyOpen().ifPresent(this::free);
            }
        }

        private void take() {
            int ticket = ++tickets;
            Precedence precedence = CLASSES[random.nextInt(CLASSES.length)];
            waiting.put(ticket, precedence);
            int position =
                    slots.take(
                            new SlotQueue.Waiting(
                                    ticket,
                                    new Line(precedence, "account " + random.nextInt(5)),
                                    new ModelId("m/" + random.nextInt(6)),
                                    random.nextInt(5_000),
                                    () -> granted(ticket)),
                            random.nextInt(10) == 0);
            assertThat(position).isBetween(0, waiting.size());
            if (position == 0) {
                granted(ticket);
            }
        }

        private void granted(int ticket) {
            assertThat(waiting.remove(ticket)).as("waited").isNotNull();
            assertThat(open.add(ticket)).as("had none").isTrue();
            assertThat(slots.load().open()).isLessThanOrEqualTo(slots.load().limit());
        }

        private void free(int ticket) {
            open.remove(ticket);
            slots.free(
                    ticket,
                    random.nextBoolean()
                            ? OptionalLong.empty()
                            : OptionalLong.of(random.nextInt(6_000)));
        }

        private Optional<Integer> anyOpen() {
            return open.stream().skip(open.isEmpty() ? 0 : random.nextInt(open.size())).findFirst();
        }

        private void check() {
            SlotLoad load = slots.load();
            assertThat(load.limit()).isBetween(1, most);
            assertThat(load.open()).isEqualTo(open.size());
            for (Precedence precedence : CLASSES) {
                assertThat(load.waiting().get(precedence))
                        .isEqualTo(
                                (int) waiting.values().stream().filter(precedence::equals).count());
            }
        }
    }

    @Test
    void accounts_that_always_want_more_get_the_same() {
        long seed = Long.getLong("seed", new Random().nextLong());
        Random random = new Random(seed);
        Desk desk = new Desk(new SlotBounds(1, 1_000));
        int accounts = 7;
        desk.take("first");
        for (int account = 0; account < accounts; account++) {
            int calls = 20 + random.nextInt(40);
            for (int call = 0; call < calls; call++) {
                desk.take(account + ":" + call, Precedence.FREE, "account " + account);
            }
        }

        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < accounts * 20; i++) {
            desk.free(desk.granted.getLast());
            served.merge(desk.granted.getLast().substring(0, 1), 1, Integer::sum);
            int least =
                    served.size() < accounts
                            ? 0
                            : served.values().stream().min(Integer::compare).orElseThrow();
            int most = served.values().stream().max(Integer::compare).orElseThrow();
            assertThat(most - least).as("-Dseed=" + seed).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void many_threads_never_open_more_calls_than_there_are_slots() throws InterruptedException {
        int calls = 20_000;
        int most = 8;
        ManualClock clock = new ManualClock(Runs.START);
        ProviderSlots slots =
                new ProviderSlots(
                        new SlotBounds(most, 100), new ManualTimers(clock), clock, new Random(1));
        AtomicInteger open = new AtomicInteger();
        AtomicInteger peak = new AtomicInteger();
        Set<Integer> served = ConcurrentHashMap.newKeySet();
        Semaphore done = new Semaphore(0);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < calls; i++) {
                int ticket = i;
                Runnable use =
                        () -> {
                            peak.accumulateAndGet(open.incrementAndGet(), Math::max);
                            served.add(ticket);
                            slots.answers(ticket);
                            open.decrementAndGet();
                            slots.free(ticket, OptionalLong.empty());
                            done.release();
                        };
                threads.execute(() -> {
                    int position =
                            slots.take(
                                    new SlotQueue.Waiting(
                                            ticket,
                                            new Line(CLASSES[ticket % 3], "a" + ticket % 5),
                                            Desk.MODEL,
                                            0,
                                            () -> threads.execute(use)),
                                    false);
                    if (position == 0) {
                        use.run();
                    }
                });
            }
            assertThat(done.tryAcquire(calls, 60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(served).hasSize(calls);
        assertThat(peak.get()).isLessThanOrEqualTo(most);
        assertThat(slots.load().open()).isZero();
    }
}
