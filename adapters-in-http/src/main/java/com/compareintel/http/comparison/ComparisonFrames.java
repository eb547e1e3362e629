package com.compareintel.http.comparison;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.Comparison.Closing;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.run.Recorded;
import com.compareintel.http.json.Instants;
import com.compareintel.http.json.Wire;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes events as frames of an event stream: an id, a name, one line of JSON.
final class ComparisonFrames {
    private static final byte[] OPENING = "retry: 500\n\n:\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventIds ids;

    ComparisonFrames(ComparisonId comparison) {
        this.ids = new EventIds(comparison);
    }

    /// What a stream begins with.
    static byte[] opening() {
        return OPENING.clone();
    }

    /// What keeps a silent stream open.
    static byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    /// Several events, in one piece.
    byte[] of(List<Recorded> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256 * events.size());
        try (JsonGenerator json = Wire.generator(out)) {
            // Between two objects stands what belongs to a frame, and nothing else.
            json.setRootValueSeparator(null);
            for (Recorded recorded : events) {
                json.writeRaw("id: ");
                json.writeRaw(ids.of(recorded.position()));
                json.writeRaw("\nevent: ");
                json.writeRaw(name(recorded.event()));
                json.writeRaw("\ndata: ");
                data(json, recorded.event());
                json.writeRaw("\n\n");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static String name(ComparisonEvent event) {
        return switch (event) {
            case ComparisonEvent.Started started -> "comparison.started";
            case ComparisonEvent.AnswerQueued queued -> "answer.queued";
            case ComparisonEvent.AnswerStarted started -> "answer.started";
            case ComparisonEvent.AnswerReasoning reasoning -> "answer.reasoning";
            case ComparisonEvent.AnswerDelta delta -> "answer.delta";
            case ComparisonEvent.AnswerRestarted restarted -> "answer.restarted";
            case ComparisonEvent.AnswerCompleted completed -> "answer.completed";
            case ComparisonEvent.AnswerFailed failed -> "answer.failed";
            case ComparisonEvent.AnswerCancelled cancelled -> "answer.cancelled";
            case ComparisonEvent.Snapshot snapshot -> "comparison.snapshot";
            case ComparisonEvent.Finished finished -> "comparison.finished";
        };
    }

    private static void data(JsonGenerator json, ComparisonEvent event) throws IOException {
        if (event instanceof ComparisonEvent.Snapshot(var comparison)) {
            json.writePOJO(ComparisonJson.of(comparison));
            return;
        }
        json.writeStartObject();
        if (event instanceof ComparisonEvent.OfAnswer of) {
            json.writeStringField("model", of.model().value());
        }
        fields(json, event);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, ComparisonEvent event) throws IOException {
        switch (event) {
            case ComparisonEvent.AnswerDelta delta -> json.writeStringField("text", delta.text());
            case ComparisonEvent.AnswerReasoning more -> json.writeStringField("text", more.text());
            case ComparisonEvent.Started started -> started(json, started);
            case ComparisonEvent.AnswerQueued queued ->
                    json.writeNumberField("position", queued.position());
            case ComparisonEvent.AnswerStarted started -> {
                json.writeNumberField("attempt", started.attempt());
                json.writeNumberField("max_output_tokens", started.terms().maxOutputTokens());
                json.writePOJOField("ignored_parameters", started.terms().ignoredParameters());
            }
            case ComparisonEvent.AnswerRestarted restarted -> {
                json.writeNumberField("attempt", restarted.attempt());
                json.writeStringField("reason", restarted.reason());
            }
            case ComparisonEvent.AnswerCompleted(Answer answer) -> completed(json, answer);
            case ComparisonEvent.AnswerFailed(var model, int attempt, AnswerFailure failure) -> {
                json.writeNumberField("attempt", attempt);
                json.writeStringField("code", failure.code().wireName());
                json.writeStringField("message", failure.code().message());
                json.writeBooleanField("retryable", failure.retryable());
            }
            case ComparisonEvent.AnswerCancelled cancelled ->
                    json.writeNumberField("attempt", cancelled.attempt());
            case ComparisonEvent.Finished finished -> finished(json, finished);
            case ComparisonEvent.Snapshot snapshot ->
                    throw new IllegalStateException("a snapshot is written as a whole");
        }
    }

    private static void started(JsonGenerator json, ComparisonEvent.Started started)
            throws IOException {
        json.writeStringField("comparison_id", started.comparison().toString());
        json.writeStringField(
                "conversation_id", started.conversation().map(Object::toString).orElse(null));
        json.writePOJOField(
                "models", started.models().stream().map(model -> model.value()).toList());
        json.writeNumberField("held_credits", started.held().toDecimal());
        json.writeNumberField("max_output_tokens", started.maxOutputTokens());
        json.writeStringField("created_at", Instants.text(started.createdAt()));
    }

    private static void completed(JsonGenerator json, Answer answer) throws IOException {
        AnswerJson wire = AnswerJson.of(answer);
        json.writeNumberField("attempt", wire.attempt());
        json.writeStringField("finish_reason", wire.finishReason());
        json.writePOJOField("usage", wire.usage());
        json.writeStringField("cost_usd", wire.costUsd());
        json.writeStringField("cost_source", wire.costSource());
        json.writePOJOField("timing", wire.timing());
        json.writeStringField("served_model", wire.servedModel());
        json.writeStringField("served_by", wire.servedBy());
    }

    private static void finished(JsonGenerator json, ComparisonEvent.Finished finished)
            throws IOException {
        Closing closing = finished.closing();
        json.writeStringField("status", AnswerJson.lower(finished.status()));
        json.writeNumberField("charged_credits", closing.charged().toDecimal());
        json.writeStringField("cost_usd", closing.cost().toString());
        json.writeObjectFieldStart("credits");
        json.writeNumberField("remaining", closing.remaining().toDecimal());
        json.writeNumberField("held", closing.stillHeld().toDecimal());
        json.writeStringField("resets_at", Instants.text(closing.resetsAt()));
        json.writeEndObject();
        json.writeNumberField("start_skew_ms", closing.startSkewMillis());
    }
}
