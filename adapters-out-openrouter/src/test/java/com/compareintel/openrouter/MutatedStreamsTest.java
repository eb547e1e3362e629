package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.run.Heard;
import com.compareintel.core.run.ProviderSignal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Streams that were damaged at random: whatever arrives, and however it is cut, it is understood
/// in one way, ends once, and breaks nothing.
class MutatedStreamsTest {
    private static final int STREAMS = Rounds.between(4_000, 400_000);

    private static final String WELL =
            "\ufeff: OPENROUTER PROCESSING\r\n\r\n"
                    + "data: {\"id\":\"gen-1\",\"model\":\"x/y\",\"provider\":\"Ex\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"Hé漢😀\"},\"finish_reason\":null}]}\n\n"
                    + "data:{\"choices\":[{\"delta\":{\"content\":\"\",\"reasoning\":\"hm \\ud83d\\ude00\","
                    + "\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]}}]}\r\r"
                    + "data: {\"choices\":[{\"delta\":{\"annotations\":[{\"type\":\"url_citation\"}]}}]}\n\n"
                    + "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"\"}]}\n\n"
                    + "data: {\"choices\":[{\"delta\":{\"content\":\"!\"},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
                    + "\"cost\":1.5e-7,\"completion_tokens_details\":{\"reasoning_tokens\":1}}}\n\n"
                    + "data: {\"error\":{\"code\":429,\"metadata\":{\"error_type\":\"timeout\"},"
                    + "\"availability\":{\"retryable\":false,\"retry_after\":3}},\"choices\":[]}\n\n"
                    + "data: [DONE]\n\n";

    private static final byte[][] MORSELS = {
        Replayed.bytes("\n\n"),
        Replayed.bytes("data: "),
        Replayed.bytes("\r"),
        Replayed.bytes("[DONE]"),
        Replayed.bytes("{\"choices\":["),
        Replayed.bytes("}]"),
        Replayed.bytes("\"error\":{"),
        Replayed.bytes("null"),
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
        {(byte) 0xff, 0, (byte) 0xc3}
    };

    @Test
    void damaged_streams_are_understood_alike_however_they_are_cut() {
        long seed = new Random().nextLong();
        System.out.println("seed of damaged streams: " + seed);
        Random random = new Random(seed);
        for (int stream = 0; stream < STREAMS; stream++) {
            byte[] damaged = damaged(random);

            List<ProviderSignal> whole = Replayed.pieces(List.of(damaged));

            assertThat(whole).as("stream %d", stream).filteredOn(Heard::isEnd).hasSize(1);
            assertThat(Heard.isEnd(whole.getLast())).as("stream %d", stream).isTrue();
            assertThat(Replayed.pieces(cut(damaged, random)))
                    .as("stream %d of seed %d", stream, seed)
                    .isEqualTo(whole);
        }
    }

    private static byte[] damaged(Random random) {
        byte[] bytes = Replayed.bytes(WELL);
        for (int damages = 1 + random.nextInt(6); damages > 0; damages--) {
            bytes = damage(bytes, random);
        }
        return bytes;
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream(bytes.length + 64);
        damaged.write(bytes, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> {
                damaged.write(random.nextInt(256));
                damaged.write(bytes, at + 1, bytes.length - at - 1);
            }
            case 1 -> damaged.write(bytes, to, bytes.length - to);
            case 2 -> {
                damaged.write(bytes, at, to - at);
                damaged.write(bytes, at, bytes.length - at);
            }
            case 3 -> {
                byte[] morsel = MORSELS[random.nextInt(MORSELS.length)];
                damaged.write(morsel, 0, morsel.length);
                damaged.write(bytes, at, bytes.length - at);
            }
            default -> damaged.write(bytes, at, Math.min(1, bytes.length - at));
        }
        return damaged.toByteArray();
    }

    private static List<byte[]> cut(byte[] bytes, Random random) {
        int longest = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(longest));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }
}
