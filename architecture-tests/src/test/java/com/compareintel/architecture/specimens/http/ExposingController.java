package com.compareintel.architecture.specimens.http;

import com.compareintel.core.credit.Credits;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.List;

/// Ties its clients to names and shapes inside the core.
@Controller
public final class ExposingController {
    @Get("/openly")
    public List<Credits> openly() {
        return List.of();
    }

    @Get("/wrapped")
    public Wrapped wrapped() {
        return new Wrapped(Credits.NONE);
    }

    @Post("/taken")
    public void taken(@Body Credits credits) {}

    public record Wrapped(Credits credits) {}
}
