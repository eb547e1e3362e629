package com.compareintel.http.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/// The plain page and those that letters lead to, with all their files: nothing is loaded from
/// elsewhere.
@Controller
@Produces(MediaType.ALL)
final class PageController {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                    + " form-action 'self'";

    private final Asset page = Asset.read("/public/index.html", "text/html; charset=utf-8");
    private final Asset style = Asset.read("/public/page.css", "text/css; charset=utf-8");
    private final Asset script = Asset.read("/public/page.js", "text/javascript; charset=utf-8");
    private final Asset verify = Asset.read("/public/verify.html", "text/html; charset=utf-8");
    private final Asset verifying =
            Asset.read("/public/verify.js", "text/javascript; charset=utf-8");
    private final Asset reset = Asset.read("/public/reset.html", "text/html; charset=utf-8");
    private final Asset resetting =
            Asset.read("/public/reset.js", "text/javascript; charset=utf-8");

    private final Asset email = Asset.read("/public/email.html", "text/html; charset=utf-8");
    private final Asset moving = Asset.read("/public/email.js", "text/javascript; charset=utf-8");

    @Get("/")
    HttpResponse<?> page(HttpRequest<?> request) {
        return page.answer(request, POLICY);
    }

    @Get("/page.css")
    HttpResponse<?> style(HttpRequest<?> request) {
        return style.answer(request, POLICY);
    }

    @Get("/page.js")
    HttpResponse<?> script(HttpRequest<?> request) {
        return script.answer(request, POLICY);
    }

    /// Shows a button only: programs that look at every link in a letter confirm nothing.
    @Get("/verify")
    HttpResponse<?> verify(HttpRequest<?> request) {
        return verify.answer(request, POLICY);
    }

    @Get("/verify.js")
    HttpResponse<?> verifying(HttpRequest<?> request) {
        return verifying.answer(request, POLICY);
    }

    @Get("/reset")
    HttpResponse<?> reset(HttpRequest<?> request) {
        return reset.answer(request, POLICY);
    }

    @Get("/reset.js")
    HttpResponse<?> resetting(HttpRequest<?> request) {
        return resetting.answer(request, POLICY);
    }

    @Get("/email")
    HttpResponse<?> email(HttpRequest<?> request) {
        return email.answer(request, POLICY);
    }

    @Get("/email.js")
    HttpResponse<?> moving(HttpRequest<?> request) {
        return moving.answer(request, POLICY);
    }
}
