package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.credit.Usd;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListParserTest {
    private static List<ModelListing> parsed(String... entries) throws ModelsUnreadable {
        return ModelListParser.parse(
                        Replayed.bytes("{\"data\":[" + String.join(",", entries) + "]}"))
                .models();
    }

    private static ModelListing one(String fields) throws ModelsUnreadable {
        return parsed("{\"id\":\"acme/one\"," + fields + "}").getFirst();
    }

    private static ModelPrice price(String pricing) throws ModelsUnreadable {
        return one("\"pricing\":" + pricing).price().orElseThrow();
    }

    private static Rates rates(String input, String output, String request) {
        return new Rates(Usd.of(input), Usd.of(output), Usd.of(request));
    }

    @Test
    void an_entry_is_read_as_openrouter_writes_it() throws ModelsUnreadable {
        ModelListing listing =
                one(
                        """
                        "name":"Acme: One (free)","description":"Good.","context_length":8192,
                        "architecture":{"input_modalities":["text","image"],
                        "output_modalities":["text"]},
                        "pricing":{"prompt":"0.0000001","completion":"0.0000004"},
                        "top_provider":{"context_length":4096,"max_completion_tokens":2048},
                        "supported_parameters":["temperature","seed"],"links":{"details":"x"}
                        """);

        assertThat(listing.name()).isEqualTo("One (free)");
        assertThat(listing.provider()).isEqualTo("Acme");
        assertThat(listing.description()).isEqualTo("Good.");
        assertThat(listing.contextLength()).hasValue(8192);
        assertThat(listing.maxOutputTokens()).hasValue(2048);
        assertThat(listing.inputModalities()).containsExactly("text", "image");
        assertThat(listing.supportedParameters()).containsOnly("temperature", "seed");
        assertThat(listing.reasoning()).isEqualTo(Reasoning.NONE);
        assertThat(listing.price()).contains(ModelPrice.flat(rates("0.0000001", "0.0000004", "0")));
    }

    @Test
    void an_entry_is_read_as_plain_servers_write_it() throws ModelsUnreadable {
        ModelListing listing = one("\"object\":\"model\",\"created\":1,\"owned_by\":\"library\"");

        assertThat(listing.name()).isEqualTo("acme/one");
        assertThat(listing.provider()).isEqualTo("library");
        assertThat(listing.contextLength()).isEmpty();
        assertThat(listing.price()).isEmpty();
        assertThat(listing.supportedParameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"~acme/latest\"}",
                "{\"id\":\"\"}",
                "{\"id\":\"with blank\"}",
                "{\"id\":7}",
                "{}",
                "7",
                "null",
                "{\"id\":\"a\",\"architecture\":{\"output_modalities\":[\"image\"]}}",
                "{\"id\":\"a\",\"architecture\":{\"input_modalities\":[\"audio\"]}}"
            })
    void what_could_never_be_sold_is_left_out(String entry) throws ModelsUnreadable {
        List<ModelListing> models = parsed(entry, "{\"id\":\"acme/one\"}");

        assertThat(models).extracting(listing -> listing.id().value()).contains("acme/one");
        assertThat(models).hasSizeLessThanOrEqualTo(2);
        assertThat(models).noneMatch(listing -> listing.id().value().startsWith("~"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"0.00000008333333333333334\",\"completion\":\"1E-7\"} | "
                        + "0.00000008333333333333334 | 0.0000001 | 0",
                "{\"prompt\":0.5,\"completion\":1} | 0.5 | 1 | 0",
                "{\"prompt\":\"0\",\"completion\":\"0\"} | 0 | 0 | 0",
                "{\"prompt\":\"1\",\"completion\":\"2\",\"request\":\"0.002\"} | 1 | 2 | 0.002",
                "{\"prompt\":\"1\",\"completion\":\"2\",\"internal_reasoning\":\"3\"} | 1 | 3 | 0",
                "{\"prompt\":\"1\",\"completion\":\"2\",\"internal_reasoning\":\"0\"} | 1 | 2 | 0",
                "{\"prompt\":\"1\",\"completion\":\"2\",\"image\":\"-1\",\"discount\":0} | 1 | 2 | 0"
            })
    void prices_are_exact(String pricing, String input, String output, String request)
            throws ModelsUnreadable {
        assertThat(price(pricing)).isEqualTo(ModelPrice.flat(rates(input, output, request)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input_cache_read\":\"0.1\",\"input_cache_write\":\"1.25\" | 0.1 | 1.25",
                "\"input_cache_read\":\"0.1\" | 0.1 |",
                "\"input_cache_read\":\"7\" | 1 |",
                "\"input_cache_read\":\"-1\",\"input_cache_write\":\"free\" | 1 |",
                "\"input_cache_read\":null,\"input_cache_write\":null | 1 |"
            })
    void prices_of_the_cache_are_read_where_they_make_sense(
            String fields, String cached, @Nullable String kept) throws ModelsUnreadable {
        assertThat(price("{\"prompt\":\"1\",\"completion\":\"2\"," + fields + "}").base())
                .isEqualTo(
                        new Rates(
                                Usd.of("1"),
                                Usd.of("2"),
                                Usd.ZERO,
                                Usd.of(cached),
                                Optional.ofNullable(kept).map(Usd::of)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "\"free\"",
                "{\"prompt\":\"1\"}",
                "{\"completion\":\"1\"}",
                "{\"prompt\":\"-1\",\"completion\":\"-1\"}",
                "{\"prompt\":\"1\",\"completion\":\"varies\"}",
                "{\"prompt\":\"NaN\",\"completion\":\"1\"}",
                "{\"prompt\":\"Infinity\",\"completion\":\"1\"}",
                "{\"prompt\":\"1\",\"completion\":\"1e999999999\"}",
                "{\"prompt\":null,\"completion\":\"1\"}",
                "{\"prompt\":\"\",\"completion\":\"1\"}",
                "{\"prompt\":true,\"completion\":\"1\"}",
                "{\"prompt\":\"1\",\"completion\":\"1\",\"request\":\"-1\"}",
                "{\"prompt\":\"1\",\"completion\":\"1\",\"internal_reasoning\":\"?\"}",
                "{\"prompt\":\"1\",\"completion\":\"1\",\"overrides\":[{\"prompt\":\"-1\"}]}",
                "{\"prompt\":\"1\",\"completion\":\"1\",\"overrides\":[{\"min_prompt_tokens\":-5}]}",
                "{\"prompt\":\"1\",\"completion\":\"1\",\"overrides\":[{\"min_prompt_tokens\":\"x\"}]}"
            })
    void without_a_proper_price_there_is_none(String pricing) throws ModelsUnreadable {
        assertThat(one("\"pricing\":" + pricing).price()).isEmpty();
    }

    @Test
    void overrides_are_complete_and_later_ones_build_on_those_that_hold_as_well()
            throws ModelsUnreadable {
        ModelPrice price =
                price(
                        """
                        {"prompt":"1","completion":"2","overrides":[
                        {"min_prompt_tokens":200,"prompt":"3"},
                        {"min_prompt_tokens":400,"completion":"5"},
                        {"utc_start":"2200","utc_end":"0600","completion":"9"}]}
                        """);

        assertThat(price.of(200)).isEqualTo(rates("1", "2", "0"));
        assertThat(price.of(201)).isEqualTo(rates("3", "2", "0"));
        assertThat(price.of(401)).isEqualTo(rates("3", "5", "0"));
        assertThat(price.bound(100)).isEqualTo(rates("1", "9", "0"));
        assertThat(price.bound(401)).isEqualTo(rates("3", "9", "0"));
    }

    static Stream<Arguments> reasonings() {
        return Stream.of(
                Arguments.of("\"reasoning\":{\"mandatory\":true}", Reasoning.BY_DEFAULT),
                Arguments.of("\"reasoning\":{\"default_enabled\":true}", Reasoning.BY_DEFAULT),
                Arguments.of("\"reasoning\":{\"default_enabled\":false}", Reasoning.ON_REQUEST),
                Arguments.of("\"supported_parameters\":[\"reasoning\"]", Reasoning.ON_REQUEST),
                Arguments.of("\"reasoning\":null", Reasoning.NONE),
                Arguments.of("\"supported_parameters\":[\"seed\"]", Reasoning.NONE));
    }

    @ParameterizedTest
    @MethodSource("reasonings")
    void whether_it_reasons_follows_from(String fields, Reasoning reasoning)
            throws ModelsUnreadable {
        assertThat(one(fields).reasoning()).isEqualTo(reasoning);
    }

    @Test
    void names_are_bounded_and_without_control_characters() throws ModelsUnreadable {
        ModelListing listing =
                one(
                        "\"name\":\"a\\u0000\\u001b[31m\\ud800b"
                                + "x".repeat(300)
                                + "\",\"description\":\""
                                + "y".repeat(9_000)
                                + "\"");

        assertThat(listing.name()).startsWith("a[31mbx").hasSize(200);
        assertThat(listing.description()).hasSize(4_000);
    }

    @Test
    void the_window_is_taken_from_the_top_provider_if_the_model_names_none()
            throws ModelsUnreadable {
        ModelListing listing =
                one("\"context_length\":null,\"top_provider\":{\"context_length\":4096}");

        assertThat(listing.contextLength()).hasValue(4096);
        assertThat(listing.maxOutputTokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"data\":7}", "{\"data\":[", "null", "\"x\""})
    void what_is_no_list_is_refused(String body) {
        assertThatThrownBy(() -> ModelListParser.parse(Replayed.bytes(body)))
                .isInstanceOf(ModelsUnreadable.class);
    }
}
