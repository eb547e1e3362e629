package com.compareintel.http.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;
import java.io.OutputStream;

/// JSON as clients receive it: snake case, fields without a value as null, decimals in full.
public final class Wire {
    /// A name under which clients may accept JSON too, which the server does not find out by
    /// itself.
    public static final String ANY_APPLICATION = "application/*";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build();

    private Wire() {}

    /// The JSON of a wire record.
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A writer to `target` that does not close it.
    public static JsonGenerator generator(OutputStream target) throws IOException {
        return MAPPER.createGenerator(target);
    }

    /// A response with this wire record as its body.
    public static MutableHttpResponse<Object> ok(Object value) {
        return HttpResponse.<Object>ok(bytes(value)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
