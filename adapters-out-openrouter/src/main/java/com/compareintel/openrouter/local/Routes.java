package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Answers everything that is no chat: models, cost lookups, key and credits. Thread-safe.
final class Routes {
    private static final Pattern ENDPOINTS = Pattern.compile("/models/([^/]+/[^/]+)/endpoints");
    private static final Pattern MODEL = Pattern.compile("/model/([^/]+/[^/]+)");

    private static final int LARGEST_PAGE = 1_000;

    private static final BigDecimal CREDITS_BOUGHT = BigDecimal.valueOf(1_000);

    private final ModelShelf shelf;
    private final BillingBook book;
    private final LookupDelays delays;
    private final Clock clock;

    Routes(ModelShelf shelf, BillingBook book, LookupDelays delays, Clock clock) {
        this.shelf = shelf;
        this.book = book;
        this.delays = delays;
        this.clock = clock;
    }

    /// `path` is relative to the base and without query.
    Reply get(String path, Map<String, String> query) {
        var endpoints = ENDPOINTS.matcher(path);
        if (endpoints.matches()) {
            return found(shelf.find(endpoints.group(1)).map(ModelJson::endpoints));
        }
        var model = MODEL.matcher(path);
        if (model.matches()) {
            return found(shelf.find(model.group(1)).map(ModelJson::entry));
        }
        return switch (path) {
            case "/models" -> models(query);
            case "/generation" -> generation(query.getOrDefault("id", ""));
            case "/key" -> found(Optional.of(key()));
            case "/credits" -> found(Optional.of(credits()));
            default -> Refusals.because(404, "not_found", "Not Found");
        };
    }

    private Reply models(Map<String, String> query) {
        var wanted = query.getOrDefault("supported_parameters", "");
        var words = query.getOrDefault("q", "").toLowerCase(Locale.ROOT);
        var matching =
                shelf.listed().stream()
                        .filter(model -> wanted.isEmpty() || model.supports(wanted))
                        .filter(model ->
                                (model.id() + " " + model.name())
                                        .toLowerCase(Locale.ROOT)
                                        .contains(words))
                        .filter(model ->
                                query.getOrDefault("output_modalities", "text").contains("text"))
                        .toList();
        var root = Json.object();
        var data = root.putArray("data");
        root.put("total_count", matching.size());
        var links = root.putObject("links");
        if (!query.containsKey("offset") && !query.containsKey("limit")) {
            matching.forEach(model -> data.add(ModelJson.entry(model)));
            links.putNull("next");
            return Reply.json(200, root);
        }
        var offset = number(query.getOrDefault("offset", "0"));
        var limit = number(query.getOrDefault("limit", Integer.toString(LARGEST_PAGE)));
        if (offset < 0 || limit < 1 || limit > LARGEST_PAGE) {
            return Refusals.because(
                    400, "invalid_request", "offset and limit must be numbers, limit at most 1000");
        }
        matching.stream()
                .skip(offset)
                .limit(limit)
                .forEach(model -> data.add(ModelJson.entry(model)));
        var next = offset + limit;
        links.put(
                "next",
                next < matching.size()
                        ? LocalUpstream.BASE_PATH + "/models?offset=" + next + "&limit=" + limit
                        : null);
        return Reply.json(200, root);
    }

    private static int number(String text) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    }

    private Reply generation(String id) {
        var row = book.row(id);
        return row.isEmpty() || delays.misses(id)
                ? Refusals.because(404, "not_found", "Generation " + id + " not found")
                : found(row.map(Routes::generation));
    }

    private static ObjectNode generation(BillingRow row) {
        var data = Json.object();
        data.put("id", row.generationId());
        data.putNull("upstream_id");
        data.put("model", row.servedModel());
        data.put("provider_name", row.provider());
        data.put("total_cost", row.cost());
        data.put("usage", row.cost());
        data.put("tokens_prompt", row.promptTokens());
        data.put("tokens_completion", row.completionTokens());
        data.put("native_tokens_prompt", row.promptTokens());
        data.put("native_tokens_completion", row.completionTokens());
        data.put("native_tokens_reasoning", row.reasoningTokens());
        data.put("native_tokens_cached", row.cachedTokens());
        data.put("finish_reason", row.finishReason());
        data.put("native_finish_reason", row.finishReason());
        data.put("cancelled", row.cancelled());
        data.put("streamed", row.streamed());
        var firstToken = row.firstTokenAt() == null ? row.finishedAt() : row.firstTokenAt();
        data.put("latency", Duration.between(row.acceptedAt(), firstToken).toMillis());
        data.put(
                "generation_time", Duration.between(row.acceptedAt(), row.finishedAt()).toMillis());
        data.put("created_at", row.acceptedAt().toString());
        data.put("is_byok", false);
        data.put("upstream_inference_cost", 0);
        data.putNull("cache_discount");
        data.putNull("num_search_results");
        return data;
    }

    private ObjectNode key() {
        var now = clock.instant().atZone(ZoneOffset.UTC);
        var today = now.toLocalDate();
        var data = Json.object();
        data.put("label", "sk-or-v1-loc...al");
        data.putNull("limit");
        data.putNull("limit_remaining");
        data.putNull("limit_reset");
        data.put("usage", book.total());
        data.put("usage_daily", since(today.atStartOfDay(ZoneOffset.UTC).toInstant()));
        data.put(
                "usage_weekly",
                since(today.with(DayOfWeek.MONDAY).atStartOfDay(ZoneOffset.UTC).toInstant()));
        data.put(
                "usage_monthly",
                since(today.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        data.put("is_free_tier", false);
        data.put("is_management_key", false);
        return data;
    }

    private BigDecimal since(Instant start) {
        return book.rows().stream()
                .filter(row -> !row.finishedAt().isBefore(start))
                .map(BillingRow::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private ObjectNode credits() {
        return Json.object().put("total_credits", CREDITS_BOUGHT).put("total_usage", book.total());
    }

    private static Reply found(Optional<ObjectNode> data) {
        return data.map(json -> Reply.json(200, Json.object().set("data", json)))
                .orElseGet(() -> Refusals.because(404, "not_found", "Not Found"));
    }
}
