package com.compareintel.app.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which ids stand for the things in a request: the caller's own where it needs some, and somebody
/// else's, or nobody's, where it tries.
///
/// @param own of whoever calls
/// @param tried instead of its own, and where it would have left one out
record Fill(Estate own, Map<Thing, String> tried) {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern PLACE = Pattern.compile("\\{([A-Z_]+)(\\??)}");

    /// Its own things, and only those that it needs.
    static Fill own(Estate own) {
        return new Fill(own, Map.of());
    }

    static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }

    /// The text with its things; empty if one of them is left out.
    Optional<String> in(String text) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            Thing thing = Thing.valueOf(place.group(1));
            Optional<String> id = Optional.ofNullable(tried.get(thing));
            if (id.isEmpty() && !place.group(2).isEmpty()) {
                return Optional.empty();
            }
            place.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(id.or(() -> own.id(thing)).orElseGet(thing::missing)));
        }
        return Optional.of(place.appendTail(filled).toString());
    }

    /// The same for a JSON text, in which a property is null where its thing is left out.
    String inJson(String text) {
        JsonNode body = json(text);
        if (body instanceof ObjectNode object) {
            fill(object);
            return object.toString();
        }
        return "";
    }

    private void fill(ObjectNode object) {
        object.properties()
                .forEach(property -> {
                    JsonNode value = property.getValue();
                    if (value instanceof ObjectNode inner) {
                        fill(inner);
                    } else if (value.isTextual()) {
                        property.setValue(
                                in(value.asText())
                                        .<JsonNode>map(object::textNode)
                                        .orElse(NullNode.getInstance()));
                    }
                });
    }
}
