package com.compareintel.app.bench;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Routes of the framework that answer with what is in a file and do nothing else, in a process in
/// which nothing of the product is.
@Controller("/bare")
@Requires(property = "bench.bare")
final class Bare {
    private final byte[] bytes;
    private final Map<String, Object> values;

    Bare(@Property(name = "bench.bare") String file, JsonMapper json) throws IOException {
        this.bytes = Files.readAllBytes(Path.of(file));
        this.values = json.readValue(bytes, Argument.mapOf(String.class, Object.class));
    }

    /// What the file says, written as JSON by the framework, as routes do unless they are told
    /// otherwise.
    @Get(produces = "application/json")
    HttpResponse<Map<String, Object>> values() {
        return HttpResponse.ok(values);
    }

    /// The file as it is.
    @Get(value = "/bytes", produces = "application/json")
    HttpResponse<byte[]> bytes() {
        return HttpResponse.ok(bytes);
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
