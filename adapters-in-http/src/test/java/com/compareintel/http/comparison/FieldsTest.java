package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every field of the body at its bounds and one past them. In the tables `{n×x}` stands for `x`
/// repeated so many times, and `models` have to be given only where they matter.
final class FieldsTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)×(.)\\}");

    private final HttpApi api = HttpApi.start();
    private final String[] key = HttpApi.bearing(api.world.account(Tier.PRO_PLUS));

    @AfterEach
    void stop() {
        api.close();
    }

    /// A body in which these fields replace those of a good one.
    private static String body(String fields) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(HttpApi.HI);
        body.setAll((ObjectNode) JSON.readTree("{" + expanded(fields) + "}"));
        return body.toString();
    }

    private static String expanded(String text) {
        return REPEATED.matcher(text)
                .replaceAll(found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'prompt': 'x'",
                "'prompt': '{100000×x}'",
                "'prompt': ' \\n x'",
                "'prompt': 'a\\u0000b'",
                "'system': null",
                "'system': ''",
                "'system': '{20000×x}'",
                "'models': ['a/one', 'b/two', 'c/three']",
                "'conversation_id': null",
                "'parameters': null",
                "'parameters': {}",
                "'parameters': {'temperature': 0}",
                "'parameters': {'temperature': 2}",
                "'parameters': {'temperature': 2.000}",
                "'parameters': {'temperature': 0.1234567890123456789}",
                "'parameters': {'temperature': null}",
                "'parameters': {'top_p': 0}",
                "'parameters': {'top_p': 1}",
                "'parameters': {'top_p': null}",
                "'parameters': {'max_output_tokens': 256}",
                "'parameters': {'max_output_tokens': 65536}",
                "'parameters': {'max_output_tokens': null}",
                "'parameters': {'seed': -9223372036854775808}",
                "'parameters': {'seed': 9223372036854775807}",
                "'parameters': {'seed': null}",
                "'parameters': {'reasoning_effort': 'none'}",
                "'parameters': {'reasoning_effort': 'max'}",
                "'parameters': {'reasoning_effort': null}",
                "'store': false",
                "'store': true",
                "'store': null",
                "'cancel_on_disconnect': true",
                "'cancel_on_disconnect': null"
            })
    void what_is_within_its_bounds_is_accepted(String fields) throws IOException {
        Reply reply = api.start(body(fields.replace('\'', '"')), key);

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    prompt                        | 'prompt': null
                    prompt                        | 'prompt': ''
                    prompt                        | 'prompt': ' \\t\\n\\u2003'
                    prompt                        | 'prompt': '{100001×x}'
                    prompt                        | 'prompt': 7
                    prompt                        | 'prompt': ['Hi']
                    system                        | 'system': '{20001×x}'
                    system                        | 'system': {}
                    models                        | 'models': null
                    models                        | 'models': []
                    models                        | 'models': 'a/one'
                    models                        | 'models': {}
                    models[1]                     | 'models': ['a/one', 'a/one']
                    models[0]                     | 'models': [1]
                    models[0]                     | 'models': [null]
                    models[0]                     | 'models': ['']
                    models[0]                     | 'models': ['a one']
                    models[0]                     | 'models': ['a\\u0000one']
                    models[0]                     | 'models': ['{201×x}']
                    conversation_id               | 'conversation_id': ''
                    conversation_id               | 'conversation_id': 'abc'
                    conversation_id               | 'conversation_id': 7
                    conversation_id               | 'conversation_id': '{101×x}'
                    parameters                    | 'parameters': []
                    parameters                    | 'parameters': 'hot'
                    parameters.temperature        | 'parameters': {'temperature': -0.001}
                    parameters.temperature        | 'parameters': {'temperature': 2.001}
                    parameters.temperature        | 'parameters': {'temperature': '1'}
                    parameters.temperature        | 'parameters': {'temperature': 1e999999999}
                    parameters.temperature        | 'parameters': {'temperature': 1e-999999999}
                    parameters.top_p              | 'parameters': {'top_p': -0.001}
                    parameters.top_p              | 'parameters': {'top_p': 1.001}
                    parameters.top_p              | 'parameters': {'top_p': true}
                    parameters.max_output_tokens  | 'parameters': {'max_output_tokens': 255}
                    parameters.max_output_tokens  | 'parameters': {'max_output_tokens': 65537}
                    parameters.max_output_tokens  | 'parameters': {'max_output_tokens': 4294967552}
                    parameters.max_output_tokens  | 'parameters': {'max_output_tokens': 300.5}
                    parameters.max_output_tokens  | 'parameters': {'max_output_tokens': '300'}
                    parameters.seed               | 'parameters': {'seed': 9223372036854775808}
                    parameters.seed               | 'parameters': {'seed': -9223372036854775809}
                    parameters.seed               | 'parameters': {'seed': 0.5}
                    parameters.reasoning_effort   | 'parameters': {'reasoning_effort': 'LOW'}
                    parameters.reasoning_effort   | 'parameters': {'reasoning_effort': 3}
                    parameters.heat               | 'parameters': {'heat': null}
                    store                         | 'store': 'no'
                    store                         | 'store': 0
                    store                         | 'store': false, 'conversation_id': '019c0000-0000-7000-8000-000000000001'
                    cancel_on_disconnect          | 'cancel_on_disconnect': 'yes'
                    temperature                   | 'temperature': 1
                    Prompt                        | 'Prompt': 'Hi'
                    """)
    void what_is_past_its_bounds_is_refused_by_name_and_nothing_is_written(
            String field, String fields) throws IOException {
        String body = body(fields.replace('\'', '"'));

        Reply started = api.start(body, key);
        Reply estimated = api.post("/v1/comparisons/estimate", body, key);

        assertThat(started.status()).isEqualTo(422);
        assertThat(started.code()).isEqualTo("validation_failed");
        assertThat(started.wrongFields()).containsExactly(field);
        assertThat(started.json().at("/errors/0/message").asText()).isNotBlank();
        assertThat(estimated.json().path("errors")).isEqualTo(started.json().path("errors"));
        assertThat(api.world.isUntouched()).isTrue();
    }

    @Test
    void a_field_that_is_not_there_is_missed() {
        assertThat(api.start("{}", key).wrongFields()).containsExactly("prompt", "models");
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        Reply reply =
                api.start(
                        """
                        {"prompt": " ", "models": ["a/one", 2, "a/one"], "more": 1,
                         "parameters": {"top_p": 2, "less": 1}, "store": 1}\
                        """,
                        key);

        assertThat(reply.wrongFields())
                .containsExactlyInAnyOrder(
                        "prompt",
                        "models[1]",
                        "models[2]",
                        "more",
                        "parameters.top_p",
                        "parameters.less",
                        "store");
    }

    @Test
    void a_long_list_is_refused_as_a_whole_before_its_elements_are_looked_at() {
        List<String> names = IntStream.range(0, 101).mapToObj(i -> "\"m/" + i + "\"").toList();

        Reply most = api.start("{\"prompt\":\"Hi\",\"models\":" + names.subList(0, 100) + "}", key);
        Reply more = api.start("{\"prompt\":\"Hi\",\"models\":" + names + "}", key);

        assertThat(most.code()).isEqualTo("too_many_models");
        assertThat(more.code()).isEqualTo("validation_failed");
        assertThat(more.wrongFields()).containsExactly("models");
    }

    @Test
    void an_endless_field_name_is_not_repeated_in_full() {
        Reply long256 = api.start("{\"" + "n".repeat(256) + "\": 1}", key);
        Reply endless = api.start("{\"" + "n".repeat(40_000) + "\": 1}", key);

        assertThat(long256.status()).isEqualTo(422);
        assertThat(long256.text()).hasSizeLessThan(1_000);
        assertThat(endless.status()).isEqualTo(400);
        assertThat(endless.text()).hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"Hi\"", "1", "true", "null"})
    void json_that_is_no_object_is_refused(String body) {
        Reply reply = api.start(body, key);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("validation_failed");
        JsonNode error = reply.json().at("/errors/0");
        assertThat(error.path("message").asText()).isEqualTo("must be a JSON object");
        assertThat(api.world.isUntouched()).isTrue();
    }
}
