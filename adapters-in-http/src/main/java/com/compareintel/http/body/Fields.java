package com.compareintel.http.body;

import com.compareintel.core.credit.Usd;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.Problem.FieldError;
import com.compareintel.http.problem.ProblemFound;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the fields of a JSON object one by one and gathers everything that is wrong, unknown
/// fields included. A field that is null is as good as absent. Ask for all fields, then call
/// [#done].
public final class Fields {
    /// An exponent can make many decimals of few characters; nobody after us should write them out.
    private static final int MOST_DECIMALS = 100;

    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?"
                            + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

    private static final Pattern DOLLARS = Pattern.compile("[0-9]{1,9}([.][0-9]{1,12})?");

    private final JsonNode object;
    private final String prefix;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();
    private final List<Fields> nested = new ArrayList<>();

    private Fields(JsonNode object, String prefix, List<FieldError> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    /// The fields of a body.
    public static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw new ProblemFound(Problem.invalid("", "must be a JSON object"));
        }
        return new Fields(body, "", new ArrayList<>());
    }

    /// Complains about unknown fields, and about everything else that was found.
    ///
    /// @throws ProblemFound if anything is wrong
    public void done() {
        rejectUnknown();
        if (!errors.isEmpty()) {
            throw new ProblemFound(Problem.invalid(errors));
        }
    }

    private void rejectUnknown() {
        object.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        error(shown(name), "is not a field of this request");
                    }
                });
        nested.forEach(Fields::rejectUnknown);
    }

    private static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }

    /// Adds something that is wrong with a field.
    public void error(String field, String message) {
        errors.add(new FieldError(prefix + field, message));
    }

    private Optional<JsonNode> value(String field) {
        known.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /// The fields of a nested object, none if it is absent.
    public Fields object(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isObject()) {
            error(field, "must be an object");
            value = Optional.empty();
        }
        Fields fields =
                new Fields(
                        value.orElseGet(() -> JsonNodeFactory.instance.objectNode()),
                        prefix + field + ".",
                        errors);
        nested.add(fields);
        return fields;
    }

    /// A text of at most `most` characters; what it holds is not looked at.
    public Optional<String> text(String field, int most) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isTextual()) {
            error(field, "must be a string");
            return Optional.empty();
        }
        String text = value.get().textValue();
        if (text.length() > most) {
            error(field, "must have at most " + most + " characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /// A text that must be there; what it holds is not looked at.
    public Optional<String> required(String field, int most) {
        return required(field, text(field, most));
    }

    /// A text that must be there and not blank.
    public Optional<String> requiredText(String field, int most) {
        int before = errors.size();
        Optional<String> text = text(field, most);
        if (errors.size() == before && text.filter(t -> !t.isBlank()).isEmpty()) {
            error(field, text.isPresent() ? "must not be blank" : "is required");
            return Optional.empty();
        }
        return text;
    }

    /// A truth, `otherwise` if it is absent.
    public boolean flag(String field, boolean otherwise) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isBoolean()) {
            error(field, "must be true or false");
            return otherwise;
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    /// A truth that must be there.
    public Optional<Boolean> requiredFlag(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty() || !value.get().isBoolean()) {
            error(field, value.isEmpty() ? "is required" : "must be true or false");
            return Optional.empty();
        }
        return value.map(JsonNode::booleanValue);
    }

    /// Dollars above zero and up to `most`, as a decimal text.
    public Optional<Usd> dollars(String field, int most) {
        Optional<String> text = text(field, 100);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Usd> dollars =
                text.filter(each -> DOLLARS.matcher(each).matches())
                        .map(Usd::of)
                        .filter(each -> !each.isZero())
                        .filter(each -> each.amount().compareTo(BigDecimal.valueOf(most)) <= 0);
        if (dollars.isEmpty()) {
            error(
                    field,
                    "must be an amount of US dollars such as \"5.00\", above 0 and at most "
                            + most);
        }
        return dollars;
    }

    /// A decimal between zero and `most`.
    public Optional<BigDecimal> decimal(String field, int most) {
        return decimal(field, 0, most);
    }

    /// A decimal between `least` and `most`.
    public Optional<BigDecimal> decimal(String field, int least, int most) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isNumber()) {
            error(field, "must be a number");
            return Optional.empty();
        }
        BigDecimal number = value.get().decimalValue();
        if (Math.abs((long) number.scale()) > MOST_DECIMALS) {
            error(field, "must have at most " + MOST_DECIMALS + " decimals");
            return Optional.empty();
        }
        if (number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            error(field, "must be between " + least + " and " + most);
            return Optional.empty();
        }
        return Optional.of(number);
    }

    /// A decimal between `least` and `most` that must be there.
    public Optional<BigDecimal> requiredDecimal(String field, int least, int most) {
        return required(field, decimal(field, least, most));
    }

    /// One of the texts that `meaning` knows, which must be there.
    public <T> Optional<T> requiredOneOf(
            String field, Function<String, Optional<T>> meaning, String choices) {
        return required(field, oneOf(field, meaning, choices));
    }

    private <T> Optional<T> required(String field, Optional<T> read) {
        if (value(field).isEmpty()) {
            error(field, "is required");
        }
        return read;
    }

    /// A whole number between `least` and `most`.
    public OptionalInt integer(String field, int least, int most) {
        OptionalLong number = whole(field, least, most);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /// A whole number of 64 bits.
    public OptionalLong integer64(String field) {
        return whole(field, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private OptionalLong whole(String field, long least, long most) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().isIntegralNumber()) {
            error(field, "must be a whole number");
            return OptionalLong.empty();
        }
        BigInteger number = value.get().bigIntegerValue();
        if (number.compareTo(BigInteger.valueOf(least)) < 0
                || number.compareTo(BigInteger.valueOf(most)) > 0) {
            error(field, "must be between " + least + " and " + most);
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.longValueExact());
    }

    /// An instant of RFC 3339.
    public Optional<Instant> instant(String field) {
        Optional<String> text = text(field, 100);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            OffsetDateTime instant = OffsetDateTime.parse(text.get().toUpperCase(Locale.ROOT));
            if (RFC_3339.matcher(text.get()).matches()) {
                return Optional.of(instant.toInstant());
            }
        } catch (DateTimeParseException none) {
            // told below, like everything else that is none
        }
        error(field, "must be an instant such as 2027-01-31T12:00:00Z");
        return Optional.empty();
    }

    /// One of the texts that `meaning` knows.
    public <T> Optional<T> oneOf(
            String field, Function<String, Optional<T>> meaning, String choices) {
        Optional<String> text = text(field, 100);
        Optional<T> found = text.flatMap(meaning);
        if (text.isPresent() && found.isEmpty()) {
            error(field, "must be one of " + choices);
        }
        return found;
    }

    /// Distinct texts that `meaning` knows.
    ///
    /// @param required whether at least one must be there
    public <T> List<T> distinct(
            String field,
            int most,
            boolean required,
            Function<String, Optional<T>> meaning,
            String kind) {
        Optional<JsonNode> value = value(field);
        if (value.isEmpty() || (value.get().isArray() && value.get().isEmpty())) {
            if (required) {
                error(field, value.isEmpty() ? "is required" : "must not be empty");
            }
            return List.of();
        }
        if (!value.get().isArray()) {
            error(field, "must be an array");
            return List.of();
        }
        if (value.get().size() > most) {
            error(field, "must have at most " + most + " elements");
            return List.of();
        }
        Set<T> elements = new LinkedHashSet<>();
        for (int i = 0; i < value.get().size(); i++) {
            JsonNode element = value.get().get(i);
            Optional<T> meant =
                    element.isTextual() ? meaning.apply(element.textValue()) : Optional.empty();
            if (meant.isEmpty()) {
                error(field + "[" + i + "]", "must be " + kind);
            } else if (!elements.add(meant.get())) {
                error(field + "[" + i + "]", "is there twice");
            }
        }
        return List.copyOf(elements);
    }
}
