package com.compareintel.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Makes up requests from the published contract, over all its operations: valid ones, ones at a
/// bound, and ones that no honest client sends. The same seed and samples give the same requests.
public final class RequestGenerator {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW");

    private static final List<String> ACCEPTED =
            List.of(
                    "application/json",
                    "text/event-stream",
                    "*/*",
                    "text/event-stream, application/json;q=0.5",
                    "application/problem+json",
                    "image/png",
                    "garbage",
                    "application/json;q=2");

    private static final List<String> TYPES =
            List.of(
                    "text/plain",
                    "application/json; charset=utf-16",
                    "application/xml",
                    "multipart/form-data",
                    "json");

    private final RandomGenerator random;
    private final PublishedContract contract = PublishedContract.published();
    private final List<PublishedContract.Operation> operations = contract.operations();
    private final Map<String, List<String>> samples;
    private final List<String> credentials;
    private final ValueGenerator likely;
    private final ValueGenerator wild;

    /// @param samples values that exist, by the names of properties and parameters
    /// @param credentials values of an `Authorization` header, good ones and bad
    public RequestGenerator(
            RandomGenerator random, Map<String, List<String>> samples, List<String> credentials) {
        this.random = random;
        this.samples = samples;
        this.credentials = List.copyOf(credentials);
        this.likely = new ValueGenerator(random, samples, 0);
        this.wild = new ValueGenerator(random, samples, 0.15);
    }

    /// The next one.
    public GeneratedRequest next() {
        PublishedContract.Operation operation = operations.get(random.nextInt(operations.size()));
        JsonNode here = contract.document().at(operation.pointer());
        boolean honest = random.nextInt(3) != 0;
        ValueGenerator values = honest ? likely : wild;
        List<String> headers = new ArrayList<>();
        String method =
                !honest && oneIn(20)
                        ? METHODS.get(random.nextInt(METHODS.size()))
                        : operation.method();
        String target = target(operation, here.path("parameters"), values, headers);
        credential(headers);
        habits(headers, honest);
        byte[] body = body(contract.resolved(here.path("requestBody")), values, headers, honest);
        return GeneratedRequest.of(method, target, headers, body);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private String target(
            PublishedContract.Operation operation,
            JsonNode parameters,
            ValueGenerator values,
            List<String> headers) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (JsonNode reference : parameters) {
            JsonNode parameter = contract.resolved(reference);
            String name = parameter.path("name").asText();
            String sample = operation.path() + " " + name;
            String value =
                    samples.containsKey(sample) && !oneIn(5)
                            ? pick(samples.get(sample))
                            : values.value(name, parameter.path("schema")).asText();
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", segment(value));
                case "query" -> {
                    if (oneIn(2)) {
                        query.add(name + "=" + encoded(value));
                    }
                }
                default -> {
                    if (oneIn(3)) {
                        header(headers, name, value);
                    }
                }
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String pick(List<String> values, int index) {
        return values.get(index);
    }

    private String pick(List<String> values) {
        return pick(values, random.nextInt(values.size()));
    }

    private static String segment(String value) {
        return value.isEmpty()
                ? "-"
                : Arrays.stream(value.split("/", -1))
                        .map(RequestGenerator::encoded)
                        .collect(Collectors.joining("/"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replaceAll("^\\.+$", "%2E");
    }

    /// Header fields take printable characters only, or no client would send them.
    private static void header(List<String> headers, String name, String value) {
        String sendable = value.replaceAll("[^\\x20-\\x7e]", "?");
        headers.add(name);
        headers.add(sendable.substring(0, Math.min(300, sendable.length())));
    }

    private void credential(List<String> headers) {
        if (!oneIn(4)) {
            header(headers, "Authorization", pick(credentials));
        }
    }

    private void habits(List<String> headers, boolean honest) {
        if (oneIn(2)) {
            header(headers, "Accept", pick(honest ? ACCEPTED.subList(0, 4) : ACCEPTED));
        }
        if (!honest && oneIn(6)) {
            header(headers, "Origin", oneIn(2) ? "https://elsewhere.example" : "null");
        }
        if (!honest && oneIn(8)) {
            header(headers, "Sec-Fetch-Site", oneIn(2) ? "cross-site" : "same-origin");
        }
        if (!honest && oneIn(8)) {
            header(headers, "Cookie", "ci_visitor=" + wild.nasty().replaceAll("[;,\\s]", ""));
        }
        if (oneIn(6)) {
            header(headers, "Accept-Encoding", "gzip");
        }
    }

    private byte[] body(
            JsonNode requestBody, ValueGenerator values, List<String> headers, boolean honest) {
        JsonNode schema = requestBody.path("content").path("application/json").path("schema");
        if (schema.isMissingNode() || (!honest && oneIn(20))) {
            return new byte[0];
        }
        header(headers, "Content-Type", !honest && oneIn(15) ? pick(TYPES) : "application/json");
        String json = values.value("", schema).toString();
        if (honest) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        return switch (random.nextInt(20)) {
            case 0 -> json.substring(0, json.length() / 2).getBytes(StandardCharsets.UTF_8);
            case 1 -> (json + json).getBytes(StandardCharsets.UTF_8);
            case 2 -> json.replace("{", "{\"models\":[],").getBytes(StandardCharsets.UTF_8);
            case 3 -> new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'};
            case 4 -> "[".repeat(2_000).getBytes(StandardCharsets.US_ASCII);
            case 5 ->
                    ("{\"prompt\":" + "9".repeat(2_000) + "}").getBytes(StandardCharsets.US_ASCII);
            case 6 -> json.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            default -> json.getBytes(StandardCharsets.UTF_8);
        };
    }
}
