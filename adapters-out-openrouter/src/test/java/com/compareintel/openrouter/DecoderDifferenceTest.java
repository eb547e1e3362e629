package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The fast decoder beside a literal slow parser on streams put together from all that an event
/// stream is made of, and damaged: however a stream is cut in two, and cut into single bytes, both
/// read the same.
class DecoderDifferenceTest {
    private static final int STREAMS = Rounds.between(20_000, 2_000_000);
    private static final int LONGEST = 16;

    /// Smaller than many lines and events, so that they do not fit into it.
    private static final int SMALL_SPACE = 8;

    private static final byte[][] PARTS = {
        Replayed.bytes("data: "),
        Replayed.bytes("data:"),
        Replayed.bytes("data"),
        Replayed.bytes("data: {\"a\":1}"),
        Replayed.bytes(": comment"),
        Replayed.bytes("event: x"),
        Replayed.bytes("id"),
        Replayed.bytes(":"),
        Replayed.bytes(" "),
        Replayed.bytes("\n"),
        Replayed.bytes("\n"),
        Replayed.bytes("\n\n"),
        Replayed.bytes("\r"),
        Replayed.bytes("\r\n"),
        Replayed.bytes("\r\n\r\n"),
        Replayed.bytes("\ufeff"),
        Replayed.bytes("é漢😀"),
        Replayed.bytes("x"),
        Replayed.bytes("[DONE]"),
        {(byte) 0xef, (byte) 0xbb},
        {(byte) 0xff},
        {0}
    };

    @Test
    void however_a_stream_is_cut_it_is_read_as_the_standard_says() throws UnreadableAnswer {
        long seed = Long.getLong("faults.seed", System.nanoTime());
        System.out.println("DecoderDifferenceTest: -Dfaults.seed=" + seed);
        Random random = new Random(seed);
        byte[] large = new byte[SseDecoder.WORKING_BYTES];
        byte[] small = new byte[SMALL_SPACE];
        for (int number = 0; number < STREAMS; number++) {
            byte[] stream = stream(random);
            List<byte[]> expected = LiteralSseParser.dataOf(stream);
            for (int cut = 0; cut <= stream.length; cut++) {
                byte[] space = (cut & 1) == 0 ? large : small;
                expect(expected, decoded(space, stream, cut), stream, cut);
            }
            expect(expected, decodedByteByByte(small, stream), stream, -1);
        }
    }

    private static void expect(List<byte[]> expected, List<byte[]> read, byte[] stream, int cut) {
        boolean same = expected.size() == read.size();
        for (int i = 0; same && i < read.size(); i++) {
            same = Arrays.equals(expected.get(i), read.get(i));
        }
        if (!same) {
            assertThat(read)
                    .as("%s cut at %d", Arrays.toString(stream), cut)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static byte[] stream(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int parts = random.nextInt(LONGEST); parts >= 0; parts--) {
            stream.writeBytes(PARTS[random.nextInt(PARTS.length)]);
        }
        byte[] bytes = stream.toByteArray();
        for (int damages = random.nextInt(4); damages > 0; damages--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : bytes[random.nextInt(bytes.length)];
        }
        return bytes;
    }

    private static List<byte[]> decoded(byte[] space, byte[] stream, int cut)
            throws UnreadableAnswer {
        List<byte[]> events = new ArrayList<>();
        SseDecoder.Events collecting =
                (bytes, from, to) -> events.add(Arrays.copyOfRange(bytes, from, to));
        SseDecoder decoder = new SseDecoder(space);
        decoder.read(Unpooled.wrappedBuffer(stream, 0, cut), collecting);
        decoder.read(Unpooled.wrappedBuffer(stream, cut, stream.length - cut), collecting);
        decoder.end(collecting);
        return events;
    }

    private static List<byte[]> decodedByteByByte(byte[] space, byte[] stream)
            throws UnreadableAnswer {
        List<byte[]> events = new ArrayList<>();
        SseDecoder.Events collecting =
                (bytes, from, to) -> events.add(Arrays.copyOfRange(bytes, from, to));
        SseDecoder decoder = new SseDecoder(space);
        for (int at = 0; at < stream.length; at++) {
            decoder.read(Unpooled.wrappedBuffer(stream, at, 1), collecting);
        }
        decoder.end(collecting);
        return events;
    }
}
