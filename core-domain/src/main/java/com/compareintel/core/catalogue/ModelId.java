package com.compareintel.core.catalogue;

/// The name of a model, such as `anthropic/claude-y`, as the provider knows it.
///
/// @param value 1 to 200 characters without blanks or control characters
public record ModelId(String value) {
    /// The longest name accepted.
    public static final int MAX_LENGTH = 200;

    public ModelId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a model id: " + value.length() + " characters");
        }
    }

    /// Whether `value` can be the name of a model.
    public static boolean isValid(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.chars()
                        .allMatch(c -> c > ' ' && c != 0x7f && !Character.isSurrogate((char) c));
    }

    /// Whether this is the variant of a model that costs nothing and is limited for that.
    public boolean isFreeVariant() {
        return value.endsWith(":free");
    }

    @Override
    public String toString() {
        return value;
    }
}
