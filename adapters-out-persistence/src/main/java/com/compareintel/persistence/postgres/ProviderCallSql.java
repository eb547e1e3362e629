package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.ProviderCall;
import java.math.BigDecimal;
import java.util.stream.Stream;

/// What the end of an answer means for its calls to the provider.
final class ProviderCallSql {
    private ProviderCallSql() {}

    /// A part of the statement that stores an ending, which has its row in `ended` if it was not
    /// stored before: calls whose cost is not known are to be looked up from now on, noted before
    /// or not. Its arguments are the epoch, [#numbers], [#generations] and [#booked].
    static final String OWE =
            """
            owing AS (
                INSERT INTO provider_calls (comparison_id, model, epoch, number, generation, state,
                                            booked_usd, ended_at, due_at)
                SELECT comparison_id, model, ?, number, generation, 'due', booked_usd, now(), now()
                FROM ended, unnest(?::integer[], ?::text[], ?::numeric[])
                    AS call (number, generation, booked_usd)
                ON CONFLICT (comparison_id, model, epoch, number) DO UPDATE
                SET state = 'due', generation = EXCLUDED.generation,
                    booked_usd = EXCLUDED.booked_usd, ended_at = now(), due_at = now()
            )\
            """;

    static Integer[] numbers(AnswerEnding ending) {
        return owing(ending).map(ProviderCall::number).toArray(Integer[]::new);
    }

    static String[] generations(AnswerEnding ending) {
        return owing(ending).map(ProviderCall::generation).toArray(String[]::new);
    }

    static BigDecimal[] booked(AnswerEnding ending) {
        return owing(ending).map(call -> call.booked().amount()).toArray(BigDecimal[]::new);
    }

    private static Stream<ProviderCall> owing(AnswerEnding ending) {
        return ending.calls().stream().filter(call -> !call.told());
    }

    /// Adds the statement that forgets the calls whose cost came with the stream, unless somebody
    /// else owns the comparison by now. A statement of its own, so that it sees a call that was
    /// noted while the one before it waited for the answer's lock.
    static void forgetTold(Script script, Fence fence, AnswerEnding ending) {
        Integer[] told =
                ending.calls().stream()
                        .filter(ProviderCall::told)
                        .map(ProviderCall::number)
                        .toArray(Integer[]::new);
        if (told.length > 0) {
            script.add(
                    """
                    DELETE FROM provider_calls USING comparisons
                    WHERE comparisons.id = ? AND instance = ? AND comparisons.epoch = ?
                        AND comparison_id = comparisons.id AND model = ?
                        AND provider_calls.epoch = comparisons.epoch AND number = ANY (?)
                        AND state = 'open'
                    """,
                    fence.comparison().value(),
                    fence.instance().value(),
                    fence.epoch(),
                    ending.answer().model().value(),
                    told);
        }
    }
}
