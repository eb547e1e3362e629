package com.compareintel.app.bench;

import com.compareintel.app.ServiceProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the list of models costs against bare routes of the framework: one that writes the same
/// list as JSON, and one that has it as bytes already, as the product has.
final class ModelsList {
    private static final int WARM_UP = 20_000;
    private static final int REQUESTS = 4_000;
    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 5;
    private static final String TEST_CLASSES = "app/target/test-classes";
    private static final String LISTENING = "listening on ";

    private ModelsList() {}

    static void measure(Stage stage, Report report) {
        Target product = stage.target(Target.Kind.PRODUCT);
        URI list = URI.create("http://127.0.0.1:" + product.port() + "/v1/models");
        String key = product.keys().getFirst();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Path directory = Files.createTempDirectory("bare");
            Path file = directory.resolve("list.json");
            byte[] body =
                    http.send(request(list, key), HttpResponse.BodyHandlers.ofByteArray()).body();
            Files.write(file, body);
            try (ServiceProcess bare = startBare(directory, file)) {
                String line = bare.awaitLine(said -> said.startsWith(LISTENING));
                URI route =
                        URI.create(
                                "http://127.0.0.1:%s/bare"
                                        .formatted(line.substring(LISTENING.length())));
                URI ready = URI.create(route + "/bytes");
                load(http, list, key, WARM_UP);
                load(http, route, key, WARM_UP);
                load(http, ready, key, WARM_UP);
                List<Double> ratios = new ArrayList<>();
                List<Double> toBytes = new ArrayList<>();
                List<Double> own = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    double written = cost(http, bare.pid(), route, key);
                    double sent = cost(http, bare.pid(), ready, key);
                    double ours = cost(http, stage.pid(Part.PRODUCT), list, key);
                    ours += cost(http, stage.pid(Part.PRODUCT), list, key);
                    sent += cost(http, bare.pid(), ready, key);
                    written += cost(http, bare.pid(), route, key);
                    ratios.add(ours / written);
                    toBytes.add(ours / sent);
                    own.add(ours * 1e6 / (2 * REQUESTS));
                }
                report.add(
                        Figure.of(
                                Goal.MODELS_LIST,
                                spread(ratios),
                                "%d bytes, with an API key: %.0f µs a request, %.1f × a route that does nothing but send these bytes"
                                        .formatted(
                                                body.length,
                                                spread(own).median(),
                                                spread(toBytes).median())));
            }
            Stage.delete(directory);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Spread spread(List<Double> figures) {
        return Spread.of(figures.stream().mapToDouble(one -> one).toArray());
    }

    /// On the class path of the tests without what is the product's or another test's, and without
    /// a log.
    private static ServiceProcess startBare(Path directory, Path file) throws IOException {
        List<String> parts =
                List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        for (String part : parts) {
            if (part.endsWith(TEST_CLASSES)) {
                copyBare(Path.of(part), directory);
            }
        }
        String path =
                parts.stream()
                        .filter(part -> part.endsWith(".jar"))
                        .filter(part -> !part.contains("/target/") && !part.contains("logback"))
                        .collect(Collectors.joining(File.pathSeparator));
        return ServiceProcess.start(
                directory,
                Map.of(),
                Stage.PRODUCT_RUNTIME,
                directory + File.pathSeparator + path,
                Bare.class,
                List.of(file.toString()));
    }

    /// Its classes, and what the framework finds them by.
    private static void copyBare(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().contains(Bare.class.getSimpleName())) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static double cost(HttpClient http, long pid, URI address, String key) {
        Cpu before = Cpu.of(pid);
        load(http, address, key, REQUESTS);
        return Cpu.of(pid).since(before).total();
    }

    private static void load(HttpClient http, URI address, String key, int times) {
        HttpRequest request = request(address, key);
        CompletableFuture<?>[] chains = new CompletableFuture<?>[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
            chains[i] = again(http, request, times / AT_ONCE);
        }
        CompletableFuture.allOf(chains).join();
    }

    private static CompletableFuture<Void> again(HttpClient http, HttpRequest request, int left) {
        if (left == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenCompose(response -> {
                    if (response.statusCode() != 200) {
                        throw new IllegalStateException("answered " + response.statusCode());
                    }
                    return again(http, request, left - 1);
                });
    }

    private static HttpRequest request(URI address, String key) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + key).build();
    }
}
