package com.compareintel.openrouter;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/// Exact decimals from outside, written as numbers or as strings. One with so many digits or so
/// large an exponent that reckoning with it would be a burden counts as none.
final class Decimals {
    /// Prices have been seen with 23 fractional digits.
    private static final int MOST_DIGITS = 60;

    private Decimals() {}

    /// The number that the parser stands at, if it is one.
    static Optional<BigDecimal> of(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> of(json.getText());
            case null, default -> Optional.empty();
        };
    }

    /// The number that `text` spells, if it is one.
    static Optional<BigDecimal> of(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) <= MOST_DIGITS
                    ? Optional.of(number)
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /// The number that `text` spells, if it is one and not below zero.
    static Optional<BigDecimal> nonNegative(String text) {
        return of(text).filter(number -> number.signum() >= 0);
    }
}
