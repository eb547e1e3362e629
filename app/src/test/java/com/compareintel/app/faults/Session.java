package com.compareintel.app.faults;

import com.compareintel.app.journeys.EventStream;
import com.compareintel.app.journeys.EventStream.Event;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// One caller who wants one comparison and does not give up: posts it with an idempotency key until
/// it is accepted, follows it, and comes back with its last id wherever the stream breaks off.
/// Owned by one thread.
final class Session {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// As the stream asks its readers to.
    private static final Duration PAUSE = Duration.ofMillis(100);

    /// Ends waits for a stream that says nothing and does not end.
    private static final ScheduledExecutorService WATCH =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("sessions").factory());

    private final Caller caller;
    private final ObjectNode body;
    private final String key;
    private Supplier<URI> where;
    private final ReaderModel reader = new ReaderModel();
    private IntSupplier drops = () -> Integer.MAX_VALUE;
    private int cancelAfter = Integer.MAX_VALUE;
    private List<String> cancelled = List.of();
    private Optional<Instant> cancelledAt = Optional.empty();
    private Optional<URI> first = Optional.empty();
    private int events;
    private int connections;
    private int refusals;
    private String lastRefusal = "";

    /// @param where asked for an instance before each request
    Session(Caller caller, ObjectNode body, String key, Supplier<URI> where) {
        this.caller = caller;
        this.body = body;
        this.key = key;
        this.where = where;
    }

    /// Any of these instances, each time another.
    static Supplier<URI> anyOf(List<Instance> instances, Random random) {
        return () -> instances.get(random.nextInt(instances.size())).uri();
    }

    /// Leaves each connection after so many events.
    Session droppingAfter(IntSupplier eventsOfNext) {
        drops = eventsOfNext;
        return this;
    }

    /// Posts to this instance first of all.
    Session beginningAt(URI instance) {
        first = Optional.of(instance);
        return this;
    }

    /// From now on calls here only.
    Session callingAt(URI address) {
        where = () -> address;
        return this;
    }

    /// Cancels these models, all if there are none, once so many events have come.
    Session cancellingAfter(int count, List<String> models) {
        cancelAfter = count;
        cancelled = models;
        return this;
    }

    /// Follows the comparison to its end.
    ReaderModel finish() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reader.isFinished()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "no end of %s, last id %s".formatted(this, reader.lastId()));
            }
            try {
                listen(connect());
            } catch (ConnectException nobody) {
                refusals++;
                lastRefusal = nobody.toString();
                Until.pass(PAUSE);
            } catch (IOException | UncheckedIOException broken) {
                Until.pass(PAUSE);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
        }
        return reader;
    }

    /// The comparison as it is stored now is what the reader was told.
    void verify() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Caller.Reply stored =
                        caller.get(where.get(), "/v1/comparisons/" + reader.comparison());
                if (stored.status() == 200) {
                    reader.compareWith(stored.json());
                    return;
                }
                if (stored.status() != 503 || System.nanoTime() > deadline) {
                    throw new AssertionError(stored);
                }
            } catch (IOException broken) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(broken);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", stopped);
            }
            Until.pass(PAUSE);
        }
    }

    private HttpResponse<InputStream> connect() throws IOException, InterruptedException {
        connections++;
        if (connections == 1 && first.isPresent()) {
            return caller.stream(first.get(), body, key);
        }
        return reader.comparison().isEmpty()
                ? caller.stream(where.get(), body, key)
                : caller.follow(where.get(), reader.comparison(), reader.lastId());
    }

    private void listen(HttpResponse<InputStream> response)
            throws IOException, InterruptedException {
        switch (response.statusCode()) {
            case 200 -> read(response.body());
            case 429, 503 -> {
                refusals++;
                lastRefusal = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
                Until.pass(PAUSE);
            }
            default ->
                    throw new AssertionError(
                            response.statusCode()
                                    + " "
                                    + new String(
                                            response.body().readAllBytes(), StandardCharsets.UTF_8)
                                    + " for comparison "
                                    + reader.comparison());
        }
    }

    private void read(InputStream body) throws IOException, InterruptedException {
        int left = drops.getAsInt();
        ScheduledFuture<?> watch =
                WATCH.schedule(
                        () -> {
                            body.close();
                            return body;
                        },
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
        try (EventStream stream = new EventStream(body, (told, whole) -> {})) {
            while (left-- > 0) {
                Optional<Event> event = stream.next();
                if (event.isEmpty()) {
                    Until.pass(PAUSE);
                    return;
                }
                reader.take(event.get());
                if (++events == cancelAfter) {
                    cancel();
                }
                if (reader.isFinished()) {
                    return;
                }
            }
        } finally {
            watch.cancel(false);
        }
    }

    /// Somebody else's connection may be refused or broken off; then nothing is cancelled.
    private void cancel() throws InterruptedException {
        Instant asked = Instant.now();
        try {
            Caller.Reply reply = caller.cancel(where.get(), reader.comparison(), cancelled);
            if (reply.status() == 202) {
                cancelledAt = Optional.of(asked);
            }
        } catch (IOException unheard) {
            cancelledAt = Optional.empty();
        }
    }

    ReaderModel reader() {
        return reader;
    }

    /// How often it was told to come back later, or found nobody.
    int refusals() {
        return refusals;
    }

    @Override
    public String toString() {
        return "comparison %s: %d connections, %d refusals, the last %s"
                .formatted(reader.comparison(), connections, refusals, lastRefusal);
    }

    /// How often it connected.
    int connections() {
        return connections;
    }

    /// When it cancelled, if it was told that this is under way.
    Optional<Instant> cancelledAt() {
        return cancelledAt;
    }

    /// How a wish to follow from behind the last event is answered.
    int statusOfComingBack() {
        try {
            HttpResponse<InputStream> response =
                    caller.follow(where.get(), reader.comparison(), reader.lastId());
            response.body().close();
            return response.statusCode();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }
}
