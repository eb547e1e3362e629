package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseDecoderTest {
    /// Small, so that most events are larger than the working space.
    private static final int SMALL = 16;

    private final List<String> events = new ArrayList<>();

    private final SseDecoder.Events collecting =
            (bytes, from, to) ->
                    events.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));

    static Stream<Arguments> shapes() {
        return Stream.of(
                shape("one event", "data: a\n\n", "a"),
                shape("two events", "data: a\n\ndata: b\n\n", "a", "b"),
                shape("CR LF", "data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
                shape("CR", "data: a\r\rdata: b\r\r", "a", "b"),
                shape("mixed line ends", "data: a\r\n\ndata: b\n\r\ndata: c\r\n\r", "a", "b", "c"),
                shape("byte order mark", "\ufeffdata: a\n\n", "a"),
                shape("byte order mark before a comment", "\ufeff: hi\n\ndata: a\n\n", "a"),
                shape("byte order mark later on", "data: a\n\n\ufeffdata: b\n\n", "a"),
                shape("no space", "data:a\n\n", "a"),
                shape("two spaces", "data:  a\n\n", " a"),
                shape("several data lines", "data: a\ndata: b\ndata:c\n\n", "a\nb\nc"),
                shape("an empty data line within", "data: a\ndata\ndata: b\n\n", "a\n\nb"),
                shape("empty data", "data:\n\n", ""),
                shape("data without colon", "data\n\n", ""),
                shape("comments", ": one\n\n: two\n\ndata: a\n: three\n\n:\n\n", "a"),
                shape("a comment between data lines", "data: a\n: hm\ndata: b\n\n", "a\nb"),
                shape("other fields", "event: x\nid: 7\nretry: 5\ndata: a\nfoo\n\n", "a"),
                shape("a field that only begins alike", "database: x\n\ndat: y\n\n"),
                shape("blank lines", "\n\n\ndata: a\n\n\n\n", "a"),
                shape("colons in data", "data: a: b: c\n\n", "a: b: c"),
                shape("multi-byte signs", "data: é漢😀\n\n", "é漢😀"),
                shape("no blank line at the end", "data: a\n\ndata: b\n", "a", "b"),
                shape("no line end at the end", "data: a\n\ndata: b", "a", "b"),
                shape(
                        "more than the working space",
                        "data: " + "x".repeat(100) + "\n\n",
                        "x".repeat(100)),
                shape(
                        "long data lines",
                        "data: " + "x".repeat(40) + "\ndata: " + "y".repeat(40) + "\n\n",
                        "x".repeat(40) + "\n" + "y".repeat(40)),
                shape("nothing", ""));
    }

    private static Arguments shape(String name, String stream, String... events) {
        return Arguments.of(name, stream, List.of(events));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void data_is_found_in(String name, String stream, List<String> expected)
            throws UnreadableAnswer {
        decode(SseDecoder.WORKING_BYTES, Unpooled.copiedBuffer(stream, StandardCharsets.UTF_8));

        assertThat(events).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void wherever_a_stream_is_cut_the_data_is_the_same_in(
            String name, String stream, List<String> expected) throws UnreadableAnswer {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            events.clear();
            decode(
                    SMALL,
                    Unpooled.wrappedBuffer(bytes, 0, cut),
                    Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut));
            assertThat(events).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void byte_by_byte_the_data_is_the_same_in(String name, String stream, List<String> expected)
            throws UnreadableAnswer {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        ByteBuf[] single = new ByteBuf[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            single[at] = Unpooled.wrappedBuffer(bytes, at, 1);
        }

        decode(SMALL, single);

        assertThat(events).isEqualTo(expected);
    }

    @Test
    void an_event_is_told_as_soon_as_its_blank_line_is_there() throws UnreadableAnswer {
        SseDecoder decoder = new SseDecoder(new byte[SMALL]);

        decoder.read(buffer("data: a\r\n\r"), collecting);

        assertThat(events).containsExactly("a");
    }

    @Test
    void a_line_may_have_a_mebibyte_and_no_more() throws UnreadableAnswer {
        String longest = "data: " + "x".repeat(SseDecoder.MAX_EVENT_BYTES - 6);

        decode(SseDecoder.WORKING_BYTES, buffer(longest), buffer("\n\n"));

        assertThat(events).hasSize(1);
        assertThatThrownBy(() -> decode(SseDecoder.WORKING_BYTES, buffer(longest + "x\n\n")))
                .isInstanceOf(UnreadableAnswer.class);
    }

    @Test
    void many_data_lines_may_have_a_mebibyte_together_and_no_more() {
        String line = "data: " + "x".repeat(1_000) + "\n";

        assertThatThrownBy(() -> decode(SseDecoder.WORKING_BYTES, buffer(line.repeat(1_100))))
                .isInstanceOf(UnreadableAnswer.class);
    }

    @Test
    void comments_take_no_memory_however_many_there_are() throws UnreadableAnswer {
        SseDecoder decoder = new SseDecoder(new byte[SseDecoder.WORKING_BYTES]);
        ByteBuf comments = buffer(": processing\n\n".repeat(5_000));

        for (int round = 0; round < 50; round++) {
            decoder.read(comments.duplicate(), collecting);
        }
        decoder.read(buffer("data: a\n\n"), collecting);

        assertThat(events).containsExactly("a");
    }

    private void decode(int space, ByteBuf... pieces) throws UnreadableAnswer {
        SseDecoder decoder = new SseDecoder(new byte[space]);
        for (ByteBuf piece : pieces) {
            decoder.read(piece, collecting);
        }
        decoder.end(collecting);
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
