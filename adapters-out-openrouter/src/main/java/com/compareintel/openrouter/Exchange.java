package com.compareintel.openrouter;

import com.compareintel.core.run.ModelProvider;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// One call: a request, and the response it gets. Confined to its event loop, but for the two
/// methods of [ModelProvider.Call].
///
/// A call is not idempotent, so it is sent once. The one exception: if a kept connection turns out
/// to be closed before the whole request was written, nobody can have understood it, and it is sent
/// again over a new connection.
final class Exchange implements ModelProvider.Call {
    /// What is sent with every call.
    ///
    /// @param path of the chat completions
    /// @param headers all but the length of the body
    record Destination(String path, HttpHeaders headers) {}

    private static final String GENERATION = "X-Generation-Id";

    /// How long a call that was hung up is waited for to be named. Nobody waits with it but the
    /// connection.
    private static final long UNNAMED_MILLIS = 1_000;

    private final LoopConnections connections;
    private final Destination destination;
    private final AnswerReader answer;
    private final FailureMapping failures;
    private final InstantSource clock;
    private final boolean wantsName;

    private byte @Nullable [] request;
    private @Nullable Connection connection;
    private @Nullable ResponseBody body;
    private final List<Consumer<Optional<String>>> parting = new ArrayList<>();
    private boolean sent;
    private boolean sentAgain;

    /// @param wantsName whether calls can be looked up by what the provider names them
    Exchange(
            LoopConnections connections,
            Destination destination,
            byte[] request,
            AnswerReader answer,
            FailureMapping failures,
            InstantSource clock,
            boolean wantsName) {
        this.connections = connections;
        this.destination = destination;
        this.request = request;
        this.answer = answer;
        this.failures = failures;
        this.clock = clock;
        this.wantsName = wantsName;
    }

    @Override
    public void cancel(Consumer<Optional<String>> left) {
        if (connections.isCurrent()) {
            abort(left);
        } else if (!connections.run(() -> abort(left))) {
            left.accept(Optional.empty());
        }
    }

    /// Always later, so that it comes after the pause it ends.
    @Override
    public void resume() {
        connections.run(() -> {
            answer.resume();
            if (connection != null && !isOver()) {
                connection.readOn(true);
            }
        });
    }

    /// Begins, unless it was cancelled by now.
    void begin() {
        if (!isOver()) {
            connections.begin(this);
        }
    }

    /// A call that was sent and is not named yet may just be being named, and costs as much as any
    /// other.
    private void abort(Consumer<Optional<String>> left) {
        boolean mayBeNamed = wantsName && sent && body == null && connection != null;
        answer.hush();
        if (mayBeNamed) {
            parting.add(left);
            connections.after(UNNAMED_MILLIS, this::depart);
        } else {
            depart();
            left.accept(answer.handle());
        }
    }

    /// Closes the connection, and tells whoever hung up.
    private void depart() {
        request = null;
        Connection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
        tellParting();
    }

    private void tellParting() {
        parting.forEach(left -> left.accept(answer.handle()));
        parting.clear();
    }

    boolean isOver() {
        return answer.isOver();
    }

    boolean wasSent() {
        return sent;
    }

    /// Whether what is left of the response is worth reading for the sake of the connection.
    boolean mayDrain() {
        return body != null && sent;
    }

    void dialling(Connection dialled) {
        connection = dialled;
    }

    void sendOver(Connection current) {
        connection = current;
        if (request == null) {
            return;
        }
        HttpHeaders headers = destination.headers().copy();
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(request.length));
        current.send(
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        destination.path(),
                        Unpooled.wrappedBuffer(request),
                        headers,
                        EmptyHttpHeaders.INSTANCE),
                this);
    }

    /// The request was written whole, or was not.
    void sent(Connection over, boolean whole) {
        if (over != connection) {
            return;
        }
        if (whole) {
            sent = true;
            request = null;
        } else {
            over.close();
            lost(over);
        }
    }

    void head(HttpResponse response) {
        int status = response.status().code();
        if (response.status().codeClass() == HttpStatusClass.SUCCESS) {
            String generation = response.headers().get(GENERATION);
            body = new ResponseBody.OfAnswer(answer, connections.space());
            if (generation != null) {
                answer.accept(generation);
            }
        } else {
            body = new ResponseBody.OfRefusal(answer, failures, status, retryAfter(response));
        }
        if (!parting.isEmpty()) {
            depart();
        }
    }

    private Optional<Duration> retryAfter(HttpResponse response) {
        return Optional.ofNullable(response.headers().get(HttpHeaderNames.RETRY_AFTER))
                .flatMap(header -> RetryAfter.parse(header, clock.instant()));
    }

    void body(ByteBuf bytes) {
        if (body == null || isOver()) {
            return;
        }
        body.read(bytes);
        if (!answer.goesOn() && connection != null && !isOver()) {
            connection.readOn(false);
        }
    }

    void bodyEnded() {
        if (body != null && !isOver()) {
            body.end();
        }
        leave();
    }

    /// The connection is gone.
    void lost(Connection gone) {
        if (gone != connection) {
            return;
        }
        connection = null;
        tellParting();
        if (isOver()) {
            return;
        }
        if (body != null) {
            body.breakOff();
        } else if (!sent && !sentAgain && gone.hasServed()) {
            sentAgain = true;
            connections.dial(this);
        } else {
            answer.fail(FailureMapping.UNREACHABLE);
        }
    }

    /// What came was not HTTP.
    void garbled() {
        if (body != null) {
            body.breakOff();
        } else {
            answer.fail(FailureMapping.UNREADABLE);
        }
        leave();
    }

    /// We could not deal with what came.
    void crashed() {
        answer.fail(FailureMapping.INTERNAL);
        leave();
    }

    /// No connection came about.
    void unreachable(Throwable cause) {
        leave();
        answer.fail(
                cause instanceof SSLHandshakeException
                        ? failures.untrusted()
                        : FailureMapping.UNREACHABLE);
    }

    private void leave() {
        connection = null;
        request = null;
        tellParting();
    }
}
