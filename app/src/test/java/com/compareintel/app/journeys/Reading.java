package com.compareintel.app.journeys;

import com.compareintel.app.journeys.EventStream.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a client keeps of a stream over any number of reconnects: texts, endings, the last id. It
/// complains about whatever breaks the contract: ids that do not grow, text after an ending, a
/// second ending.
final class Reading {
    private static final Set<String> ENDINGS =
            Set.of("answer.completed", "answer.failed", "answer.cancelled");

    private final Map<String, StringBuilder> texts = new HashMap<>();
    private final Map<String, Event> endings = new HashMap<>();
    private String lastId = "";
    private String comparison = "";
    private JsonNode finished = Client.JSON.missingNode();

    Reading take(List<Event> events) {
        events.forEach(this::take);
        return this;
    }

    void take(Event event) {
        if (event.id().compareTo(lastId) <= 0) {
            throw new AssertionError("id " + event.id() + " after " + lastId);
        }
        lastId = event.id();
        if (event.name().startsWith("answer.") && endings.containsKey(event.model())) {
            throw new AssertionError(event + " after " + endings.get(event.model()));
        }
        switch (event.name()) {
            case "comparison.started" -> comparison = event.data().path("comparison_id").asText();
            case "answer.delta" ->
                    texts.computeIfAbsent(event.model(), model -> new StringBuilder())
                            .append(event.data().path("text").asText());
            case "answer.restarted" -> texts.remove(event.model());
            case "comparison.snapshot" -> snapshot(event);
            case "comparison.finished" -> finished = event.data();
            default -> {
                if (ENDINGS.contains(event.name())) {
                    endings.put(event.model(), event);
                }
            }
        }
    }

    private void snapshot(Event event) {
        comparison = event.data().path("id").asText();
        texts.clear();
        for (JsonNode answer : event.data().path("answers")) {
            texts.put(
                    answer.path("model").asText(), new StringBuilder(answer.path("text").asText()));
        }
    }

    String text(String model) {
        StringBuilder text = texts.get(model);
        return text == null ? "" : text.toString();
    }

    Event ending(String model) {
        Event ending = endings.get(model);
        if (ending == null) {
            throw new AssertionError("no ending of " + model + " among " + endings.keySet());
        }
        return ending;
    }

    Set<String> endedModels() {
        return new HashSet<>(endings.keySet());
    }

    String lastId() {
        return lastId;
    }

    String comparison() {
        return comparison;
    }

    JsonNode finished() {
        return finished;
    }

    boolean isFinished() {
        return !finished.isMissingNode();
    }
}
