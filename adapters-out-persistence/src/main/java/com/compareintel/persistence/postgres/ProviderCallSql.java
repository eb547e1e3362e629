package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.ProviderCall;
import java.math.BigDecimal;

/// What the end of an answer means for its calls to the provider.
final class ProviderCallSql {
    private ProviderCallSql() {}

    /// A part of the statement that stores an ending, which has its row in `ended` if it was not
    /// stored before: what it booked for each call is remembered by the call's key, noted before or
    /// not. Calls whose cost is not known are to be looked up from now on, if their handle is
    /// known. Its arguments are the epoch, [#numbers], [#generations], [#booked] and [#told].
    static final String OWE =
            """
            owing AS (
                INSERT INTO provider_calls AS known (comparison_id, model, epoch, number, generation,
                                                     state, booked_usd, ended_at, due_at)
                SELECT comparison_id, model, ?, number, generation,
                    CASE WHEN told OR generation = '' THEN 'booked' ELSE 'due' END,
                    booked_usd, now(), now()
                FROM ended, unnest(?::integer[], ?::text[], ?::numeric[], ?::boolean[])
                    AS call (number, generation, booked_usd, told)
                ON CONFLICT (comparison_id, model, epoch, number) DO UPDATE
                SET state = CASE WHEN EXCLUDED.generation = '' THEN 'due' ELSE EXCLUDED.state END,
                    booked_usd = EXCLUDED.booked_usd, ended_at = now(), due_at = now()
            )\
            """;

    /// A part of the statement that notes calls, which are its rows: one whose ending did not know
    /// its handle is to be looked up now, any other that is known is left as it is.
    static final String NAME =
            """
            ON CONFLICT (comparison_id, model, epoch, number) DO UPDATE
            SET generation = EXCLUDED.generation, state = 'due', due_at = now()
            WHERE known.generation = ''
            """;

    static Integer[] numbers(AnswerEnding ending) {
        return ending.calls().stream().map(ProviderCall::number).toArray(Integer[]::new);
    }

    static String[] generations(AnswerEnding ending) {
        return ending.calls().stream()
                .map(call -> call.generation().orElse(""))
                .toArray(String[]::new);
    }

    static BigDecimal[] booked(AnswerEnding ending) {
        return ending.calls().stream()
                .map(call -> call.booked().amount())
                .toArray(BigDecimal[]::new);
    }

    static Boolean[] told(AnswerEnding ending) {
        return ending.calls().stream().map(ProviderCall::told).toArray(Boolean[]::new);
    }
}
