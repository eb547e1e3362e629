package com.compareintel.http.query;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Parameters that narrow a list down, and may be left out.
public final class Choice {
    private Choice() {}

    /// One of the texts that `meaning` knows.
    ///
    /// @throws ProblemFound if it knows it not
    public static <T> Optional<T> of(
            String name,
            @Nullable String value,
            Function<String, Optional<T>> meaning,
            String choices) {
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> found = meaning.apply(value);
        if (found.isEmpty()) {
            throw wrong(name, "must be one of " + choices);
        }
        return found;
    }

    /// A text that is not blank; a blank one is as good as none.
    ///
    /// @param most characters
    /// @throws ProblemFound if it is longer
    public static Optional<String> text(String name, @Nullable String value, int most) {
        if (value != null && value.length() > most) {
            throw wrong(name, "must have at most " + most + " characters");
        }
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static ProblemFound wrong(String name, String message) {
        return new ProblemFound(Problem.invalid(name, message));
    }
}
