package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a model costs, exactly as its list entry says: US dollars per unit as decimal strings, and
/// special prices under conditions, of which later ones win (`overrides` in the list).
record Prices(Map<String, String> perUnit, List<Special> specials) {
    private static final Map<String, String> STANDARD =
            Map.of("prompt", "0.0000001", "completion", "0.0000004");

    private static final DateTimeFormatter HHMM = DateTimeFormatter.ofPattern("HHmm");

    Prices {
        perUnit = Map.copyOf(perUnit);
        specials = List.copyOf(specials);
    }

    /// The usual price of a fake: US$ 0.10 and 0.40 per million tokens, within every tier.
    static Prices standard() {
        return new Prices(STANDARD, List.of());
    }

    /// US dollars per million prompt and completion tokens.
    static Prices perMillion(String prompt, String completion) {
        return new Prices(
                Map.of("prompt", perToken(prompt), "completion", perToken(completion)), List.of());
    }

    private static String perToken(String perMillion) {
        return new BigDecimal(perMillion).movePointLeft(6).stripTrailingZeros().toPlainString();
    }

    Prices with(String unit, String price) {
        var more = new LinkedHashMap<>(perUnit);
        more.put(unit, price);
        return new Prices(more, specials);
    }

    Prices without(String unit) {
        var fewer = new LinkedHashMap<>(perUnit);
        fewer.remove(unit);
        return new Prices(fewer, specials);
    }

    Prices specially(Special... conditional) {
        return new Prices(perUnit, List.of(conditional));
    }

    /// What is charged for `used` at `at`. Reasoning is charged at `internal_reasoning` where that
    /// is listed, else like any completion token; what was read from the cache or written to it at
    /// the prices of the cache, where these are listed. A price that is missing or no proper number
    /// is charged as the standard one: behind a router there is always a model that costs
    /// something.
    BigDecimal charge(TokenCount used, Instant at) {
        var prompt = rate("prompt", used, at);
        var completion = rate("completion", used, at);
        var reasoning =
                lists("internal_reasoning") ? rate("internal_reasoning", used, at) : completion;
        var share = used.share();
        var fresh = used.prompt() - share.read() - share.written();
        var read = lists("input_cache_read") ? rate("input_cache_read", used, at) : prompt;
        var written = lists("input_cache_write") ? rate("input_cache_write", used, at) : prompt;
        return prompt.multiply(BigDecimal.valueOf(fresh))
                .add(read.multiply(BigDecimal.valueOf(share.read())))
                .add(written.multiply(BigDecimal.valueOf(share.written())))
                .add(
                        completion.multiply(
                                BigDecimal.valueOf((long) used.completion() - used.reasoning())))
                .add(reasoning.multiply(BigDecimal.valueOf(used.reasoning())))
                .add(rate("request", used, at));
    }

    /// Whether the list has a price for this unit.
    boolean lists(String unit) {
        return perUnit.containsKey(unit);
    }

    private BigDecimal rate(String unit, TokenCount used, Instant at) {
        var listed = perUnit.get(unit);
        for (var special : specials) {
            if (special.applies(used.prompt(), at)) {
                listed = special.perUnit().getOrDefault(unit, listed);
            }
        }
        return proper(unit, listed);
    }

    /// The listed price of one unit; the standard one where the list has none or no proper number.
    BigDecimal listed(String unit) {
        return proper(unit, perUnit.get(unit));
    }

    private static BigDecimal proper(String unit, @Nullable String listed) {
        return isPrice(listed)
                ? new BigDecimal(listed)
                : new BigDecimal(STANDARD.getOrDefault(unit, "0"));
    }

    private static boolean isPrice(@Nullable String listed) {
        return listed != null && listed.matches("\\d+(\\.\\d+)?");
    }

    ObjectNode json() {
        var json = Json.object();
        perUnit.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(price -> json.put(price.getKey(), price.getValue()));
        if (!specials.isEmpty()) {
            var list = json.putArray("overrides");
            specials.forEach(special -> list.add(special.json()));
        }
        return json;
    }

    /// Prices that replace the listed ones when the prompt has more than `minPromptTokens` tokens
    /// (0: any) and the time of day in UTC is from `utcStart` up to `utcEnd` (HHMM, may wrap
    /// midnight; both empty: any).
    record Special(
            int minPromptTokens, String utcStart, String utcEnd, Map<String, String> perUnit) {
        Special {
            perUnit = Map.copyOf(perUnit);
        }

        boolean applies(int promptTokens, Instant at) {
            return (minPromptTokens == 0 || promptTokens > minPromptTokens) && withinHours(at);
        }

        private boolean withinHours(Instant at) {
            if (utcStart.isEmpty()) {
                return true;
            }
            var now = LocalTime.ofInstant(at, ZoneOffset.UTC);
            var start = LocalTime.parse(utcStart, HHMM);
            var end = LocalTime.parse(utcEnd, HHMM);
            var afterStart = !now.isBefore(start);
            var beforeEnd = now.isBefore(end);
            return start.isBefore(end) ? afterStart && beforeEnd : afterStart || beforeEnd;
        }

        ObjectNode json() {
            var json = Json.object();
            if (minPromptTokens > 0) {
                json.put("min_prompt_tokens", minPromptTokens);
            }
            if (!utcStart.isEmpty()) {
                json.put("utc_start", utcStart).put("utc_end", utcEnd);
            }
            perUnit.forEach(json::put);
            return json;
        }
    }
}
