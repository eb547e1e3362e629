package com.compareintel.http.page;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// The plain page and its two files, which it has all of: nothing is loaded from elsewhere.
@Controller
final class PageController {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
                    + " form-action 'self'";

    private final Asset page = Asset.read("index.html", "text/html; charset=utf-8");
    private final Asset style = Asset.read("page.css", "text/css; charset=utf-8");
    private final Asset script = Asset.read("page.js", "text/javascript; charset=utf-8");

    @Get("/")
    HttpResponse<?> page(HttpRequest<?> request) {
        return page.answer(request);
    }

    @Get("/page.css")
    HttpResponse<?> style(HttpRequest<?> request) {
        return style.answer(request);
    }

    @Get("/page.js")
    HttpResponse<?> script(HttpRequest<?> request) {
        return script.answer(request);
    }

    private static final class Asset {
        private final byte[] bytes;
        private final String type;
        private final String tag;

        Asset(byte[] bytes, String type, String tag) {
            this.bytes = bytes;
            this.type = type;
            this.tag = tag;
        }

        static Asset read(String name, String type) {
            try (InputStream in = PageController.class.getResourceAsStream("/public/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the page lacks " + name);
                }
                byte[] bytes = in.readAllBytes();
                CRC32C checksum = new CRC32C();
                checksum.update(bytes);
                return new Asset(
                        bytes,
                        type,
                        "\"" + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\"");
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        MutableHttpResponse<?> answer(HttpRequest<?> request) {
            boolean known = request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).contains(tag);
            MutableHttpResponse<?> response =
                    known
                            ? HttpResponse.notModified()
                            : HttpResponse.ok(bytes).header(HttpHeaders.CONTENT_TYPE, type);
            return response.header(HttpHeaders.ETAG, tag)
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .header("Content-Security-Policy", POLICY);
        }
    }
}
