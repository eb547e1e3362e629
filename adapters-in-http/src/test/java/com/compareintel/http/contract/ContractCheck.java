package com.compareintel.http.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Compares an exchange with the contract: status, headers, media type, every property of the body,
/// every event of a stream. Of a path that the contract does not know only problems may be
/// answered, and the pages. No refusal tells anything secret.
public final class ContractCheck {
    /// What HTTP itself and the protection of browsers bring along; it is not repeated in each
    /// response of the contract.
    private static final Set<String> EVERYWHERE =
            Set.of(
                    "access-control-allow-credentials",
                    "access-control-allow-headers",
                    "access-control-allow-methods",
                    "access-control-allow-origin",
                    "access-control-expose-headers",
                    "access-control-max-age",
                    "cache-control",
                    "connection",
                    "content-encoding",
                    "content-length",
                    "content-security-policy",
                    "content-type",
                    "cross-origin-opener-policy",
                    "cross-origin-resource-policy",
                    "date",
                    "permissions-policy",
                    "referrer-policy",
                    "strict-transport-security",
                    "transfer-encoding",
                    "vary",
                    "x-content-type-options",
                    "x-frame-options",
                    "x-request-id");

    private static final Set<String> PAGES =
            Set.of(
                    "/",
                    "/verify",
                    "/reset",
                    "/email",
                    "/docs",
                    "/docs/start.js",
                    "/docs/swagger-ui.css",
                    "/docs/swagger-ui.js");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PublishedContract contract = PublishedContract.published();
    private final Exchange exchange;
    private final List<String> complaints = new ArrayList<>();

    private ContractCheck(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Fails if the exchange is not as published.
    public static void of(Exchange exchange) {
        List<String> complaints = complaints(exchange);
        if (!complaints.isEmpty()) {
            throw new AssertionError(
                    "%s %s answered %d, which is not as published: %s%n%s"
                            .formatted(
                                    exchange.method(),
                                    exchange.path(),
                                    exchange.status(),
                                    complaints,
                                    exchange.body()));
        }
    }

    static List<String> complaints(Exchange exchange) {
        ContractCheck check = new ContractCheck(exchange);
        check.run();
        return check.complaints;
    }

    private void run() {
        if (exchange.header("x-request-id").isEmpty()) {
            complain("there is no X-Request-Id");
        }
        if (exchange.status() >= 400) {
            SecretForms.in(exchange.body()).ifPresent(form -> complain("it tells a " + form));
        }
        Optional<PublishedContract.Operation> operation =
                contract.operation(exchange.method(), exchange.path());
        if (operation.isPresent()) {
            contract.response(operation.get(), exchange.status())
                    .ifPresentOrElse(
                            this::documented, () -> complain("the status is not documented"));
        } else if (!isOfAPage()
                && !(exchange.method().equals("HEAD") && contract.knows(exchange.path()))) {
            problem(contract.knows(exchange.path()) ? Set.of(405, 403) : Set.of());
        }
    }

    private boolean isOfAPage() {
        return PAGES.contains(exchange.path())
                || (exchange.path().startsWith("/assets/") && exchange.status() != 404);
    }

    private void documented(JsonNode response) {
        headers(response.path("headers"));
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            if (!exchange.body().isEmpty()) {
                complain("there should be no body");
            }
            return;
        }
        JsonNode media = content.path(exchange.type().orElse(""));
        if (media.isMissingNode()) {
            complain("the media type is not documented: " + exchange.type());
            return;
        }
        String schema = PublishedContract.name(media.path("schema"));
        switch (schema) {
            case "" -> {}
            case "EventStream" -> complaints.addAll(StreamCheck.complaints(exchange));
            case "Problem" -> problem(response);
            default -> body(schema);
        }
    }

    private void headers(JsonNode documented) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(EVERYWHERE);
        documented.fieldNames().forEachRemaining(known::add);
        for (String name : exchange.headers().keySet()) {
            if (!known.contains(name)) {
                complain("the header is not documented: " + name);
            }
        }
        boolean retryable = exchange.status() == 429 || exchange.status() == 503;
        if (retryable
                && documented.has("Retry-After")
                && exchange.header("retry-after").isEmpty()) {
            complain("there is no Retry-After");
        }
    }

    private void problem(JsonNode response) {
        Optional<JsonNode> json = body("Problem");
        Set<String> codes = new TreeSet<>();
        response.path("x-codes").forEach(code -> codes.add(code.asText()));
        String code = json.map(problem -> problem.path("code").asText()).orElse("");
        if (json.isPresent() && !codes.contains(code)) {
            complain("the code is none of " + codes);
        }
    }

    /// A problem outside of the documented operations.
    private void problem(Set<Integer> statuses) {
        if (exchange.status() < 400 || (!statuses.isEmpty() && exchange.status() == 404)) {
            complain("nothing is documented here");
            return;
        }
        if (!exchange.method().equals("HEAD")) {
            body("Problem");
        }
    }

    private Optional<JsonNode> body(String schema) {
        if (!exchange.whole()) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(exchange.body());
            contract.complaints(schema, json).forEach(this::complain);
            if (schema.equals("Problem") && json.path("status").asInt() != exchange.status()) {
                complain("the problem's status is another");
            }
            return Optional.of(json);
        } catch (JsonProcessingException broken) {
            complain("the body is not JSON: " + broken.getOriginalMessage());
            return Optional.empty();
        }
    }

    private void complain(String what) {
        complaints.add(what);
    }
}
