package com.compareintel.app.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A route of the framework that answers with the bytes of a file and does nothing else, in a
/// process in which nothing of the product is.
@Controller("/bare")
@Requires(property = "bench.bare")
final class Bare {
    private final byte[] body;

    Bare(@Property(name = "bench.bare") String file) throws IOException {
        this.body = Files.readAllBytes(Path.of(file));
    }

    /// The file.
    @Get(produces = "application/json")
    HttpResponse<byte[]> get() {
        return HttpResponse.ok(body);
    }

    /// Argument: the file. Prints the port.
    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Map.of(
                        "bench.bare",
                        arguments[0],
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.host",
                        "127.0.0.1",
                        "micronaut.security.enabled",
                        false,
                        "micronaut.metrics.enabled",
                        false);
        EmbeddedServer server =
                ApplicationContext.builder(settings).start().getBean(EmbeddedServer.class).start();
        System.out.println("listening on " + server.getPort());
    }
}
