package com.compareintel.app.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One call that the mock answers, in OpenRouter's wire. Confined to the mock's event loop.
final class MockCall {
    /// How long the second half of a torn write is held back.
    private static final long TORN_MILLIS = 1;

    /// Within which all calls end that are told to, spread like chunks.
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ChannelHandlerContext context;
    private final Scene scene;
    private final List<Payload> payloads;
    private final Random random;
    private final Consumer<MockCall> ended;
    private final String generation;
    private final int nonce;
    private final Trouble trouble;
    private final String model;
    private final byte[] before;
    private final byte[] after;
    private final CRC32 checksum = new CRC32();
    private final BigDecimal cost;
    private final int inputTokens;
    private final int outputTokens;

    private int chunks;
    private long bytes;
    private long due;
    private boolean told;
    private @Nullable ByteBuf held;
    private boolean whole;
    private boolean over;

    MockCall(
            ChannelHandlerContext context,
            Scene scene,
            List<Payload> payloads,
            Random random,
            int nonce,
            Trouble trouble,
            String model,
            Consumer<MockCall> ended) {
        this.context = context;
        this.scene = scene;
        this.payloads = payloads;
        this.random = random;
        this.nonce = nonce;
        this.trouble = trouble;
        this.model = model;
        this.ended = ended;
        this.generation = "gen-%08x%016x".formatted(nonce, random.nextLong());
        this.cost = BigDecimal.valueOf(1 + random.nextInt(700_000_000), 12);
        this.inputTokens = 1 + random.nextInt(2_000);
        this.outputTokens = 1 + random.nextInt(2_000);
        this.before =
                utf8(
                        opening()
                                + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"");
        this.after = utf8("\"},\"finish_reason\":null,\"native_finish_reason\":null}]}\n\n");
    }

    private String opening() {
        return "data: {\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"created\":1773012759,"
                        .formatted(generation)
                + "\"model\":\"%s\",\"provider\":\"Mock\",".formatted(model);
    }

    /// Answers at once with the first chunk, then in the pace of the scene from a moment of its
    /// own.
    void begin() {
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
                .set("X-Generation-Id", generation)
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        var _ = context.write(head);
        ByteBuf first = context.alloc().buffer();
        first.writeBytes(utf8(": OPENROUTER PROCESSING\n\n"));
        speak(first);
        var _ = context.writeAndFlush(new DefaultHttpContent(first));
        due = System.nanoTime() + (long) (scene.pauseNanos() * random.nextDouble());
        next();
    }

    private void next() {
        long pause = Math.max(0, due - System.nanoTime());
        var _ = context.executor().schedule(this::beat, pause, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        if (over) {
            return;
        }
        if (told || chunks >= scene.limit()) {
            end();
            return;
        }
        if (chunks >= Trouble.AFTER && meetsTrouble()) {
            return;
        }
        // A reader that does not read slows it down, and is not lied to about what it missed.
        if (context.channel().isWritable()) {
            ByteBuf piece = context.alloc().buffer(1024);
            for (int i = 0; i < scene.burst(); i++) {
                speak(piece);
            }
            send(piece);
        }
        due += scene.pauseNanos();
        next();
    }

    /// Whether something else happens than that it goes on.
    private boolean meetsTrouble() {
        switch (trouble) {
            case NONE -> {
                return false;
            }
            case STALLS -> {
                due += scene.pauseNanos();
                next();
            }
            case FAILS -> {
                String error = "\"error\":{\"code\":502,\"message\":\"Provider returned error\"},";
                String choice =
                        "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n";
                var _ =
                        context.write(
                                new DefaultHttpContent(
                                        Unpooled.copiedBuffer(
                                                opening() + error + choice,
                                                StandardCharsets.UTF_8)));
                close();
                var _ = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            }
            case IS_CUT -> {
                close();
                var _ = context.close();
            }
        }
        return true;
    }

    private void speak(ByteBuf to) {
        Payload payload = payloads.get(random.nextInt(payloads.size()));
        byte[] stamp = new Stamp(nonce, chunks, Stamp.now(), payload.text().length).bytes();
        to.writeBytes(before).writeBytes(stamp).writeBytes(payload.json()).writeBytes(after);
        checksum.update(stamp);
        checksum.update(payload.text());
        bytes += Stamp.BYTES + payload.text().length;
        chunks++;
    }

    private void send(ByteBuf piece) {
        flushHeld();
        if (scene.splitOneIn() == 0 || random.nextInt(scene.splitOneIn()) != 0) {
            var _ = context.writeAndFlush(new DefaultHttpContent(piece));
            return;
        }
        ByteBuf half = piece.readRetainedSlice(1 + random.nextInt(piece.readableBytes() - 1));
        var _ = context.writeAndFlush(new DefaultHttpContent(half));
        held = piece;
        var _ = context.executor().schedule(this::flushHeld, TORN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void flushHeld() {
        ByteBuf rest = held;
        held = null;
        if (rest != null) {
            var _ = context.writeAndFlush(new DefaultHttpContent(rest));
        }
    }

    /// It comes to its end instead of its next chunk, or sooner if that is far.
    void finishSoon() {
        told = true;
        if (due - System.nanoTime() > SOON_NANOS) {
            long pause = (long) (SOON_NANOS * random.nextDouble());
            var _ = context.executor().schedule(this::beat, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void end() {
        flushHeld();
        whole = true;
        ByteBuf last = context.alloc().buffer();
        String opening = opening();
        last.writeBytes(
                utf8(
                        opening
                                + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
                                + "\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\"}]}\n\n"));
        last.writeBytes(
                utf8(
                        opening
                                + "\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,\"cost\":%s,\"is_byok\":false}}\n\n"
                                        .formatted(
                                                inputTokens,
                                                outputTokens,
                                                inputTokens + outputTokens,
                                                cost.toPlainString())));
        last.writeBytes(utf8("data: [DONE]\n\n"));
        var _ = context.write(new DefaultHttpContent(last));
        close();
        var _ = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /// The caller has hung up, or it has ended.
    void close() {
        if (!over) {
            over = true;
            flushHeld();
            ended.accept(this);
        }
    }

    Bill bill() {
        return new Bill(
                generation,
                nonce,
                model,
                chunks,
                bytes,
                checksum.getValue(),
                cost,
                inputTokens,
                outputTokens,
                whole);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
