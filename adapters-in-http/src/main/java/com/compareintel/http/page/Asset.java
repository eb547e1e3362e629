package com.compareintel.http.page;

import com.compareintel.http.server.EntityTags;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A file that comes with the service, read once.
final class Asset {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final byte[] bytes;
    private final String type;
    private final String tag;

    private Asset(byte[] bytes, String type, String tag) {
        this.bytes = bytes;
        this.type = type;
        this.tag = tag;
    }

    /// @param path on the class path, from its root
    static Asset read(String path, String type) {
        return of(bytes(path), type);
    }

    static Asset of(byte[] bytes, String type) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return new Asset(
                bytes, type, "\"" + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\"");
    }

    /// What stands at a path on the class path, from its root.
    ///
    /// @throws IllegalStateException if nothing does
    static byte[] bytes(String path) {
        try (InputStream in = Asset.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// What it says, if it is text.
    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The file, unless the caller has it.
    ///
    /// @param policy what a browser may do with it
    MutableHttpResponse<?> answer(HttpRequest<?> request, String policy) {
        return answer(request).header("Content-Security-Policy", policy);
    }

    /// The file, unless the caller has it; to be asked for again every time.
    MutableHttpResponse<?> answer(HttpRequest<?> request) {
        return cached(request, "no-cache");
    }

    /// The file, unless the caller has it; never to be asked for again, for its address will never
    /// mean another one.
    MutableHttpResponse<?> answerForEver(HttpRequest<?> request) {
        return cached(request, FOR_EVER);
    }

    private MutableHttpResponse<?> cached(HttpRequest<?> request, String caching) {
        MutableHttpResponse<?> response =
                EntityTags.isKnown(request, tag)
                        ? HttpResponse.notModified()
                        : HttpResponse.ok(bytes).header(HttpHeaders.CONTENT_TYPE, type);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
}
