package com.compareintel.app.proxies;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// An event stream, read as it comes, with the moment at which each part was there.
final class ArrivingEvents implements AutoCloseable {
    /// Far beyond any delay of a machine that is busy with other things; whatever holds events back
    /// until more come holds them longer.
    private static final long PATIENCE_SECONDS = 10;

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();

    private ArrivingEvents(HttpResponse<InputStream> response) {
        this.response = response;
        reader.execute(this::read);
    }

    /// What a stream is made of.
    sealed interface Part {}

    /// An event.
    ///
    /// @param nanos when it was read, by [System#nanoTime]
    record Event(String id, String name, String data, long nanos) implements Part {}

    /// A comment.
    record Comment() implements Part {}

    /// The end of the stream, in whatever way.
    record End() implements Part {}

    static ArrivingEvents open(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw new AssertionError(
                        response.statusCode()
                                + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return new ArrivingEvents(response);
    }

    private void read() {
        String id = "";
        String name = "";
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    parts.add(new Event(id, name, line.substring(6), System.nanoTime()));
                } else if (line.startsWith(":")) {
                    parts.add(new Comment());
                }
            }
        } catch (IOException broken) {
            // An end like any other.
        }
        parts.add(new End());
    }

    HttpHeaders headers() {
        return response.headers();
    }

    /// The next event or end, within patience.
    Event nextEvent() throws InterruptedException {
        return (Event) next(part -> part instanceof Event || part instanceof End);
    }

    /// The next event of this name, within patience for each before it.
    Event nextEvent(String name) throws InterruptedException {
        Event event = nextEvent();
        while (!event.name().equals(name)) {
            event = nextEvent();
        }
        return event;
    }

    /// Waits for a comment.
    void awaitComment() throws InterruptedException {
        next(part -> part instanceof Comment);
    }

    /// All events from here to the end.
    List<Event> rest() throws InterruptedException {
        List<Event> events = new ArrayList<>();
        while (next(part -> !(part instanceof Comment)) instanceof Event event) {
            events.add(event);
        }
        return events;
    }

    private Part next(Predicate<Part> wanted) throws InterruptedException {
        while (true) {
            Part part = parts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (part == null) {
                throw new AssertionError("nothing came for " + PATIENCE_SECONDS + " s");
            }
            if (wanted.test(part)) {
                return part;
            }
        }
    }

    /// Hangs up.
    @Override
    public void close() throws IOException {
        response.body().close();
        reader.shutdownNow();
    }
}
