package com.compareintel.http.health;

import com.compareintel.http.json.Wire;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Whether the service is alive, which depends on nothing else, and whether it is ready.
@Controller("/health")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
final class HealthController {
    private final BooleanSupplier readiness;

    /// @param readiness whether this instance should be sent requests; may block for moments
    HealthController(@Named("readiness") BooleanSupplier readiness) {
        this.readiness = readiness;
    }

    @Get("/liveness")
    MutableHttpResponse<?> liveness() {
        return Wire.ok(Map.of("status", "UP"));
    }

    @Get("/readiness")
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> readiness() {
        return readiness.getAsBoolean()
                ? Wire.ok(Map.of("status", "UP"))
                : Wire.ok(Map.of("status", "DOWN")).status(HttpStatus.SERVICE_UNAVAILABLE);
    }
}
