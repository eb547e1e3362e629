package com.compareintel.http.query;

import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemFound;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Days as requests name them, which may be left out.
public final class Days {
    private static final int FIRST_YEAR = 1970;

    private Days() {}

    /// A day such as 2026-03-31.
    ///
    /// @throws ProblemFound if it is none
    public static Optional<LocalDate> of(String name, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= FIRST_YEAR) {
                    return Optional.of(day);
                }
            } catch (DateTimeParseException none) {
                throw new ProblemFound(Problem.invalid(name, "is no day of any calendar"));
            }
        }
        throw new ProblemFound(Problem.invalid(name, "must be a day such as 2026-03-31"));
    }
}
