package com.compareintel.app.bench;

import com.compareintel.app.faults.Until;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// How long a thousand users wait for their history and their credits while fifty comparisons
/// stream. Every request has its moment, and is late from that moment on, whatever those before it
/// took.
final class Reads {
    private static final int STREAMS = 50;
    private static final int PER_SECOND = 200;
    private static final int COUNT = 4_000;
    private static final List<String> PATHS = List.of("/v1/conversations", "/v1/credits");

    private Reads() {}

    static void measure(Stage stage, Report report) {
        Target product = stage.target(Target.Kind.PRODUCT);
        ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
        AtomicInteger errors = new AtomicInteger();
        Load load = Load.of(STREAMS, Scene.steady(10), Duration.ZERO);
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            new Play(stage.ground(), load, product)
                    .run(() -> readAll(http, product, millis, errors));
            if (errors.get() > 0) {
                report.complain("%d reads failed".formatted(errors.get()));
            }
        }
        double[] sorted = millis.stream().mapToDouble(one -> one).sorted().toArray();
        report.add(
                Figure.of(
                        Goal.READS,
                        sorted[sorted.length * 99 / 100],
                        "%d reads, %d a second, p50 %.1f ms; streams of 9 × 10 chunks/s"
                                .formatted(sorted.length, PER_SECOND, sorted[sorted.length / 2])));
    }

    private static void readAll(
            HttpClient http,
            Target product,
            ConcurrentLinkedQueue<Double> millis,
            AtomicInteger errors) {
        List<CompletableFuture<?>> open = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < COUNT; i++) {
            long due = begin + i * (1_000_000_000L / PER_SECOND);
            long early = due - System.nanoTime();
            if (early > 0) {
                Until.pass(Duration.ofNanos(early));
            }
            String key = product.keys().get(i / PATHS.size() % product.keys().size());
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:%d%s"
                                                    .formatted(
                                                            product.port(),
                                                            PATHS.get(i % PATHS.size()))))
                            .header("Authorization", "Bearer " + key)
                            .timeout(Duration.ofSeconds(10))
                            .build();
            open.add(
                    http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                            .handle((response, failure) -> {
                                millis.add((System.nanoTime() - due) / 1e6);
                                if (failure != null || response.statusCode() != 200) {
                                    errors.incrementAndGet();
                                }
                                return true;
                            }));
        }
        CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();
    }
}
