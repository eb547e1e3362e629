package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Allocated;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/// What it takes to read one chunk of an answer.
class ChunkMemoryTest {
    /// Bytes, of which a tenth more is too much: nearly all of it is the JSON parser's. Bytes that
    /// are said are there once, as text.
    private static final double WRITTEN_DOWN = 1_056;

    private static final String TEXT = "some forty letters of a text that goes on";

    private final AnswerReader answer = new AnswerReader(said -> true, Replayed.failures());
    private final SseDecoder decoder = new SseDecoder(new byte[SseDecoder.WORKING_BYTES]);
    private final ByteBuf chunk =
            Unpooled.wrappedBuffer(Replayed.bytes("data: " + Replayed.saying(TEXT) + "\n\n"));

    @Test
    void reading_a_chunk_allocates_what_is_written_down() {
        double bytes = Allocated.by(2_000, this::read);

        assertThat(bytes).isLessThan(1.1 * WRITTEN_DOWN);
    }

    private void read() {
        try {
            decoder.read(chunk.resetReaderIndex(), answer);
        } catch (UnreadableAnswer never) {
            throw new AssertionError(never);
        }
    }
}
