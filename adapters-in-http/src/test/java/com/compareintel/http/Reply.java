package com.compareintel.http;

import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A response that was read to its end, and is as published.
public record Reply(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    public Reply {
        ContractCheck.of(
                Exchange.of(response, new String(response.body(), StandardCharsets.UTF_8)));
    }

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /// The body as JSON.
    public JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (IOException notJson) {
            throw new UncheckedIOException(text(), notJson);
        }
    }

    /// The problem's code; empty if it is none.
    public String code() {
        return json().path("code").asText();
    }

    /// The names of the fields that were found wrong.
    public List<String> wrongFields() {
        List<String> fields = new ArrayList<>();
        json().path("errors").forEach(error -> fields.add(error.path("field").asText()));
        return fields;
    }

    /// The first value of a header, or nothing.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The visitor's cookie that was set, as it is to be sent back; or nothing.
    public String cookie() {
        return header("Set-Cookie").split(";", 2)[0];
    }
}
