package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/// List entries of models, with every field the real list has.
final class ModelJson {
    /// 1 August 2026: all of the shelf was stocked on one day.
    private static final long CREATED = 1_785_542_400L;

    private ModelJson() {}

    static ObjectNode entry(FakeModel model) {
        var json = Json.object();
        json.put("id", model.id());
        json.put("canonical_slug", model.datedSlug());
        json.putNull("hugging_face_id");
        json.put("name", model.name());
        json.put("created", CREATED);
        json.put("description", model.description());
        json.put("context_length", model.contextLength());
        json.set("architecture", architecture());
        json.set("pricing", model.prices().json());
        var top = json.putObject("top_provider");
        top.put("context_length", model.contextLength());
        top.put("max_completion_tokens", model.maxCompletionTokens());
        top.put("is_moderated", false);
        json.putNull("per_request_limits");
        json.set("supported_parameters", strings(model.supportedParameters()));
        json.putObject("default_parameters");
        if (model.supports("reasoning")) {
            var reasoning = json.putObject("reasoning");
            reasoning.put("mandatory", false);
            reasoning.putArray("supported_efforts").add("high").add("medium").add("low");
            reasoning.put("default_effort", "medium");
            reasoning.put("default_enabled", true);
            reasoning.put("supports_max_tokens", false);
        }
        json.putNull("knowledge_cutoff");
        json.putNull("expiration_date");
        json.putObject("links").put("details", "/api/v1/models/" + model.id() + "/endpoints");
        return json;
    }

    static ObjectNode endpoints(FakeModel model) {
        var json = Json.object();
        json.put("id", model.id());
        json.put("name", model.name());
        json.put("created", CREATED);
        json.put("description", model.description());
        json.set("architecture", architecture());
        var endpoint = json.putArray("endpoints").addObject();
        endpoint.put("name", model.provider() + " | " + model.datedSlug());
        endpoint.put("model_id", model.id());
        endpoint.put("model_name", model.name());
        endpoint.put("context_length", model.contextLength());
        endpoint.set("pricing", model.prices().json());
        endpoint.put("provider_name", model.provider());
        endpoint.put("tag", "local");
        endpoint.put("quantization", "unknown");
        endpoint.put("max_completion_tokens", model.maxCompletionTokens());
        endpoint.putNull("max_prompt_tokens");
        endpoint.set("supported_parameters", strings(model.supportedParameters()));
        endpoint.put("status", 0);
        endpoint.put("uptime_last_30m", 100);
        endpoint.put(
                "supports_implicit_caching",
                model.prices().lists("input_cache_read")
                        && !model.prices().lists("input_cache_write"));
        return json;
    }

    private static ObjectNode architecture() {
        var json = Json.object();
        json.put("modality", "text->text");
        json.putArray("input_modalities").add("text");
        json.putArray("output_modalities").add("text");
        json.put("tokenizer", "Other");
        json.putNull("instruct_type");
        return json;
    }

    private static ArrayNode strings(Collection<String> values) {
        var array = Json.array();
        values.forEach(array::add);
        return array;
    }
}
