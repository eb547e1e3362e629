package com.compareintel.openrouter.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What a caller asks of a model, as far as a canned answer depends on it.
///
/// @param models the model asked for and those to fall back to, in order
/// @param marks how many messages there are up to and including each one that is marked to be kept
/// @param maxTokens the caller's bound on text and reasoning together
/// @param reasons false if the caller switched reasoning off
/// @param showsReasoning false if reasoning is to be kept back, though charged
/// @param session what tells one asker from another when attempts are counted
record ChatRequest(
        List<String> models,
        boolean streamed,
        List<Message> messages,
        List<Integer> marks,
        OptionalInt maxTokens,
        boolean reasons,
        boolean showsReasoning,
        long seed,
        String session) {

    /// What a chat template adds to each message.
    private static final int TOKENS_PER_MESSAGE = 3;

    /// One token per started so many characters of a word: never more than a real tokenizer counts
    /// in ordinary prose.
    private static final int CHARACTERS_PER_TOKEN = 24;

    /// One message of the conversation, its parts joined.
    record Message(String role, String text) {
        int tokens() {
            var tokens = TOKENS_PER_MESSAGE;
            for (var word : text.strip().split("\\s+", -1)) {
                tokens += Math.ceilDiv(word.length(), CHARACTERS_PER_TOKEN);
            }
            return tokens;
        }
    }

    /// Reads a body that [RequestRules] found in order.
    static ChatRequest read(ObjectNode body) {
        var models = new ArrayList<String>();
        if (body.path("model").isTextual()) {
            models.add(body.path("model").textValue());
        }
        body.path("models").forEach(model -> models.add(model.asText()));
        var messages = new ArrayList<Message>();
        var marks = new ArrayList<Integer>();
        for (var message : body.path("messages")) {
            var content = message.path("content");
            messages.add(new Message(message.path("role").asText(), content(content)));
            if (content.findValue("cache_control") != null) {
                marks.add(messages.size());
            }
        }
        var reasoning = body.path("reasoning");
        return new ChatRequest(
                List.copyOf(models),
                body.path("stream").asBoolean(false),
                List.copyOf(messages),
                List.copyOf(marks),
                limit(body),
                reasoning.path("enabled").asBoolean(true)
                        && !reasoning.path("effort").asText().equals("none"),
                !reasoning.path("exclude").asBoolean(false),
                body.path("seed").asLong(0),
                body.path("user").asText()
                        + "/"
                        + body.path("session_id").asText()
                        + "/"
                        + body.path("metadata"));
    }

    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        var text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }

    private static OptionalInt limit(ObjectNode body) {
        var current = body.path("max_completion_tokens");
        var limit = current.isNumber() ? current : body.path("max_tokens");
        return limit.isNumber() ? OptionalInt.of(limit.intValue()) : OptionalInt.empty();
    }

    int promptTokens() {
        return promptTokens(messages.size());
    }

    /// Tokens of the first so many messages.
    int promptTokens(int first) {
        return messages.stream().limit(first).mapToInt(Message::tokens).sum();
    }

    /// How many questions the conversation has, this one included.
    int turns() {
        return (int) messages.stream().filter(message -> message.role().equals("user")).count();
    }

    String lastPrompt() {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    /// The same for the same conversation, wherever and whenever it is asked.
    long fingerprint() {
        return messages.toString().hashCode();
    }
}
