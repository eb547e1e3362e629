package com.compareintel.http.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.Payer;
import com.compareintel.http.body.Fingerprints;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/// Reads the `Idempotency-Key`, quoted (as a structured string) or not.
public final class IdempotencyKeys {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    /// A network is shared, so nobody's key may be guessed by a neighbour.
    private static final int SHORTEST_OF_A_NETWORK = 16;

    private IdempotencyKeys() {}

    /// The key that a request carries.
    public static Optional<String> of(HttpRequest<?> request) {
        String header = request.getHeaders().get(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        String key = unquoted(header.strip());
        if (key.isEmpty() || key.length() > LONGEST || !isPrintable(key)) {
            throw wrong("must have 1 to " + LONGEST + " printable characters");
        }
        return Optional.of(key);
    }

    /// The caller's promise, if it made one.
    public static Optional<Idempotency> bind(Optional<String> key, Caller caller, JsonNode body) {
        if (key.isPresent()
                && caller.payer() instanceof Payer.Network network
                && caller.idempotencyScope().equals(network.key())
                && key.get().length() < SHORTEST_OF_A_NETWORK) {
            throw wrong(
                    "must have at least "
                            + SHORTEST_OF_A_NETWORK
                            + " characters without a key or a cookie");
        }
        return key.map(
                text -> new Idempotency(caller.idempotencyScope(), text, Fingerprints.of(body)));
    }

    private static String unquoted(String header) {
        if (!header.startsWith("\"")) {
            return header;
        }
        if (header.length() < 2 || !header.endsWith("\"")) {
            throw wrong("has an opening quote without a closing one");
        }
        StringBuilder key = new StringBuilder();
        String inner = header.substring(1, header.length() - 1);
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '"') {
                throw wrong("has a quote that is not escaped");
            }
            if (c == '\\') {
                i++;
                if (i == inner.length() || (inner.charAt(i) != '"' && inner.charAt(i) != '\\')) {
                    throw wrong("has a backslash that escapes nothing");
                }
            }
            key.append(inner.charAt(i));
        }
        return key.toString();
    }

    private static boolean isPrintable(String key) {
        return key.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    private static ProblemFound wrong(String message) {
        return new ProblemFound(Problem.invalid(HEADER, message));
    }
}
