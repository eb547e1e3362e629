package com.compareintel.openrouter.local;

import com.compareintel.openrouter.local.Opening.Refuses;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Error responses in OpenRouter's shape. All that must never reach an end user carries
/// [LocalUpstream#LEAK_MARKER].
final class Refusals {
    private static final String SECRET = LocalUpstream.LEAK_MARKER;

    private Refusals() {}

    /// A refusal for a reason of the server's own.
    static Reply because(int status, String type, String message) {
        var root = Json.object();
        var error = root.putObject("error");
        error.put("message", message);
        error.put("code", status);
        error.putObject("metadata").put("error_type", type);
        root.put("user_id", userId());
        return Reply.json(status, root);
    }

    /// The refusal of a call beyond those that the balance bears at once.
    static Reply tooManyOpen(String model) {
        var script = Script.ORDINARY.with(Quirk.IN_FLIGHT).turn(Dial.RETRY_AFTER, 1);
        return scripted(new Refuses(402, null), script, model);
    }

    /// The refusal that `script` asks for.
    static Reply scripted(Refuses refusal, Script script, String model) {
        var status = refusal.status();
        var reply = body(refusal, script, model);
        if (script.at(Dial.RETRY_AFTER) > 0) {
            reply = reply.header("Retry-After", Integer.toString(script.at(Dial.RETRY_AFTER)));
        }
        if (script.has(Quirk.PLATFORM)) {
            reply =
                    reply.header("X-RateLimit-Limit", "20")
                            .header("X-RateLimit-Remaining", "0")
                            .header("X-RateLimit-Reset", "1785542460000");
        }
        return status == 401 ? reply.header("WWW-Authenticate", "Bearer") : reply;
    }

    private static Reply body(Refuses refusal, Script script, String model) {
        if (script.has(Quirk.HTML)) {
            return Reply.html(refusal.status(), page(refusal.status()));
        }
        if (script.has(Quirk.EMPTY_BODY)) {
            return new Reply(refusal.status(), Map.of(), "");
        }
        var root = Json.object();
        root.set("error", error(refusal, script, model));
        root.put("user_id", userId());
        return Reply.json(refusal.status(), root);
    }

    private static String page(int status) {
        return """
        <!DOCTYPE html>
        <html><head><title>Edge</title></head>
        <body><h1>Error %d</h1><p>Ray: %s</p></body></html>
        """
                .formatted(status, SECRET);
    }

    private static ObjectNode error(Refuses refusal, Script script, String model) {
        var status = refusal.status();
        var usual = ErrorType.usualFor(status);
        var error = Json.object();
        error.put("message", script.has(Quirk.IN_FLIGHT) ? IN_FLIGHT_MESSAGE : usual.message());
        error.put("code", status);
        var metadata = error.putObject("metadata");
        if (!script.has(Quirk.UNTYPED)) {
            metadata.put(
                    "error_type", refusal.errorType() == null ? usual.name() : refusal.errorType());
        }
        if (script.has(Quirk.IN_FLIGHT)) {
            metadata.put("reason", "in_flight_budget_exhausted");
            metadata.put("limit_source", "openrouter_in_flight_budget");
            metadata.put(
                    "remedy_hint",
                    "Retry after your in-flight requests settle (see the Retry-After header).");
        } else if (status == 403) {
            metadata.putArray("reasons").add("harassment");
            metadata.put("flagged_input", SECRET + " the words that were flagged");
            metadata.put("provider_name", "Fake Provider");
            metadata.put("model_slug", model);
        } else if (status == 429 && !script.has(Quirk.PLATFORM)) {
            metadata.put("raw", SECRET + " https://provider.example/limits: shared pool is empty");
            metadata.put("provider_name", "Fake Provider");
            metadata.put("limit_source", "upstream_provider_shared_pool");
            metadata.put("remedy_hint", "Bring your own key, or wait.");
        } else if (status >= 500) {
            metadata.put("raw", "{\"error\":\"" + SECRET + " upstream said no\"}");
            metadata.put("provider_name", "Fake Provider");
            metadata.put("provider_code", "upstream_error");
            metadata.putArray("previous_errors")
                    .addObject()
                    .put("code", status)
                    .put("message", SECRET);
        }
        if (script.has(Quirk.RETRYABLE) || script.has(Quirk.FINAL)) {
            var availability = error.putObject("availability");
            availability.put("code", usual.name());
            availability.put("retryable", script.has(Quirk.RETRYABLE));
            if (script.at(Dial.RETRY_AFTER) > 0) {
                availability.put("retry_after", script.at(Dial.RETRY_AFTER));
            }
            availability.putArray("requested_models").add(model);
        }
        return error;
    }

    private static final String IN_FLIGHT_MESSAGE =
            "This request would exceed your available credits given your current"
                    + " in-flight requests. Retry after in-flight requests settle, or add credits.";

    private static String userId() {
        return "user_" + SECRET;
    }
}
