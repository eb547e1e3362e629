package com.compareintel.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads an event stream as a client does, event by event.
public final class EventReader implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private final List<String> others = new ArrayList<>();

    EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// One event as it was sent.
    public record Event(String id, String name, String data) {}

    public HttpResponse<InputStream> response() {
        return response;
    }

    /// What came beside events so far: comments and the time to reconnect.
    public List<String> others() {
        return List.copyOf(others);
    }

    /// The next event; empty if the stream has ended.
    public Optional<Event> next() throws IOException {
        String id = "";
        String name = "";
        String data = "";
        @Nullable String line;
        while ((line = lines.readLine()) != null) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data += line.substring(6);
            } else if (!line.isEmpty()) {
                others.add(line);
            } else if (!data.isEmpty()) {
                return Optional.of(new Event(id, name, data));
            }
        }
        return Optional.empty();
    }

    /// The next so many events.
    public List<Event> next(int count) throws IOException {
        List<Event> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(next().orElseThrow(() -> new AssertionError("ended after " + events)));
        }
        return events;
    }

    /// Everything up to the end.
    public List<Event> rest() throws IOException {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
