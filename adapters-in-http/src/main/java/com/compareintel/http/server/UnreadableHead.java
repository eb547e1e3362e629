package com.compareintel.http.server;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/// The beginning of a request that could not be read.
public final class UnreadableHead {
    private UnreadableHead() {}

    /// The status that a request deserves which the server refuses with this one: it takes every
    /// head that is too large for a body that is.
    public static int status(HttpRequest<?> request, int refused) {
        HttpRequest<?> received = request;
        while (received instanceof HttpRequestWrapper<?> wrapper) {
            received = wrapper.getDelegate();
        }
        if (received instanceof NettyHttpRequest<?> netty
                && netty.getNativeRequest().decoderResult().isFailure()) {
            return netty.getNativeRequest().decoderResult().cause()
                            instanceof TooLongHttpHeaderException
                    ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.getCode()
                    : HttpStatus.BAD_REQUEST.getCode();
        }
        return refused;
    }
}
