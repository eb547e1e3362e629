package com.compareintel.openrouter;

import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.ReasoningEffort;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.Question;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// Writes questions as chat requests. The bound on output tokens is always sent, and so are the
/// rates that the hold was sized by where the protocol knows such a thing; no other model is ever
/// named to fall back to. Nothing is added to what the caller wrote: `docs/fairness.md` shows whole
/// bodies. Thread-safe.
final class ChatWire {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private static final int LONGEST_SESSION = 256;

    /// Prices are compared in binary floating point over there: a cap exactly at the price could
    /// fall below it. So it is put this much above, in dollars per million tokens.
    private static final BigDecimal MARGIN = new BigDecimal("0.000001");

    private final Dialect dialect;
    private final boolean capsPrices;
    private final String outputLimitField;
    private final Pins pins;

    /// @param dialect not [Dialect#AUTO]
    /// @param capsPrices whether to send the rates of the hold as a cap
    /// @param outputLimitField the name of the field that bounds output tokens
    /// @param pins heard only where the dialect has a word for them
    ChatWire(Dialect dialect, boolean capsPrices, String outputLimitField, Pins pins) {
        this.dialect = dialect;
        this.capsPrices = capsPrices;
        this.outputLimitField = outputLimitField;
        this.pins = pins;
    }

    /// The body of a streamed request, in UTF-8.
    byte[] request(Question question) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", question.model().value());
            messages(json, question);
            json.writeBooleanField("stream", true);
            json.writeNumberField(outputLimitField, question.maxOutputTokens());
            sampling(json, question.parameters());
            switch (dialect) {
                case OPENROUTER -> openRouter(json, question);
                case OPENAI, AUTO -> openAi(json, question);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void messages(JsonGenerator json, Question question) throws IOException {
        json.writeArrayFieldStart("messages");
        for (Message message : question.messages()) {
            json.writeStartObject();
            json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
            switch (dialect) {
                case OPENROUTER -> content(json, message);
                case OPENAI, AUTO -> json.writeStringField("content", message.text());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// A mark needs the text to be a part of its own; the model sees the same.
    private static void content(JsonGenerator json, Message message) throws IOException {
        if (!message.kept()) {
            json.writeStringField("content", message.text());
            return;
        }
        json.writeArrayFieldStart("content");
        json.writeStartObject();
        json.writeStringField("type", "text");
        json.writeStringField("text", message.text());
        json.writeObjectFieldStart("cache_control");
        json.writeStringField("type", "ephemeral");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void sampling(JsonGenerator json, Parameters parameters) throws IOException {
        if (parameters.temperature().isPresent()) {
            json.writeNumberField("temperature", parameters.temperature().get());
        }
        if (parameters.topP().isPresent()) {
            json.writeNumberField("top_p", parameters.topP().get());
        }
        if (parameters.seed().isPresent()) {
            json.writeNumberField("seed", parameters.seed().getAsLong());
        }
    }

    private void openRouter(JsonGenerator json, Question question) throws IOException {
        if (question.parameters().reasoningEffort().isPresent()) {
            ReasoningEffort effort = question.parameters().reasoningEffort().get();
            json.writeObjectFieldStart("reasoning");
            json.writeStringField("effort", effort.wireName());
            json.writeEndObject();
        }
        provider(json, question);
        if (!question.session().isEmpty()) {
            String session = question.session();
            json.writeStringField(
                    "session_id",
                    session.substring(0, Math.min(session.length(), LONGEST_SESSION)));
        }
    }

    private void provider(JsonGenerator json, Question question) throws IOException {
        List<String> only = pins.of(question.model());
        if (only.isEmpty() && !capsPrices) {
            return;
        }
        json.writeObjectFieldStart("provider");
        if (!only.isEmpty()) {
            json.writeArrayFieldStart("order");
            for (String slug : only) {
                json.writeString(slug);
            }
            json.writeEndArray();
            json.writeBooleanField("allow_fallbacks", false);
        }
        if (capsPrices) {
            priceCap(json, question.maxRates());
        }
        json.writeEndObject();
    }

    private static void priceCap(JsonGenerator json, Rates rates) throws IOException {
        json.writeObjectFieldStart("max_price");
        json.writeNumberField("prompt", perMillion(rates.input()));
        json.writeNumberField("completion", perMillion(rates.output()));
        json.writeNumberField("request", rates.request().amount());
        json.writeEndObject();
    }

    private static BigDecimal perMillion(Usd perToken) {
        if (perToken.isZero()) {
            return BigDecimal.ZERO;
        }
        return perToken.amount()
                .movePointRight(6)
                .setScale(MARGIN.scale(), RoundingMode.CEILING)
                .add(MARGIN);
    }

    private static void openAi(JsonGenerator json, Question question) throws IOException {
        json.writeObjectFieldStart("stream_options");
        json.writeBooleanField("include_usage", true);
        json.writeEndObject();
        if (question.parameters().reasoningEffort().isPresent()) {
            json.writeStringField(
                    "reasoning_effort", question.parameters().reasoningEffort().get().wireName());
        }
    }
}
