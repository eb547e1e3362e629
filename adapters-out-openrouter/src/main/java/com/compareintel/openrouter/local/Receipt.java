package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;

/// What a call used and cost.
record Receipt(TokenCount tokens, BigDecimal cost) {
    /// The `usage` object, told as truthfully as `script` has it.
    ObjectNode usage(Script script) {
        var usage = Json.object();
        usage.put("prompt_tokens", tokens.prompt());
        usage.put("completion_tokens", tokens.completion());
        usage.put("total_tokens", tokens.total());
        putCost(usage, script);
        usage.put("is_byok", false);
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", tokens.share().read())
                .put("cache_write_tokens", tokens.share().written())
                .put("audio_tokens", 0)
                .put("video_tokens", 0);
        if (!script.has(Quirk.COST_ABSENT)) {
            usage.putObject("cost_details").putNull("upstream_inference_cost");
        }
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", tokens.reasoning())
                .put("image_tokens", 0)
                .put("audio_tokens", 0);
        return usage;
    }

    private void putCost(ObjectNode usage, Script script) {
        if (script.has(Quirk.COST_NULL)) {
            usage.putNull("cost");
        } else if (script.has(Quirk.COST_ZERO)) {
            usage.put("cost", 0);
        } else if (script.has(Quirk.COST_EXPONENT)) {
            usage.putRawValue("cost", new RawValue(cost.unscaledValue() + "e-" + cost.scale()));
        } else if (!script.has(Quirk.COST_ABSENT)) {
            usage.put("cost", cost);
        }
    }
}
