package com.compareintel.http.page;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The page people compare on and those that letters lead to, with all their files: nothing is
/// loaded from elsewhere.
@Controller
@Produces(MediaType.ALL)
final class PageController {
    /// No style or script stands in the markup, and no text becomes markup: browsers that know
    /// trusted types refuse it, but for the addresses of our own libraries.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " font-src 'self'; img-src 'self' data:; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'self';"
                    + " require-trusted-types-for 'script'; trusted-types libraries";

    private final PageFiles files = PageFiles.read();
    private final Asset page = markup("/public/index.html", "main.js", "");
    private final Asset verify = letter("verify");
    private final Asset reset = letter("reset");
    private final Asset email = letter("email");

    private Asset letter(String kind) {
        return markup("/public/letter.html", "letter.js", kind);
    }

    /// All modules are asked for at once, not level by level as each is found to import others.
    private Asset markup(String path, String module, String kind) {
        String assets = "/assets/" + files.version();
        String modules =
                files.neededBy(module).stream()
                        .map(name -> "<link rel=\"modulepreload\" href=\"" + assets + "/" + name)
                        .collect(Collectors.joining("\">\n", "", "\">"));
        String text =
                new String(Asset.bytes(path), StandardCharsets.UTF_8)
                        .replace("{assets}", assets)
                        .replace("{modules}", modules)
                        .replace("{kind}", kind);
        return Asset.of(text.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
    }

    @Get("/")
    HttpResponse<?> page(HttpRequest<?> request) {
        return page.answer(request, POLICY);
    }

    /// Shows a button only: programs that look at every link in a letter confirm nothing.
    @Get("/verify")
    HttpResponse<?> verify(HttpRequest<?> request) {
        return verify.answer(request, POLICY);
    }

    @Get("/reset")
    HttpResponse<?> reset(HttpRequest<?> request) {
        return reset.answer(request, POLICY);
    }

    @Get("/email")
    HttpResponse<?> email(HttpRequest<?> request) {
        return email.answer(request, POLICY);
    }

    /// A page that was opened before the service was renewed asks for files of an older version,
    /// and is given those of today, which it must not keep under that name.
    @Get("/assets/{version}/{+name}")
    HttpResponse<?> file(HttpRequest<?> request, String version, String name) {
        Asset file =
                files.find(name)
                        .orElseThrow(() ->
                                new ProblemFound(
                                        Problem.of(
                                                ProblemCode.NOT_FOUND, "There is no such file.")));
        return version.equals(files.version()) ? file.answerForEver(request) : file.answer(request);
    }
}
