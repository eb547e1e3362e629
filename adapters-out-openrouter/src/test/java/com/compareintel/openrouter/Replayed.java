package com.compareintel.openrouter;

import com.compareintel.core.run.Heard;
import com.compareintel.core.run.ProviderSignal;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// Bodies of responses, read in pieces without a network.
final class Replayed {
    private Replayed() {}

    /// What is heard of a body that arrives at once and ends.
    static List<ProviderSignal> body(String body) {
        return pieces(List.of(bytes(body)));
    }

    /// What is heard of a body that arrives in these pieces and ends.
    static List<ProviderSignal> pieces(List<byte[]> pieces) {
        Heard heard = new Heard();
        AnswerReader answer = new AnswerReader(heard, failures());
        ResponseBody body = new ResponseBody.OfAnswer(answer, new byte[SseDecoder.WORKING_BYTES]);
        for (byte[] piece : pieces) {
            if (!answer.isOver()) {
                body.read(Unpooled.wrappedBuffer(piece));
            }
        }
        if (!answer.isOver()) {
            body.end();
        }
        return heard.all();
    }

    /// What is heard of a body whose connection breaks after it.
    static List<ProviderSignal> broken(String text) {
        Heard heard = new Heard();
        AnswerReader answer = new AnswerReader(heard, failures());
        ResponseBody body = new ResponseBody.OfAnswer(answer, new byte[SseDecoder.WORKING_BYTES]);
        body.read(Unpooled.wrappedBuffer(bytes(text)));
        if (!answer.isOver()) {
            body.breakOff();
        }
        return heard.all();
    }

    static FailureMapping failures() {
        return new FailureMapping(new OperatorLog(line -> {}, InstantSource.system()));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A stream of these events' data, then `[DONE]`.
    static String stream(String... data) {
        StringBuilder stream = new StringBuilder();
        for (String one : data) {
            stream.append("data: ").append(one).append("\n\n");
        }
        return stream.append("data: [DONE]\n\n").toString();
    }

    /// A chunk that says something.
    static String saying(String text) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
    }

    /// The chunk that carries the finish reason.
    static String finishing(String reason) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\""
                + reason
                + "\"}]}";
    }
}
