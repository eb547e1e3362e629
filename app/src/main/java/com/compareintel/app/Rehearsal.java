package com.compareintel.app;

import com.compareintel.core.catalogue.ModelDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A whole life in short, for the Java runtime to learn from: the demonstration starts in a
/// directory of its own, is asked what the first users ask, and stops. Neither settings nor data of
/// the service that is rehearsed are touched.
final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BODY =
            """
            {"prompt": "Explain tides to a child.", "models": ["demo/wren", "demo/finch"]}\
            """;

    private Rehearsal() {}

    /// Everything that was started ends with the process, as that of a service does.
    ///
    /// @throws com.compareintel.app.embedded.CannotEmbed where there can be no database
    static void run() {
        try {
            Path directory = Files.createTempDirectory("rehearsal");
            Product product = start(directory);
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .name("shutdown")
                                    .unstarted(() -> {
                                        product.close();
                                        delete(directory);
                                    }));
            awaitModels(product);
            ask(product.address(), "GET /health/readiness", "");
            ask(product.address(), "GET /v1/models", "");
            ask(product.address(), "GET /", "");
            ask(product.address(), "POST /v1/comparisons", BODY);
            ask(product.address(), "GET /v1/credits", "");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Product start(Path directory) {
        try {
            return Product.start(variables(directory), List.of());
        } catch (RuntimeException failed) {
            delete(directory);
            throw failed;
        }
    }

    private static Map<String, String> variables(Path directory) {
        return Map.of(
                "DATA_DIR", directory.toString(),
                "DEMO", "true",
                "PORT", "0",
                "SHUTDOWN_GRACE", "100ms",
                "LOG_FORMAT", "json");
    }

    /// They are read in the background.
    private static void awaitModels(Product product) {
        ModelDirectory models = product.context().getBean(ModelDirectory.class);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!models.current().wasRead()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the models were not read");
            }
            Thread.onSpinWait();
        }
    }

    /// Asks, and reads the answer to its end, whatever it is.
    private static void ask(URI service, String what, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                """
                %s HTTP/1.1\r
                Host: %s\r
                Connection: close\r
                Accept: text/event-stream, */*\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """
                        .formatted(what, service.getAuthority(), content.length);
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
