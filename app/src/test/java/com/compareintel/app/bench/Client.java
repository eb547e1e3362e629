package com.compareintel.app.bench;

import io.netty.buffer.Unpooled;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// All clients of the bench, on one event loop. They keep their connections as browsers and
/// programs do, and each comes from an address of its own.
final class Client implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Deque<Wire>> idle = new HashMap<>();

    /// Begins a comparison.
    ///
    /// @param number which of the clients asks
    /// @param tally where what it hears is counted
    /// @param troubled whether answers may fail
    Visit visit(
            Target target,
            int number,
            List<String> models,
            String prompt,
            Tally tally,
            boolean troubled) {
        Visit visit = new Visit(target.kind(), models, tally, troubled);
        loop.execute(() -> {
            switch (target.kind()) {
                case DIRECT -> {
                    for (int i = 0; i < models.size(); i++) {
                        wire(target, number).ask(visit, i, direct(models.get(i), prompt));
                    }
                }
                case REF -> wire(target, number).ask(visit, 0, ref(models, prompt));
                case PRODUCT ->
                        wire(target, number)
                                .ask(visit, 0, product(target.keys().get(number), models, prompt));
            }
        });
        return visit;
    }

    /// Hangs up; what was not heard by then never is.
    void hangUp(Visit visit) {
        loop.execute(visit::hangUp);
    }

    /// Closes the connections that are not in use.
    void forget() {
        loop.execute(() -> {
            idle.values().forEach(kept -> List.copyOf(kept).forEach(Wire::close));
            idle.clear();
        });
    }

    private static FullHttpRequest direct(String model, String prompt) {
        return post(
                "/api/v1/chat/completions",
                "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(model, prompt));
    }

    private static FullHttpRequest ref(List<String> models, String prompt) {
        FullHttpRequest request = post("/", "\"" + prompt + "\"");
        request.headers().set("X-Models", String.join(",", models));
        return request;
    }

    private static FullHttpRequest product(String key, List<String> models, String prompt) {
        String quoted =
                models.stream()
                        .map(model -> "\"" + model + "\"")
                        .collect(Collectors.joining(",", "[", "]"));
        FullHttpRequest request =
                post(
                        "/v1/comparisons",
                        "{\"prompt\":\"%s\",\"models\":%s}".formatted(prompt, quoted));
        request.headers()
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key)
                .set(HttpHeaderNames.ACCEPT, "text/event-stream")
                .set("Idempotency-Key", UUID.randomUUID().toString());
        return request;
    }

    private static FullHttpRequest post(String path, String body) {
        var bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        var request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path, bytes);
        request.headers()
                .set(HttpHeaderNames.HOST, "127.0.0.1")
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        return request;
    }

    /// A connection that is not in use, or a new one.
    private Wire wire(Target target, int number) {
        Deque<Wire> kept =
                idle.computeIfAbsent(target.port() + " " + number, any -> new ArrayDeque<>());
        Wire wire = kept.pollFirst();
        return wire != null ? wire : Wire.open(loop, target, number, kept);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
