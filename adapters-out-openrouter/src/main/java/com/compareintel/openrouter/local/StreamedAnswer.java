package com.compareintel.openrouter.local;

/// An answer as server-sent events, each written as it happens.
final class StreamedAnswer implements AnswerWriter {
    private final ChatCall call;
    private final Outlet outlet;
    private final Chunks chunks;
    private final SseFraming framing;
    private String finishReason = "";

    StreamedAnswer(ChatCall call, Outlet outlet) {
        this.call = call;
        this.outlet = outlet;
        this.chunks = new Chunks(call);
        this.framing = new SseFraming(call.script());
    }

    @Override
    public void open() {
        var type =
                call.script().has(Quirk.WRONG_CONTENT_TYPE)
                        ? "text/html; charset=UTF-8"
                        : "text/event-stream";
        outlet.head(type, call.generationId());
    }

    @Override
    public void comment() {
        outlet.write(framing.comment("OPENROUTER PROCESSING"));
    }

    @Override
    public void emptyChoices() {
        outlet.write(framing.event(chunks.emptyChoices()));
    }

    @Override
    public void role() {
        outlet.write(framing.event(chunks.role()));
    }

    @Override
    public void cite(int kilobytes) {
        outlet.write(framing.event(chunks.cited(Citations.of(kilobytes))));
    }

    @Override
    public void say(Piece piece) {
        outlet.write(framing.event(chunks.said(piece)));
    }

    @Override
    public void garble() {
        outlet.write(
                framing.data(
                        "{\"id\":\""
                                + call.generationId()
                                + "\",\"choices\":[{\"delta\":{\"content\":"));
    }

    @Override
    public void finish(String reason) {
        finishReason = reason;
        if (!reason.isEmpty()) {
            outlet.write(framing.event(chunks.finished(reason)));
        }
    }

    @Override
    public void usage(Receipt receipt) {
        outlet.write(framing.event(chunks.usage(receipt, finishReason)));
    }

    @Override
    public void fail(String code, Receipt receipt) {
        outlet.write(framing.event(chunks.failed(code, receipt)));
    }

    @Override
    public void done() {
        outlet.write(framing.data("[DONE]"));
    }

    @Override
    public void end() {
        outlet.end();
    }
}
