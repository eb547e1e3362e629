package com.compareintel.http.page;

import com.compareintel.http.server.EntityTags;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A file that comes with the service, read once.
final class Asset {
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
        try (InputStream in = Asset.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + path);
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

    /// The file, unless the caller has it.
    ///
    /// @param policy what a browser may do with it
    MutableHttpResponse<?> answer(HttpRequest<?> request, String policy) {
        MutableHttpResponse<?> response =
                EntityTags.isKnown(request, tag)
                        ? HttpResponse.notModified()
                        : HttpResponse.ok(bytes).header(HttpHeaders.CONTENT_TYPE, type);
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("Content-Security-Policy", policy);
    }
}
