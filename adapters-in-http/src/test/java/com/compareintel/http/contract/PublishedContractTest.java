package com.compareintel.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.ReasoningEffort;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.problem.ProblemCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PublishedContractTest {
    private static final Map<String, List<String>> JSON =
            Map.of(
                    "Content-Type", List.of("application/json"),
                    "X-Request-Id", List.of("r"));

    private final PublishedContract contract = PublishedContract.published();
    private final JsonNode document = contract.document();

    @Test
    void every_reference_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        document.findValuesAsText("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .forEach(broken::add);

        assertThat(broken).isEmpty();
    }

    @Test
    void every_schema_is_one() {
        var meta =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of(
                                        "https://json-schema.org/draft/2020-12/schema"));

        document.at("/components/schemas")
                .properties()
                .forEach(schema ->
                        assertThat(meta.validate(schema.getValue())).as(schema.getKey()).isEmpty());
    }

    @Test
    void every_example_is_what_its_schema_says() {
        for (PublishedContract.Operation operation : contract.operations()) {
            JsonNode here = document.at(operation.pointer());
            examples(contract.resolved(here.path("requestBody")), operation);
            here.path("responses")
                    .forEach(response -> examples(contract.resolved(response), operation));
        }
    }

    private void examples(JsonNode holder, PublishedContract.Operation operation) {
        holder.path("content")
                .properties()
                .forEach(content -> {
                    String schema = PublishedContract.name(content.getValue().path("schema"));
                    content.getValue()
                            .path("examples")
                            .forEach(example -> {
                                JsonNode value = contract.resolved(example).path("value");
                                assertThat(
                                                schema.equals("EventStream")
                                                        ? StreamCheck.complaints(
                                                                stream(value.asText()))
                                                        : contract.complaints(schema, value))
                                        .as("%s %s", operation.method(), operation.path())
                                        .isEmpty();
                            });
                });
    }

    private static Exchange stream(String body) {
        return new Exchange("GET", "/v1/comparisons/x/events", 200, Map.of(), body, true);
    }

    @Test
    void every_operation_that_answers_or_takes_json_has_an_example() {
        for (PublishedContract.Operation operation : contract.operations()) {
            JsonNode here = document.at(operation.pointer());
            List<JsonNode> holders = new ArrayList<>();
            holders.add(contract.resolved(here.path("requestBody")));
            here.path("responses")
                    .properties()
                    .forEach(response -> {
                        if (response.getKey().startsWith("2")) {
                            holders.add(contract.resolved(response.getValue()));
                        }
                    });
            for (JsonNode holder : holders) {
                JsonNode json = holder.path("content").path("application/json");
                if (!json.isMissingNode()) {
                    assertThat(json.path("examples"))
                            .as("%s %s", operation.method(), operation.path())
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void it_knows_every_problem_code_and_no_other() {
        TreeSet<String> documented = new TreeSet<>();
        document.at("/components/schemas/Problem/properties/code/enum")
                .forEach(code -> documented.add(code.asText()));

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::wireName).toList());
    }

    @Test
    void its_lists_of_words_are_those_of_the_code() {
        assertThat(words("FinishReason")).isEqualTo(named(FinishReason.values()));
        assertThat(words("FailureCode")).isEqualTo(named(FailureCode.values()));
        assertThat(words("CostSource")).isEqualTo(named(CostSource.values()));
        assertThat(words("ComparisonStatus")).isEqualTo(named(ComparisonStatus.values()));
        assertThat(words("TierName")).isEqualTo(named(Tier.values()));
        assertThat(words("CompareRequest/properties/parameters/properties/reasoning_effort"))
                .isEqualTo(named(ReasoningEffort.values()));
    }

    private Set<String> words(String schema) {
        Set<String> words = new TreeSet<>();
        for (JsonNode word : document.at("/components/schemas/" + schema + "/enum")) {
            if (!word.isNull()) {
                words.add(word.asText());
            }
        }
        return words;
    }

    private static Set<String> named(Enum<?>[] constants) {
        Set<String> names = new TreeSet<>();
        for (Enum<?> constant : constants) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    @Test
    void the_check_finds_a_status_a_header_and_a_property_that_are_not_documented() {
        assertThat(check(200, JSON, "{\"status\":\"UP\"}")).isEmpty();
        assertThat(check(418, JSON, "{\"status\":\"UP\"}")).isNotEmpty();
        assertThat(check(200, JSON, "{\"status\":\"UP\",\"more\":1}")).isNotEmpty();
        assertThat(check(200, JSON, "{\"status\":\"ill\"}")).isNotEmpty();
        assertThat(
                        check(
                                200,
                                Map.of(
                                        "Content-Type", List.of("application/json"),
                                        "X-Request-Id", List.of("r"),
                                        "X-Secret", List.of("s")),
                                "{\"status\":\"UP\"}"))
                .isNotEmpty();
        assertThat(
                        check(
                                200,
                                Map.of("Content-Type", List.of("application/json")),
                                "{\"status\":\"UP\"}"))
                .isNotEmpty();
    }

    private static List<String> check(int status, Map<String, List<String>> headers, String body) {
        return ContractCheck.complaints(
                new Exchange("GET", "/health/liveness", status, headers, body, true));
    }

    @Test
    void the_check_finds_streams_that_are_not_as_published() {
        String opening = "retry: 500\n\n:\n\n";
        String event = "id: a\nevent: answer.cancelled\ndata: {\"model\":\"m\",\"attempt\":1}\n\n";

        assertThat(StreamCheck.complaints(stream(opening + event))).isEmpty();
        assertThat(StreamCheck.complaints(stream(event))).isNotEmpty();
        assertThat(StreamCheck.complaints(stream(opening + event + event))).isNotEmpty();
        assertThat(StreamCheck.complaints(stream(opening + event.replace("attempt", "x"))))
                .isNotEmpty();
        assertThat(StreamCheck.complaints(stream(opening + event.replace("answer.c", "answer.k"))))
                .isNotEmpty();
        assertThat(StreamCheck.complaints(stream(opening + event.strip()))).isNotEmpty();
    }
}
