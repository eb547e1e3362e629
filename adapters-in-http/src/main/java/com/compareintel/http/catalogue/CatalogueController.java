package com.compareintel.http.catalogue;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ListModels;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.tier.TierTable;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.Callers;
import com.compareintel.http.server.EntityTags;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The models and the tiers on sale. What is seen depends on the caller's tier, and so does the
/// entity tag.
@Controller("/v1")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class CatalogueController {
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    private final Callers callers;
    private final ListModels listModels;
    private final ModelsBodies models = new ModelsBodies();
    private final byte[] tiers;
    private final String tiersVersion;

    CatalogueController(Callers callers, ListModels listModels, TierTable tiers) {
        this.callers = callers;
        this.listModels = listModels;
        this.tiers = Wire.bytes(Map.of("data", TierJson.of(tiers)));
        CRC32C checksum = new CRC32C();
        checksum.update(this.tiers);
        this.tiersVersion = Long.toHexString(checksum.getValue());
    }

    @Get("/models")
    HttpResponse<?> models(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        return answer(request, models.of(read(), caller));
    }

    @Get("/models/{+id}")
    MutableHttpResponse<?> model(HttpRequest<?> request, String id) {
        Caller caller = callers.of(request).caller();
        Catalogue catalogue = read();
        return Optional.of(plusKept(request, id))
                .filter(ModelId::isValid)
                .flatMap(text -> catalogue.find(new ModelId(text)))
                .map(card -> ModelJson.of(card, caller.mayUse(card)))
                .map(Wire::ok)
                .orElseThrow(() ->
                        new ProblemFound(
                                Problem.of(ProblemCode.NOT_FOUND, "There is no such model.")));
    }

    /// The server reads a plus in a path as a blank, which no id has.
    private static String plusKept(HttpRequest<?> request, String id) {
        return request.getUri().getRawPath().indexOf('+') >= 0 ? id.replace(' ', '+') : id;
    }

    @Get("/tiers")
    HttpResponse<?> tiers(HttpRequest<?> request) {
        Caller caller = callers.of(request).caller();
        return answer(request, Tagged.of(tiersVersion, caller, tiers));
    }

    private Catalogue read() {
        Catalogue catalogue = listModels.all();
        if (!catalogue.wasRead()) {
            throw new ProblemFound(
                    Problem.retryable(
                            ProblemCode.UNAVAILABLE,
                            "The models are not known at the moment: the provider has not answered yet.",
                            NEXT_TRY));
        }
        return catalogue;
    }

    private static HttpResponse<?> answer(HttpRequest<?> request, Tagged content) {
        MutableHttpResponse<?> response =
                EntityTags.isKnown(request, content.tag())
                        ? HttpResponse.notModified()
                        : HttpResponse.ok(content.body())
                                .contentType(MediaType.APPLICATION_JSON_TYPE);
        return response.header(HttpHeaders.ETAG, content.tag())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, "Authorization, Cookie, Accept-Encoding");
    }
}
