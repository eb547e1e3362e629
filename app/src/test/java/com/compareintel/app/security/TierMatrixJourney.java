package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.contract.Inputs;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every tier with models of every minimum tier, on every route that names models: asked is what
/// the tier includes, and nothing else.
@ExtendWith(Stage.Shared.class)
@Timeout(300)
final class TierMatrixJourney {
    /// They ask the models they name, or say what that would cost.
    private static final Set<String> ASKING =
            Set.of("POST /v1/comparisons", "POST /v1/comparisons/estimate");

    /// They name models of what was asked already, or note which somebody likes.
    private static final Set<String> NAMING =
            Set.of(
                    "POST /v1/comparisons/{id}/cancel",
                    "POST /v1/conversations/{id}/breakout",
                    "PUT /v1/me/preferences",
                    "POST /v1/presets",
                    "PUT /v1/presets/{id}");

    private final Stage stage;

    TierMatrixJourney(Stage stage) {
        this.stage = stage;
    }

    @Test
    void every_route_that_names_models_is_known_to_ask_them_or_not_to() {
        Set<String> naming = new TreeSet<>();
        Inputs.ofAll()
                .forEach((operation, inputs) -> {
                    if (inputs.stream()
                            .anyMatch(input -> input.lastName().matches(".*models?(_.*)?"))) {
                        naming.add(operation);
                    }
                });
        Set<String> known = new TreeSet<>(ASKING);
        known.addAll(NAMING);
        assertThat(naming).isEqualTo(known);
    }

    @Test
    void a_tier_asks_the_models_it_includes_and_no_other() {
        Map<Tier, String> models = oneOfEach();
        assertThat(models.keySet()).contains(Tier.ANONYMOUS, Tier.FREE, Tier.STARTER);
        for (Tier tier : Tier.values()) {
            List<String> credentials =
                    tier == Tier.ANONYMOUS ? List.of() : Stage.bearing(stage.product.key(tier));
            models.forEach((minimum, model) -> {
                boolean included = tier.compareTo(minimum) >= 0;
                for (String operation : ASKING) {
                    Answer answer = ask(operation, model, credentials);
                    assertThat(answer.status())
                            .as("%s of %s as %s", operation, model, tier)
                            .isEqualTo(included ? 200 : 403);
                    if (!included) {
                        assertThat(answer.body())
                                .contains(
                                        "\"code\":\"model_not_in_tier\"",
                                        "\"models\":[\"" + model + "\"]",
                                        "\"minimum_tier\":\"" + wireName(minimum) + "\"");
                    }
                }
                assertThat(shown(model, credentials).path("available").asBoolean())
                        .as("%s as %s", model, tier)
                        .isEqualTo(included);
            });
        }
    }

    /// A model that is not included is not smuggled in by one that is.
    @Test
    void one_model_too_many_refuses_them_all() {
        Map<Tier, String> models = oneOfEach();
        String key = stage.product.key(Tier.FREE);
        String body =
                "{\"prompt\":\"Why?\",\"models\":[\"%s\",\"%s\"]}"
                        .formatted(models.get(Tier.FREE), models.get(Tier.STARTER));
        Map<String, Long> before = Footprint.rows(stage.books);

        for (String operation : ASKING) {
            Answer answer = stage.post(operation.substring(5), body, Stage.bearing(key));

            assertThat(answer.status()).isEqualTo(403);
        }
        assertThat(Footprint.rows(stage.books)).isEqualTo(before);
    }

    private Map<Tier, String> oneOfEach() {
        Map<Tier, String> models = new LinkedHashMap<>();
        for (JsonNode model : Fill.json(stage.get("/v1/models", List.of()).body()).path("data")) {
            String id = model.path("id").asText();
            if (id.startsWith("demo/")) {
                String minimum = model.path("minimum_tier").asText().toUpperCase(Locale.ROOT);
                models.putIfAbsent(Tier.valueOf(minimum), id);
            }
        }
        return models;
    }

    private Answer ask(String operation, String model, List<String> credentials) {
        return stage.post(
                operation.substring(5),
                "{\"prompt\":\"Why?\",\"models\":[\"%s\"],\"store\":false}".formatted(model),
                credentials);
    }

    private JsonNode shown(String model, List<String> credentials) {
        return Fill.json(stage.get("/v1/models/" + model, credentials).body());
    }

    private static String wireName(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
