package com.compareintel.app.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A stream of server-sent events, read as it comes.
public final class EventStream implements AutoCloseable {
    private final BufferedReader reader;
    private final Judge judge;
    private final StringBuilder told = new StringBuilder();
    private boolean ended;

    /// Looks at everything that was read, when the stream is closed.
    public interface Judge {
        /// Fails if this is not what a stream should be.
        ///
        /// @param whole whether the stream was read to its end
        void judge(String told, boolean whole);
    }

    /// Reads `body`.
    public EventStream(InputStream body, Judge judge) {
        this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.judge = judge;
    }

    /// One event.
    public record Event(String id, String name, JsonNode data) {
        /// The model it is about; empty if it is about none.
        public String model() {
            return data.path("model").asText();
        }
    }

    /// The next event; empty at the end of the stream.
    public Optional<Event> next() {
        String id = "";
        String name = "";
        String data = "";
        try {
            for (String line = line(); line != null; line = line()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        return Optional.of(new Event(id, name, Client.JSON.readTree(data)));
                    }
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data += line.substring(6);
                } else if (!line.startsWith(":") && !line.startsWith("retry: ")) {
                    throw new AssertionError("not an event stream: " + line);
                }
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private @Nullable String line() throws IOException {
        String line = reader.readLine();
        if (line == null) {
            ended = true;
        } else {
            told.append(line).append('\n');
        }
        return line;
    }

    /// All events up to the end of the stream.
    public List<Event> rest() {
        List<Event> events = new ArrayList<>();
        for (Optional<Event> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    /// The events up to the first with this name, that one included.
    public List<Event> until(String name) {
        List<Event> events = new ArrayList<>();
        while (events.isEmpty() || !events.getLast().name().equals(name)) {
            events.add(next().orElseThrow(() -> new AssertionError("ended without " + name)));
        }
        return events;
    }

    @Override
    public void close() {
        try {
            reader.close();
            judge.judge(told.toString(), ended);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
