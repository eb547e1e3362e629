package com.compareintel.http.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads a stream as the contract has it: how it opens, what each event consists of, ids that only
/// grow, and nothing after the end.
final class StreamCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENING = "retry: 500\n\n:\n\n";

    private final Map<String, String> schemas = PublishedContract.published().events();
    private final List<String> complaints = new ArrayList<>();
    private String lastId = "";
    private String lastEvent = "";

    private StreamCheck() {}

    static List<String> complaints(Exchange exchange) {
        StreamCheck check = new StreamCheck();
        check.read(exchange);
        return check.complaints;
    }

    private void read(Exchange exchange) {
        String body = exchange.body();
        if (!exchange.whole() && OPENING.startsWith(body)) {
            return;
        }
        if (!body.startsWith(OPENING)) {
            complaints.add("it does not open with retry and a comment");
            return;
        }
        int end = body.lastIndexOf("\n\n");
        if (exchange.whole() && end + 2 != body.length()) {
            complaints.add("it ends within an event");
        }
        for (String frame : body.substring(OPENING.length(), end + 2).split("\n\n", -1)) {
            if (!frame.isEmpty() && !frame.equals(":")) {
                event(frame);
            }
        }
    }

    private void event(String frame) {
        String[] lines = frame.split("\n", -1);
        if (lines.length != 3
                || !lines[0].startsWith("id: ")
                || !lines[1].startsWith("event: ")
                || !lines[2].startsWith("data: ")) {
            complaints.add("not an id, an event and a line of data: " + frame);
            return;
        }
        String id = lines[0].substring(4);
        if (id.compareTo(lastId) <= 0) {
            complaints.add("ids do not grow: " + id + " after " + lastId);
        }
        if (lastEvent.equals("comparison.finished")) {
            complaints.add("something follows the end");
        }
        lastId = id;
        lastEvent = lines[1].substring(7);
        data(lines[2].substring(6));
    }

    private void data(String line) {
        String schema = schemas.get(lastEvent);
        if (schema == null) {
            complaints.add("the event is not documented: " + lastEvent);
            return;
        }
        try {
            PublishedContract.published()
                    .complaints(schema, JSON.readTree(line))
                    .forEach(complaint -> complaints.add(lastEvent + ": " + complaint));
        } catch (JsonProcessingException broken) {
            complaints.add(lastEvent + " is not JSON");
        }
    }
}
