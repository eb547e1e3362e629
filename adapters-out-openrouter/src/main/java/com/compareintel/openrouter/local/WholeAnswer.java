package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An answer as one JSON body, written when all of it is there.
final class WholeAnswer implements AnswerWriter {
    private final ChatCall call;
    private final Outlet outlet;
    private final Chunks chunks;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ObjectNode message = Json.object();
    private boolean garbled;
    private @Nullable String finishReason;
    private @Nullable Receipt receipt;
    private @Nullable String error;

    WholeAnswer(ChatCall call, Outlet outlet) {
        this.call = call;
        this.outlet = outlet;
        this.chunks = new Chunks(call);
    }

    @Override
    public void open() {}

    @Override
    public void comment() {}

    @Override
    public void emptyChoices() {}

    @Override
    public void role() {}

    @Override
    public void cite(int kilobytes) {
        message.set("annotations", Citations.of(kilobytes));
    }

    @Override
    public void say(Piece piece) {
        switch (piece.kind()) {
            case TEXT -> text.append(piece.text());
            case REASONING -> reasoning.append(piece.text());
        }
    }

    @Override
    public void garble() {
        garbled = true;
    }

    @Override
    public void finish(String reason) {
        finishReason = reason;
    }

    @Override
    public void usage(Receipt charged) {
        receipt = charged;
    }

    @Override
    public void fail(String code, Receipt charged) {
        error = code;
    }

    @Override
    public void done() {}

    @Override
    public void end() {
        outlet.head("application/json", call.generationId());
        var body = Json.bytes(error == null ? answer() : failure(error));
        outlet.write(garbled ? Arrays.copyOf(body, body.length / 2) : body);
        outlet.end();
    }

    private ObjectNode answer() {
        message.put("role", "assistant");
        message.put("content", text.toString());
        if (!reasoning.isEmpty()) {
            message.put("reasoning", reasoning.toString());
            message.set(
                    "reasoning_details",
                    Json.array().add(chunks.reasoningDetail(reasoning.toString())));
        }
        var whole = chunks.whole();
        var choice = whole.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", finishReason);
        choice.put("native_finish_reason", finishReason);
        if (receipt != null) {
            whole.set("usage", receipt.usage(call.script()));
        }
        return whole;
    }

    private ObjectNode failure(String code) {
        var whole = Json.object();
        whole.put("id", call.generationId());
        whole.set("error", Chunks.error(code));
        whole.put("user_id", "user_" + LocalUpstream.LEAK_MARKER);
        return whole;
    }
}
