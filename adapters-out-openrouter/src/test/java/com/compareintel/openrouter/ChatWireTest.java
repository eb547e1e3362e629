package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.ReasoningEffort;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.Question;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatWireTest {
    private static final Parameters ALL =
            new Parameters(
                    Optional.of(new BigDecimal("0.7")),
                    Optional.of(new BigDecimal("1")),
                    OptionalInt.empty(),
                    OptionalLong.of(42),
                    Optional.of(ReasoningEffort.HIGH));

    private static Question question(Parameters parameters, Rates rates) {
        return new Question(
                new ModelId("x/y"),
                List.of(
                        new Message(Message.Role.SYSTEM, "Be brief."),
                        new Message(Message.Role.USER, "\"Hi\" é😀\n"),
                        new Message(Message.Role.ASSISTANT, "Hello."),
                        new Message(Message.Role.USER, "Again.")),
                4_000,
                parameters,
                rates,
                "session-1");
    }

    private static String written(Dialect dialect, Question question) {
        return new String(
                new ChatWire(dialect, true, "max_completion_tokens", Pins.NONE).request(question),
                StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void openrouter_is_sent_everything_asked_for_and_the_rates_as_a_cap()
            throws JsonProcessingException {
        Rates rates = new Rates(Usd.of("0.0000025"), Usd.of("0.00001"), Usd.of("0.005"));

        JsonNode sent = json(written(Dialect.OPENROUTER, question(ALL, rates)));

        assertThat(sent)
                .isEqualTo(
                        json(
                                """
                                {"model":"x/y","messages":[
                                {"role":"system","content":"Be brief."},
                                {"role":"user","content":"\\"Hi\\" é😀\\n"},
                                {"role":"assistant","content":"Hello."},
                                {"role":"user","content":"Again."}],
                                "stream":true,"max_completion_tokens":4000,
                                "temperature":0.7,"top_p":1,"seed":42,
                                "reasoning":{"effort":"high"},
                                "provider":{"max_price":{"prompt":2.500001,"completion":10.000001,
                                "request":0.005}},
                                "session_id":"session-1"}
                                """));
    }

    private static final Question FOLLOW_UP =
            new Question(
                    new ModelId("x/y"),
                    List.of(
                            new Message(Message.Role.SYSTEM, "Be brief.", true),
                            new Message(Message.Role.USER, "Hi"),
                            new Message(Message.Role.ASSISTANT, "Hello \"you\".\n", true),
                            new Message(Message.Role.USER, "Again.")),
                    4_000,
                    Parameters.DEFAULTS,
                    Rates.FREE,
                    "");

    @Test
    void a_mark_changes_the_form_of_a_message_and_not_its_text() throws JsonProcessingException {
        JsonNode sent = json(written(Dialect.OPENROUTER, FOLLOW_UP)).path("messages");

        assertThat(sent)
                .isEqualTo(
                        json(
                                """
                                [{"role":"system","content":[{"type":"text","text":"Be brief.",
                                "cache_control":{"type":"ephemeral"}}]},
                                {"role":"user","content":"Hi"},
                                {"role":"assistant","content":[{"type":"text",
                                "text":"Hello \\"you\\".\\n",
                                "cache_control":{"type":"ephemeral"}}]},
                                {"role":"user","content":"Again."}]
                                """));
    }

    @Test
    void plain_servers_are_never_sent_a_mark() throws JsonProcessingException {
        JsonNode sent = json(written(Dialect.OPENAI, FOLLOW_UP)).path("messages");

        assertThat(sent).hasSize(4).allMatch(message -> message.path("content").isTextual());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x/*=ex; [\"ex\"]",
                "x/y=b|a, x/*=c; [\"b\",\"a\"]",
                "*=google-vertex/europe; [\"google-vertex/europe\"]"
            })
    void a_pinned_model_is_served_by_its_providers_alone(String pins, String order)
            throws JsonProcessingException {
        JsonNode provider =
                json(new String(
                                new ChatWire(
                                                Dialect.OPENROUTER,
                                                false,
                                                "max_completion_tokens",
                                                Pins.parse(pins))
                                        .request(FOLLOW_UP),
                                StandardCharsets.UTF_8))
                        .path("provider");

        assertThat(provider).isEqualTo(json("{\"order\":" + order + ",\"allow_fallbacks\":false}"));
    }

    @Test
    void what_nobody_asked_for_is_not_sent() throws JsonProcessingException {
        JsonNode sent =
                json(written(Dialect.OPENROUTER, question(Parameters.DEFAULTS, Rates.FREE)));

        assertThat(sent.fieldNames())
                .toIterable()
                .containsExactly(
                        "model",
                        "messages",
                        "stream",
                        "max_completion_tokens",
                        "provider",
                        "session_id");
        assertThat(sent.path("provider").path("max_price").path("prompt").asInt()).isZero();
    }

    @Test
    void plain_servers_are_sent_what_they_understand() throws JsonProcessingException {
        JsonNode sent = json(written(Dialect.OPENAI, question(ALL, Rates.FREE)));

        assertThat(sent.fieldNames())
                .toIterable()
                .containsExactly(
                        "model",
                        "messages",
                        "stream",
                        "max_completion_tokens",
                        "temperature",
                        "top_p",
                        "seed",
                        "stream_options",
                        "reasoning_effort");
        assertThat(sent.path("stream_options").path("include_usage").asBoolean()).isTrue();
        assertThat(sent.path("reasoning_effort").asText()).isEqualTo("high");
    }

    @Test
    void the_output_limit_can_have_its_old_name() {
        byte[] sent =
                new ChatWire(Dialect.OPENAI, true, "max_tokens", Pins.NONE)
                        .request(question(ALL, Rates.FREE));

        assertThat(new String(sent, StandardCharsets.UTF_8))
                .contains("\"max_tokens\":4000")
                .doesNotContain("max_completion_tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "0.00000008333333333333334, 0.083335",
        "0.0000001, 0.100001",
        "0.00000000000001, 0.000002",
        "1, 1000000.000001"
    })
    void a_cap_is_never_below_the_price_and_hardly_above(String perToken, String perMillion) {
        Rates rates = new Rates(Usd.of(perToken), Usd.ZERO, Usd.ZERO);

        assertThat(written(Dialect.OPENROUTER, question(Parameters.DEFAULTS, rates)))
                .contains("\"max_price\":{\"prompt\":" + perMillion + ",\"completion\":0,");
    }

    @Test
    void pins_stand_beside_the_cap_and_bind_no_other_model() {
        Pins pins = Pins.parse("x/y=ex,other/*=not-this");

        String sent =
                new String(
                        new ChatWire(Dialect.OPENROUTER, true, "max_completion_tokens", pins)
                                .request(FOLLOW_UP),
                        StandardCharsets.UTF_8);

        assertThat(sent)
                .contains(
                        "\"provider\":{\"order\":[\"ex\"],\"allow_fallbacks\":false,\"max_price\":{")
                .doesNotContain("not-this");
        assertThat(Pins.parse("x/z=ex").of(new ModelId("x/y"))).isEmpty();
    }

    @Test
    void the_cap_can_be_left_out() {
        byte[] sent =
                new ChatWire(Dialect.OPENROUTER, false, "max_completion_tokens", Pins.NONE)
                        .request(question(ALL, Rates.FREE));

        assertThat(new String(sent, StandardCharsets.UTF_8)).doesNotContain("max_price");
    }

    @ParameterizedTest
    @CsvSource({
        "https://openrouter.ai/api/v1, OPENROUTER",
        "https://eu.openrouter.ai/api/v1/, OPENROUTER",
        "http://127.0.0.1:4711/api/v1, OPENROUTER",
        "https://api.openai.com/v1, OPENAI",
        "http://localhost:11434/v1, OPENAI",
        "https://notopenrouter.ai/v1, OPENAI"
    })
    void the_dialect_follows_from_the_address(URI baseUrl, Dialect dialect) {
        assertThat(Dialect.AUTO.resolvedFor(UpstreamAddress.of(baseUrl))).isEqualTo(dialect);
        assertThat(Dialect.OPENAI.resolvedFor(UpstreamAddress.of(baseUrl)))
                .isEqualTo(Dialect.OPENAI);
    }
}
