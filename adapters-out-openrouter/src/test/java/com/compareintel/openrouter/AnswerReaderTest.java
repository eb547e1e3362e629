package com.compareintel.openrouter;

import static com.compareintel.openrouter.Replayed.finishing;
import static com.compareintel.openrouter.Replayed.saying;
import static com.compareintel.openrouter.Replayed.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ProviderSignal;
import com.compareintel.core.run.ProviderSignal.Accepted;
import com.compareintel.core.run.ProviderSignal.Annotated;
import com.compareintel.core.run.ProviderSignal.Ended;
import com.compareintel.core.run.ProviderSignal.Finishing;
import com.compareintel.core.run.ProviderSignal.Served;
import com.compareintel.core.run.ProviderSignal.Text;
import com.compareintel.core.run.ProviderSignal.Thought;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Bodies of answers and what is made of them.
class AnswerReaderTest {
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":1854,\"completion_tokens\":13,\"total_tokens\":1867,"
                    + "\"cost\":0.0077585,\"is_byok\":false,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":7,\"audio_tokens\":0},"
                    + "\"cost_details\":{\"upstream_inference_cost\":0.0007585},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":4}}";

    private static final Optional<Usage> USED = Optional.of(new Usage(1854, 13, 4, 7));
    private static final Optional<Usd> CHARGED = Optional.of(Usd.of("0.0077585"));

    private static final Finishing STOPPING = new Finishing(FinishReason.STOP);

    static Stream<Arguments> goodAnswers() {
        return Stream.of(
                answer(
                        "usage beside empty choices",
                        stream(saying("a"), finishing("stop"), "{\"choices\":[]," + USAGE + "}"),
                        new Text("a"),
                        STOPPING,
                        end(USED, CHARGED)),
                answer(
                        "usage beside a repeated choice",
                        stream(
                                saying("a"),
                                finishing("stop"),
                                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                                        + "\"content\":\"\"},\"finish_reason\":\"stop\"}],"
                                        + USAGE
                                        + "}"),
                        new Text("a"),
                        STOPPING,
                        end(USED, CHARGED)),
                answer(
                        "usage on the finishing chunk itself",
                        stream(
                                "{\"choices\":[{\"delta\":{\"content\":\"a\"},"
                                        + "\"finish_reason\":\"stop\"}],"
                                        + USAGE
                                        + "}"),
                        new Text("a"),
                        STOPPING,
                        end(USED, CHARGED)),
                answer(
                        "a finish reason on several chunks",
                        stream(saying("a"), finishing("stop"), finishing("length"), saying("b")),
                        new Text("a"),
                        STOPPING,
                        new Text("b"),
                        end()),
                answer(
                        "an empty finish reason before the real one",
                        stream(saying("a"), finishing(""), saying("b"), finishing("stop")),
                        new Text("a"),
                        new Text("b"),
                        STOPPING,
                        end()),
                answer(
                        "roles everywhere and content null, empty or absent",
                        stream(
                                delta("\"role\":\"assistant\",\"content\":null"),
                                delta("\"role\":\"assistant\",\"content\":\"\""),
                                delta("\"role\":\"assistant\""),
                                delta("\"role\":\"assistant\",\"content\":\"a\""),
                                finishing("stop")),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "a first chunk with empty choices",
                        stream(
                                "{\"id\":\"gen-1\",\"choices\":[],\"debug\":{}}",
                                saying("a"),
                                finishing("stop")),
                        new Accepted("gen-1"),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "no [DONE]",
                        "data: " + saying("a") + "\n\ndata: " + finishing("stop") + "\n\n",
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "no line end behind [DONE]",
                        "data: " + finishing("stop") + "\n\ndata: [DONE]",
                        STOPPING,
                        end()),
                answer(
                        "something behind [DONE]",
                        stream(finishing("stop")) + "data: " + saying("late") + "\n\n",
                        STOPPING,
                        end()),
                answer(
                        "unknown fields anywhere",
                        stream(
                                "{\"x\":[{\"y\":{}}],\"service_tier\":null,\"choices\":[{\"z\":[1,"
                                        + "{}],\"delta\":{\"q\":{\"r\":[]},\"content\":\"a\","
                                        + "\"w\":1},\"logprobs\":null}],\"usage\":null}",
                                finishing("stop")),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "who serves it",
                        stream(
                                "{\"id\":\"gen-9\",\"model\":\"x/y-20260801\",\"provider\":\"Ex\","
                                        + "\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                                "{\"id\":\"gen-other\",\"model\":\"other\",\"choices\":[]}",
                                finishing("stop")),
                        new Accepted("gen-9"),
                        new Served(Optional.of("x/y-20260801"), Optional.of("Ex")),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "who serves it, told bit by bit",
                        stream(
                                "{\"model\":\"x/y\",\"provider\":\" \",\"choices\":[]}",
                                "{\"model\":\"x/z\",\"choices\":[]}",
                                "{\"provider\":\"Ex\",\"choices\":[]}",
                                saying("a"),
                                finishing("stop")),
                        new Served(Optional.of("x/y"), Optional.empty()),
                        new Served(Optional.of("x/y"), Optional.of("Ex")),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "reasoning text beside the same details",
                        stream(
                                delta(
                                        "\"content\":\"\",\"reasoning\":\"hm\","
                                                + "\"reasoning_details\":[{\"type\":\"reasoning.text\","
                                                + "\"text\":\"hm\",\"signature\":\"s\"}]"),
                                delta(
                                        "\"reasoning_details\":[{\"type\":\"reasoning.text\","
                                                + "\"text\":\"so\"}],\"reasoning\":\"so\""),
                                saying("a"),
                                finishing("stop")),
                        new Thought("hm"),
                        new Thought("so"),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "reasoning in details only",
                        stream(
                                delta(
                                        "\"reasoning_details\":[{\"type\":\"reasoning.summary\","
                                                + "\"summary\":\"in short\"},{\"type\":"
                                                + "\"reasoning.text\",\"text\":\", so\"}]"),
                                delta(
                                        "\"reasoning_details\":[{\"type\":\"reasoning.encrypted\","
                                                + "\"data\":\"abcd\"}]"),
                                finishing("stop")),
                        new Thought("in short, so"),
                        STOPPING,
                        end()),
                answer(
                        "citations before the text",
                        stream(
                                delta(
                                        "\"content\":\"\",\"annotations\":[{\"type\":\"url_citation\","
                                                + "\"url_citation\":{\"url\":\"https://x\","
                                                + "\"title\":\"\"}}]"),
                                delta("\"annotations\":[]"),
                                saying("a"),
                                finishing("stop")),
                        new Annotated(),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "a character cut in two between chunks",
                        stream(saying("x\\ud83d"), saying("\\ude00y"), finishing("stop")),
                        new Text("x"),
                        new Text("😀y"),
                        STOPPING,
                        end()),
                answer(
                        "half a character and a null",
                        stream(saying("a\\udc00b\\u0000c\\ud800d"), finishing("stop")),
                        new Text("a\ufffdb\ufffdc\ufffdd"),
                        STOPPING,
                        end()),
                answer(
                        "content in parts",
                        stream(
                                delta("\"content\":[{\"type\":\"text\",\"text\":\"a\"},7,null]"),
                                finishing("stop")),
                        new Text("a"),
                        STOPPING,
                        end()),
                answer(
                        "the whole answer in one body",
                        " \n{\"id\":\"gen-2\",\"model\":\"x/y\",\"provider\":\"Ex\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,"
                                + "\"message\":{\"role\":\"assistant\",\"content\":\"a\","
                                + "\"reasoning\":\"hm\"},\"finish_reason\":\"length\"}],"
                                + USAGE
                                + "}",
                        new Accepted("gen-2"),
                        new Served(Optional.of("x/y"), Optional.of("Ex")),
                        new Thought("hm"),
                        new Text("a"),
                        new Finishing(FinishReason.LENGTH),
                        new Ended(FinishReason.LENGTH, USED, CHARGED)));
    }

    private static Arguments answer(String name, String body, ProviderSignal... signals) {
        return Arguments.of(name, body, List.of(signals));
    }

    private static String delta(String fields) {
        return "{\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":null}]}";
    }

    private static Ended end() {
        return end(Optional.empty(), Optional.empty());
    }

    private static Ended end(Optional<Usage> usage, Optional<Usd> cost) {
        return new Ended(FinishReason.STOP, usage, cost);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodAnswers")
    void an_answer_is_understood_with(String name, String body, List<ProviderSignal> expected) {
        assertThat(Replayed.body(body)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodAnswers")
    void wherever_it_is_cut_an_answer_is_understood_with(
            String name, String body, List<ProviderSignal> expected) {
        byte[] bytes = Replayed.bytes(body);
        for (int cut = 1; cut < bytes.length; cut++) {
            List<byte[]> pieces =
                    List.of(
                            Arrays.copyOf(bytes, cut),
                            Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(Replayed.pieces(pieces)).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void a_connection_that_breaks_after_the_finish_reason_does_not_spoil_the_answer() {
        assertThat(
                        Replayed.broken(
                                "data: " + saying("a") + "\n\ndata: " + finishing("stop") + "\n\n"))
                .containsExactly(new Text("a"), STOPPING, end());
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "length, LENGTH",
        "max_tokens, LENGTH",
        "content_filter, CONTENT_FILTER",
        "tool_calls, TOOL_CALLS",
        "function_call, TOOL_CALLS",
        "eos, STOP"
    })
    void a_finish_reason_means(String wire, FinishReason reason) {
        assertThat(Replayed.body(stream(finishing(wire))).getFirst())
                .isEqualTo(new Finishing(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0077585 | 0.0077585",
                "7.7585E-3 | 0.0077585",
                "'\"0.0077585\"' | 0.0077585",
                "0.00000008333333333333334 | 0.00000008333333333333334",
                "0 | 0",
                "12 | 12"
            })
    void cost_is_read_to_the_last_digit(String json, String exact) {
        String usage = "{\"choices\":[],\"usage\":{\"cost\":" + json + "}}";

        Ended ended = (Ended) Replayed.body(stream(finishing("stop"), usage)).getLast();

        assertThat(ended.cost().orElseThrow()).hasToString(exact);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null",
                "-1",
                "true",
                "{}",
                "[1]",
                "'\"free\"'",
                "1e999999999",
                "1e-999999999"
            })
    void a_cost_that_is_none_is_unknown(String json) {
        String usage = "{\"choices\":[],\"usage\":{\"cost\":" + json + ",\"prompt_tokens\":-3}}";

        Ended ended = (Ended) Replayed.body(stream(finishing("stop"), usage)).getLast();

        assertThat(ended.cost()).isEmpty();
        assertThat(ended.usage()).isEmpty();
    }

    @Test
    void a_handle_that_no_address_could_carry_is_ignored() {
        String chunk = "{\"id\":\"gen 1\\n\",\"choices\":[]}";

        assertThat(Replayed.body(stream(chunk, finishing("stop"))).getFirst()).isEqualTo(STOPPING);
    }
}
