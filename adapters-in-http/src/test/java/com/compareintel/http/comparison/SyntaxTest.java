package com.compareintel.http.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Size, type and syntax of bodies, before anything else is looked at.
final class SyntaxTest {
    private static final int MOST_BYTES = 2 << 20;

    private final HttpApi api = HttpApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private Reply post(byte[] body, String... headers) {
        return api.send(api.request("POST", "/v1/comparisons", body, headers));
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("blanks", utf8(" \n ")),
                Arguments.of("half an object", utf8("{\"prompt\": \"Hi\"")),
                Arguments.of("a name twice", utf8("{\"store\": true, \"store\": true}")),
                Arguments.of(
                        "a name twice inside",
                        utf8("{\"parameters\": {\"seed\": 1, \"seed\": 2}}")),
                Arguments.of("something behind the end", utf8(HttpApi.HI + " x")),
                Arguments.of("two objects", utf8(HttpApi.HI + HttpApi.HI)),
                Arguments.of("no number", utf8("{\"parameters\": {\"temperature\": NaN}}")),
                Arguments.of("infinity", utf8("{\"parameters\": {\"temperature\": Infinity}}")),
                Arguments.of("a leading zero", utf8("{\"parameters\": {\"seed\": 01}}")),
                Arguments.of("a plus", utf8("{\"parameters\": {\"seed\": +1}}")),
                Arguments.of(
                        "101 digits",
                        utf8("{\"parameters\": {\"seed\": " + "1".repeat(101) + "}}")),
                Arguments.of(
                        "an exponent that is none",
                        utf8("{\"parameters\": {\"top_p\": 1e99999999999}}")),
                Arguments.of("single quotes", utf8("{'prompt': 'Hi'}")),
                Arguments.of("a comment", utf8("{/* Hi */}")),
                Arguments.of("a trailing comma", utf8("{\"prompt\": \"Hi\",}")),
                Arguments.of("a bare line break", utf8("{\"prompt\": \"a\nb\"}")),
                Arguments.of("33 levels", utf8("[".repeat(33) + "]".repeat(33))),
                Arguments.of("50 000 levels", utf8("[".repeat(50_000))),
                Arguments.of("a cut character", cut("{\"prompt\": \"é", "\"}")),
                Arguments.of("another character set", HttpApi.HI.getBytes(StandardCharsets.UTF_16)),
                Arguments.of("two bytes each", HttpApi.HI.getBytes(StandardCharsets.UTF_16LE)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// UTF-8 in which the last byte of the first text is missing.
    private static byte[] cut(String first, String second) {
        byte[] head = utf8(first);
        return concat(Arrays.copyOf(head, head.length - 1), utf8(second));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void what_is_not_json_is_malformed(String what, byte[] body) {
        Reply reply = post(body, "Content-Type", "application/json");

        assertThat(reply.status()).as(what).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("malformed_request");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(api.world.isUntouched()).isTrue();
    }

    @Test
    void the_place_of_the_mistake_is_told_and_nothing_of_the_text() {
        Reply reply = post(utf8("{\n  \"prompt\": secret}"));

        assertThat(reply.json().path("detail").asText())
                .isEqualTo("The body is not JSON: line 2, column 13.");
    }

    @Test
    void a_name_that_is_repeated_is_called_by_its_name() {
        assertThat(detail("{\"store\": true, \"store\": true}"))
                .startsWith("The field \"store\" is repeated: line 1, column ");
        assertThat(detail("{\"parameters\": {\"seed\": 1, \"seed\": 2}}")).contains("\"seed\"");
        assertThat(detail("{\"a\\\"b\": 1, \"a\\\"b\": 2}")).contains("\"a\"b\" is repeated");
    }

    private String detail(String body) {
        Reply reply = post(utf8(body));
        assertThat(reply.code()).isEqualTo("malformed_request");
        return reply.json().path("detail").asText();
    }

    @Test
    void what_follows_the_end_is_called_that() {
        assertThat(detail("{} {}")).startsWith("The body goes on behind its end: line 1, column ");
    }

    @Test
    void names_texts_and_values_are_read_up_to_a_number_and_no_further() {
        assertThat(post(utf8("{\"" + "n".repeat(256) + "\": 1}")).status()).isEqualTo(422);
        assertThat(detail("{\"" + "n".repeat(257) + "\": 1}")).contains("256 characters of a name");

        assertThat(post(utf8("[" + "1,".repeat(9_997) + "1]")).status()).isEqualTo(422);
        assertThat(detail("[" + "1,".repeat(9_998) + "1]")).contains("10000 names and values");

        String text = "t".repeat(1 << 18);
        assertThat(post(utf8("{\"prompt\": \"" + text + "\"}")).text())
                .contains("at most 100000 characters");
        Reply tooLong = post(utf8("{\"parameters\": {\"seed\": \"" + text + "t\"}}"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.wrongFields()).containsExactly("parameters.seed");
        assertThat(post(utf8("\"" + text + "t\"")).wrongFields()).containsExactly("body");
    }

    @Test
    void thirty_two_levels_are_read() {
        assertThat(post(utf8("[".repeat(32) + "]".repeat(32))).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/problem+json",
                "application/jsonp"
            })
    void a_body_that_is_not_called_json_is_not_read(String type) throws IOException {
        String head =
                "POST /v1/comparisons HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Prefer: respond-async\r\n"
                        + (type == null ? "" : "Content-Type: " + type + "\r\n")
                        + "Content-Length: "
                        + HttpApi.HI.length()
                        + "\r\n\r\n";

        String response = api.exchange(utf8(head + HttpApi.HI));

        assertThat(response).startsWith("HTTP/1.1 415 ").contains("unsupported_media_type");
        assertThat(api.world.isUntouched()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON", "application/json; charset=utf-8"})
    void json_is_read_however_its_type_is_written(String type) {
        Reply reply = post(utf8(HttpApi.HI), "Content-Type", type, "Prefer", "respond-async");

        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void two_mebibytes_are_read_and_one_byte_more_is_too_large() {
        byte[] most = utf8(HttpApi.HI + " ".repeat(MOST_BYTES - HttpApi.HI.length()));
        byte[] more = utf8(HttpApi.HI + " ".repeat(MOST_BYTES + 1 - HttpApi.HI.length()));

        assertThat(post(most, "Prefer", "respond-async").status()).isEqualTo(202);
        Reply tooLarge = post(more, "Prefer", "respond-async");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("payload_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/comparisons/estimate", "/v1/comparisons/1/cancel"})
    void the_other_routes_read_as_strictly(String path) {
        Reply twice = api.post(path, "{\"models\": [], \"models\": []}");
        Reply text = api.post(path, "{}", "Content-Type", "text/plain");

        assertThat(twice.code()).isEqualTo("malformed_request");
        assertThat(text.code()).isEqualTo("unsupported_media_type");
    }
}
