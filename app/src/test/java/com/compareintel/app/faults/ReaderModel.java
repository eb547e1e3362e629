package com.compareintel.app.faults;

import com.compareintel.app.journeys.EventStream.Event;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a reader knows of one comparison over any number of reconnects, rebuilt from events alone,
/// and a judge of them: ids only grow, every answer goes through its stages in order, ends exactly
/// once and stays as it ended, and nothing follows the end of all. A snapshot replaces what is
/// known of answers that have not ended. Owned by one thread at a time.
final class ReaderModel {
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private String comparison = "";
    private String lastId = "";
    private Optional<JsonNode> finished = Optional.empty();
    private int snapshots;
    private int restarts;

    /// How far an answer has come.
    private enum Stage {
        WAITING,
        STARTED,
        RESTARTED,
        ENDED
    }

    /// What is known of one answer.
    private static final class Answer {
        private Stage stage = Stage.WAITING;
        private String status = "";
        private int attempt;
        private StringBuilder text = new StringBuilder();
        private StringBuilder reasoning = new StringBuilder();

        private void forget() {
            text = new StringBuilder();
            reasoning = new StringBuilder();
        }
    }

    /// Takes the next event, and fails if it may not come now.
    void take(Event event) {
        if (event.id().compareTo(lastId) <= 0) {
            throw wrong(event, "its id does not grow");
        }
        if (finished.isPresent()) {
            throw wrong(event, "it follows the end");
        }
        lastId = event.id();
        JsonNode data = event.data();
        if (answers.isEmpty()
                && !event.name().equals("comparison.started")
                && !event.name().equals("comparison.snapshot")) {
            throw wrong(event, "nothing began");
        }
        switch (event.name()) {
            case "comparison.started" -> started(event);
            case "comparison.snapshot" -> snapshot(event);
            case "comparison.finished" -> {
                answers.forEach((model, answer) -> {
                    if (answer.stage != Stage.ENDED) {
                        throw wrong(event, model + " has not ended");
                    }
                });
                finished = Optional.of(data);
            }
            default -> onAnswer(event, answerOf(event));
        }
    }

    private void started(Event event) {
        if (!answers.isEmpty()) {
            throw wrong(event, "it began already");
        }
        comparison = event.data().path("comparison_id").asText();
        event.data().path("models").forEach(model -> answers.put(model.asText(), new Answer()));
    }

    private Answer answerOf(Event event) {
        Answer answer = answers.get(event.model());
        if (answer == null) {
            throw wrong(event, "nobody asked this model");
        }
        if (answer.stage == Stage.ENDED) {
            throw wrong(event, "this answer has ended");
        }
        return answer;
    }

    private void onAnswer(Event event, Answer answer) {
        JsonNode data = event.data();
        switch (event.name()) {
            case "answer.queued" -> require(event, answer.stage == Stage.WAITING);
            case "answer.started" -> {
                require(event, answer.stage == Stage.WAITING || answer.stage == Stage.RESTARTED);
                require(
                        event,
                        answer.stage == Stage.WAITING
                                ? data.path("attempt").asInt() > answer.attempt
                                : data.path("attempt").asInt() == answer.attempt);
                answer.attempt = data.path("attempt").asInt();
                answer.stage = Stage.STARTED;
            }
            case "answer.restarted" -> {
                require(event, data.path("attempt").asInt() > answer.attempt);
                answer.attempt = data.path("attempt").asInt();
                answer.stage = Stage.RESTARTED;
                answer.forget();
                restarts++;
            }
            case "answer.delta", "answer.reasoning" -> {
                require(event, answer.stage == Stage.STARTED);
                StringBuilder part =
                        event.name().equals("answer.delta") ? answer.text : answer.reasoning;
                part.append(data.path("text").asText());
            }
            case "answer.completed" -> {
                require(event, answer.stage == Stage.STARTED);
                end(event, answer, "completed");
            }
            case "answer.failed" -> end(event, answer, "failed");
            case "answer.cancelled" -> end(event, answer, "cancelled");
            default -> throw wrong(event, "no such event");
        }
    }

    private void end(Event event, Answer answer, String status) {
        require(event, event.data().path("attempt").asInt() >= answer.attempt);
        answer.stage = Stage.ENDED;
        answer.status = status;
    }

    private void snapshot(Event event) {
        snapshots++;
        comparison = event.data().path("id").asText();
        for (JsonNode told : event.data().path("answers")) {
            String model = told.path("model").asText();
            String status = told.path("status").asText();
            Answer answer = answers.computeIfAbsent(model, unheard -> new Answer());
            if (answer.stage == Stage.ENDED
                    && !(status.equals(answer.status)
                            && told.path("text").asText().contentEquals(answer.text))) {
                throw wrong(event, model + " had ended as " + answer.status);
            }
            // What an owner told right before it died may be stored nowhere, its start included.
            answer.forget();
            answer.text.append(told.path("text").asText());
            answer.reasoning.append(told.path("reasoning").asText(""));
            answer.attempt = told.path("attempt").asInt();
            answer.status = status;
            answer.stage =
                    switch (status) {
                        case "queued" -> Stage.WAITING;
                        case "running" -> Stage.STARTED;
                        default -> Stage.ENDED;
                    };
        }
    }

    private void require(Event event, boolean allowed) {
        if (!allowed) {
            throw wrong(event, "not at this stage");
        }
    }

    private AssertionError wrong(Event event, String why) {
        return new AssertionError(
                "%s: %s (comparison %s, after %s)".formatted(why, event, comparison, lastId));
    }

    /// Fails unless the comparison as it is stored is what the events said.
    void compareWith(JsonNode stored) {
        if (finished.isEmpty()) {
            throw new AssertionError("comparison " + comparison + " never ended");
        }
        expect("status", finished.get().path("status"), stored.path("status"));
        expect("charge", finished.get().path("charged_credits"), stored.path("charged_credits"));
        expect("answers", answers.size(), stored.path("answers").size());
        for (JsonNode kept : stored.path("answers")) {
            String model = kept.path("model").asText();
            Answer answer = answers.getOrDefault(model, new Answer());
            expect(model + "'s status", answer.status, kept.path("status").asText());
            expect(model + "'s text", answer.text.toString(), kept.path("text").asText());
            expect(
                    model + "'s reasoning",
                    answer.reasoning.toString(),
                    kept.path("reasoning").asText(""));
        }
    }

    private void expect(String what, Object told, Object stored) {
        if (!told.equals(stored)) {
            throw new AssertionError(
                    "%s of comparison %s: told %s, stored %s"
                            .formatted(what, comparison, told, stored));
        }
    }

    boolean isFinished() {
        return finished.isPresent();
    }

    /// What the last event of all said.
    JsonNode finished() {
        return finished.orElseThrow();
    }

    boolean hasStarted(String model) {
        return answers.containsKey(model) && answerNamed(model).stage != Stage.WAITING;
    }

    boolean hasEnded(String model) {
        return answers.containsKey(model) && answerNamed(model).stage == Stage.ENDED;
    }

    String status(String model) {
        return answerNamed(model).status;
    }

    String text(String model) {
        return answerNamed(model).text.toString();
    }

    private Answer answerNamed(String model) {
        return Optional.ofNullable(answers.get(model)).orElseThrow();
    }

    String comparison() {
        return comparison;
    }

    String lastId() {
        return lastId;
    }

    /// How often it was told everything anew.
    int snapshots() {
        return snapshots;
    }

    /// How often an answer was begun again.
    int restarts() {
        return restarts;
    }
}
