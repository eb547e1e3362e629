package com.compareintel.app.load;

import com.compareintel.app.load.Meter.Reading;
import com.compareintel.core.tier.Tier;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What one of each costs: told apart by rounds that differ in one thing only. The rounds come in
/// turns and back again, so that what the machine does meanwhile meets all of them.
final class Costs {
    /// Nine of them, which say the same number of chunks at the pace of real models.
    private static final int MODELS = 9;

    private static final int FEW = 10;
    private static final int MANY = 150;

    /// Open at once, and so many accounts.
    private static final int PEOPLE = 10;

    private static final int REQUESTS_EACH = 400;

    private final Meter meter;
    private final List<Person> people;
    private final ExecutorService threads;
    private final int rounds;
    private Reading idle;

    private Costs(House house, HttpClient http, ExecutorService threads, int rounds) {
        this.meter = new Meter(house);
        this.threads = threads;
        this.rounds = rounds;
        this.idle = meter.read();
        this.people =
                house.newAccounts(PEOPLE, Tier.PRO_PLUS).stream()
                        .map(key -> new Person(http, house.uri(), key))
                        .toList();
    }

    /// Measures and prints.
    ///
    /// @param packaged where the product's jar is
    /// @param rounds how often each kind of round is done; each takes some ten seconds
    static void print(Path packaged, int rounds) {
        List<String> models = new ArrayList<>();
        models.addAll(models(FEW, 50));
        models.addAll(models(MANY, 50));
        models.addAll(models(25, 1));
        try (House house = House.open(packaged, models);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient http =
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .executor(threads)
                                .build()) {
            new Costs(house, http, threads, rounds).print();
        }
    }

    private static List<String> models(int chunks, int rate) {
        return IntStream.range(0, MODELS)
                .mapToObj(i -> "fake/rate-%d-count-%d-jitter-%d".formatted(rate, chunks, 40 + i))
                .toList();
    }

    private void print() {
        // Until the runtime has compiled what matters.
        for (int i = 0; i < 3; i++) {
            Kind.ONE.work(this);
            Kind.LONG.work(this);
            Kind.REQUESTS.work(this);
        }
        // And until the database has counted it.
        pass(3_000);
        idle = used(() -> pass(10_000));
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Map<Kind, Reading> sums = new EnumMap<>(Kind.class);
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : kinds) {
                sums.merge(kind, used(() -> kind.work(this)), Reading::plus);
            }
            Collections.reverse(kinds);
        }
        System.out.println(
                "what               comparison     answer      chunk    request     idle/s");
        line(sums, "product, ms", reading -> reading.product() * 1_000);
        line(sums, "database, ms", reading -> reading.database() * 1_000);
        line(sums, "commits", Reading::commits);
        line(sums, "redis", Reading::redis);
        line(sums, "kept, bytes", Reading::kept);
        line(sums, "usage, bytes", Reading::usage);
        line(sums, "journal, bytes", Reading::journal);
        Reading spoken = sums.getOrDefault(Kind.LONG, idle);
        System.out.printf(
                "a chunk has %.1f characters%n",
                (double) spoken.characters() / spoken.answers() / MANY);
        open();
    }

    /// What is done in one round.
    private enum Kind {
        ONE {
            @Override
            void work(Costs costs) {
                costs.everybody(20, person -> person.compare(models(FEW, 50).subList(0, 1)));
            }
        },
        NINE {
            @Override
            void work(Costs costs) {
                costs.everybody(20, person -> person.compare(models(FEW, 50)));
            }
        },
        LONG {
            @Override
            void work(Costs costs) {
                costs.everybody(3, person -> person.compare(models(MANY, 50)));
            }
        },
        REQUESTS {
            @Override
            void work(Costs costs) {
                costs.everybody(
                        REQUESTS_EACH / 2,
                        person -> {
                            person.read("/v1/credits");
                            person.read("/v1/conversations");
                        });
            }
        };

        abstract void work(Costs costs);
    }

    /// Heap of comparisons that say next to nothing.
    private void open() {
        List<String> slow = models(25, 1);
        long none = meter.heap();
        long ofOne = heapOf(100, slow.subList(0, 1), none);
        long ofNine = heapOf(100, slow, none);
        long ofStream = (ofNine - ofOne) / (MODELS - 1);
        System.out.printf(
                "heap: %d KiB at rest, %d KiB for an open comparison, %d KiB for a stream of it%n",
                none >> 10, (ofOne - ofStream) >> 10, ofStream >> 10);
    }

    private long heapOf(int count, List<String> models, long none) {
        List<Future<?>> running = begin(count / PEOPLE, person -> person.compare(models));
        pass(10_000);
        long bytes = (meter.heap() - none) / count;
        join(running);
        return bytes;
    }

    private static void pass(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private interface Amount {
        double of(Reading reading);
    }

    /// Of one comparison without its answers, one answer without its chunks, one chunk, and one
    /// other request; and what a second costs in which nothing is asked.
    private void line(Map<Kind, Reading> sums, String what, Amount amount) {
        double one = net(sums, Kind.ONE, amount) / 20 / PEOPLE / rounds;
        double nine = net(sums, Kind.NINE, amount) / 20 / PEOPLE / rounds;
        double many = net(sums, Kind.LONG, amount) / 3 / PEOPLE / rounds;
        double chunk = (many - nine) / MODELS / (MANY - FEW);
        double answer = (nine - one) / (MODELS - 1) - FEW * chunk;
        System.out.printf(
                "%-16s %12.4f %10.4f %10.4f %10.4f %10.4f%n",
                what,
                one - answer - FEW * chunk,
                answer,
                chunk,
                net(sums, Kind.REQUESTS, amount) / REQUESTS_EACH / PEOPLE / rounds,
                amount.of(idle) / idle.seconds());
    }

    /// What would have been used anyway left out.
    private double net(Map<Kind, Reading> sums, Kind kind, Amount amount) {
        Reading sum = sums.getOrDefault(kind, idle);
        return amount.of(sum) - amount.of(idle) / idle.seconds() * sum.seconds();
    }

    private Reading used(Runnable work) {
        Reading before = meter.read();
        work.run();
        // The database tells what its processes did a second later.
        pass(1_500);
        return meter.read().minus(before);
    }

    private void everybody(int times, Consumer<Person> act) {
        join(
                begin(
                        1,
                        person -> {
                            for (int i = 0; i < times; i++) {
                                act.accept(person);
                            }
                        }));
    }

    private List<Future<?>> begin(int each, Consumer<Person> act) {
        List<Future<?>> running = new ArrayList<>();
        for (Person person : people) {
            for (int i = 0; i < each; i++) {
                running.add(threads.submit(() -> act.accept(person)));
            }
        }
        return running;
    }

    private static void join(List<Future<?>> running) {
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("somebody failed", failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }
}
