package com.compareintel.openrouter.local;

import com.compareintel.openrouter.local.FrontDesk.Admission;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Serves one connection, one request at a time. Confined to its event loop.
final class UpstreamHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final System.Logger LOG = System.getLogger(UpstreamHandler.class.getName());

    private static final String BEHAVIOUR_HEADER = "X-Fake-Behaviour";

    /// Makes neighbouring seeds unlike; any large odd number would do.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Premises premises;

    private @Nullable Playback playback;
    private @Nullable Outlet outlet;

    UpstreamHandler(Premises premises) {
        this.premises = premises;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (playback != null) {
            var _ = context.close(); // a second request before the first is answered: no client of
            // ours does that
            return;
        }
        var target = new QueryStringDecoder(request.uri());
        var path = target.path();
        if (!path.startsWith(LocalUpstream.BASE_PATH)) {
            reply(context, request, Refusals.because(404, "not_found", "Not Found"));
            return;
        }
        var route = path.substring(LocalUpstream.BASE_PATH.length());
        if (route.startsWith("/model")) {
            models(context, request, route, query(target));
        } else if (!authorised(request)) {
            reply(
                    context,
                    request,
                    Refusals.because(401, "authentication", "No auth credentials found"));
        } else if (route.equals("/chat/completions") && request.method().equals(HttpMethod.POST)) {
            chat(context, request);
        } else {
            read(context, request, route, query(target));
        }
    }

    private void models(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String route,
            Map<String, String> query) {
        switch (premises.modelService()) {
            case SERVES -> read(context, request, route, query);
            case FAILS ->
                    reply(
                            context,
                            request,
                            Refusals.because(503, "provider_overloaded", "Service unavailable"));
            case HANGS -> record(request, "", 0);
        }
    }

    private void read(
            ChannelHandlerContext context,
            FullHttpRequest request,
            String route,
            Map<String, String> query) {
        reply(
                context,
                request,
                request.method().equals(HttpMethod.GET)
                        ? premises.routes().get(route, query)
                        : Refusals.because(405, "invalid_request", "Method Not Allowed"));
    }

    private void chat(ChannelHandlerContext context, FullHttpRequest request) {
        var body = request.content().toString(StandardCharsets.UTF_8);
        var wish = Optional.ofNullable(request.headers().get(BEHAVIOUR_HEADER));
        switch (premises.desk().admit(body, wish)) {
            case Admission.Refused(var refusal) -> reply(context, request, refusal);
            case Admission.Dropped(var abruptly) -> {
                record(request, "", 0);
                if (abruptly) {
                    Outlet.reset(context.channel());
                } else {
                    var _ = context.close();
                }
            }
            case Admission.Admitted(var call)
                    when premises.book().openNow() >= premises.options().capacity() ->
                    reply(context, request, Refusals.tooManyOpen(call.model().id()));
            case Admission.Admitted(var call) -> {
                record(request, call.generationId(), 200);
                play(context, HttpUtil.isKeepAlive(request), call);
            }
        }
    }

    private void play(ChannelHandlerContext context, boolean keepAlive, ChatCall call) {
        premises.delays().expect(call.generationId(), call.script().at(Dial.LOOKUPS_MISSED));
        var way = new Outlet(context.channel(), keepAlive, call.script(), () -> playback = null);
        var streamed = call.request().streamed() && !call.script().has(Quirk.NOT_STREAMED);
        var answer = streamed ? new StreamedAnswer(call, way) : new WholeAnswer(call, way);
        var options = premises.options();
        var steps = Composer.compose(call, mood(call, options.seed()), options.speed());
        outlet = way;
        var begun =
                new Playback(
                        call,
                        steps,
                        answer,
                        way,
                        context.channel().eventLoop(),
                        premises.book(),
                        options.clock());
        playback = begun;
        begun.resume();
    }

    /// The same question is answered the same, unless the caller's seed, heard by most, differs.
    private static long mood(ChatCall call, long seed) {
        var heard = call.model().supports("seed") ? call.request().seed() : 0;
        return (seed ^ heard ^ call.request().fingerprint()) * SPREAD;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        var current = playback;
        var way = outlet;
        if (current == null || way == null || way.shut()) {
            return;
        }
        if (premises.closing()) {
            current.abandon();
        } else {
            current.clientClosed();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (playback != null) {
            playback.resume();
        }
    }

    /// A broken connection is everyday life, anything else a defect of ours and said aloud; either
    /// way whoever was being served is told by the connection's end.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.log(System.Logger.Level.ERROR, "the local upstream failed while serving", cause);
        }
        var _ = context.close();
    }

    private boolean authorised(FullHttpRequest request) {
        var given = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        return premises.options()
                .requiredKey()
                .map(key -> given.equals("Bearer " + key))
                .orElse(true);
    }

    private void reply(ChannelHandlerContext context, FullHttpRequest request, Reply reply) {
        record(request, "", reply.status());
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(reply.status()),
                        Unpooled.wrappedBuffer(reply.bytes()));
        reply.headers().forEach(response.headers()::set);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        if (HttpUtil.isKeepAlive(request)) {
            var _ = context.writeAndFlush(response, context.voidPromise());
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void record(FullHttpRequest request, String generationId, int status) {
        if (premises.options().requestsKept() == 0) {
            return;
        }
        var body = request.content().toString(StandardCharsets.UTF_8);
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach(header ->
                        headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        premises.requests()
                .add(
                        new ReceivedRequest(
                                premises.options().clock().instant(),
                                request.method().name(),
                                request.uri(),
                                headers,
                                body,
                                model(body),
                                generationId,
                                status));
    }

    private static String model(String body) {
        return Json.parseObject(body).map(json -> json.path("model").asText()).orElse("");
    }

    private static Map<String, String> query(QueryStringDecoder target) {
        var query = new HashMap<String, String>();
        target.parameters().forEach((name, values) -> query.put(name, values.getFirst()));
        return query;
    }
}
