package com.compareintel.http.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/// The published contract, and a page to try it. All of it comes with the service, so that it works
/// without the internet.
@Controller
@Produces(MediaType.ALL)
final class ContractController {
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// The page's library brings pictures in its style sheet. It sets styles by script only, which
    /// takes no leave for styles in the page.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self';"
                    + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'none'";

    /// The version is the one in the build, which a test compares.
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/5.20.1/";

    private final Asset contract =
            Asset.read("/contract/openapi.yaml", "application/yaml; charset=utf-8");
    private final Asset page = Asset.read("/public/docs.html", "text/html; charset=utf-8");
    private final Asset start = Asset.read("/public/docs.js", "text/javascript; charset=utf-8");
    private final Asset style = Asset.read(LIBRARY + "swagger-ui.css", "text/css; charset=utf-8");
    private final Asset library =
            Asset.read(LIBRARY + "swagger-ui-bundle.js", "text/javascript; charset=utf-8");

    @Get("/openapi.yaml")
    HttpResponse<?> contract(HttpRequest<?> request) {
        return contract.answer(request, NOTHING);
    }

    @Get("/docs")
    HttpResponse<?> page(HttpRequest<?> request) {
        return page.answer(request, POLICY);
    }

    @Get("/docs/start.js")
    HttpResponse<?> start(HttpRequest<?> request) {
        return start.answer(request, POLICY);
    }

    @Get("/docs/swagger-ui.css")
    HttpResponse<?> style(HttpRequest<?> request) {
        return style.answer(request, POLICY);
    }

    @Get("/docs/swagger-ui.js")
    HttpResponse<?> library(HttpRequest<?> request) {
        return library.answer(request, POLICY);
    }
}
