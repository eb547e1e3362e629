package com.compareintel.persistence.postgres;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.Timing;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.identity.Owner;
import com.compareintel.persistence.journal.JournalRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads and writes comparisons and answers as rows.
final class ComparisonSql {
    private ComparisonSql() {}

    /// A comparison, whose it is, and the endings of those of its answers that have ended.
    record Found(Fence fence, Comparison comparison, List<AnswerEnding> endings) {}

    private record FoundAnswer(UUID comparison, Answer answer, Optional<AnswerEnding> ending) {}

    /// Adds the statements that [#found] reads. The answers are read last, so that those of a
    /// comparison that has ended have all ended, too.
    ///
    /// @param condition on the columns of `comparisons`
    static Script select(Script script, String condition, @Nullable Object... arguments) {
        return script.add(
                        "SELECT * FROM comparisons WHERE " + condition + " ORDER BY created_at, id",
                        arguments)
                .add(
                        "SELECT * FROM answers WHERE comparison_id IN (SELECT id FROM comparisons WHERE "
                                + condition
                                + ") ORDER BY comparison_id, position",
                        arguments);
    }

    /// Adds the statement by which all that runs for an owner is to be cancelled, as if the owner
    /// had asked for each answer.
    static void cancelAll(Script script, Owner owner) {
        script.add(
                """
                UPDATE comparisons
                SET cancel_asked = ARRAY(
                    SELECT model FROM answers WHERE comparison_id = comparisons.id)
                WHERE owner_key = ? AND status = 'running'
                """,
                owner.key());
    }

    /// Reads the comparisons selected, oldest first.
    static List<Found> found(Results results) throws SQLException {
        List<Found> bare = results.rows(row -> new Found(fence(row), comparison(row), List.of()));
        Map<UUID, List<Answer>> answers = new HashMap<>();
        Map<UUID, List<AnswerEnding>> endings = new HashMap<>();
        for (FoundAnswer found : results.rows(ComparisonSql::foundAnswer)) {
            answers.computeIfAbsent(found.comparison(), id -> new ArrayList<>())
                    .add(found.answer());
            found.ending()
                    .ifPresent(ending ->
                            endings.computeIfAbsent(found.comparison(), id -> new ArrayList<>())
                                    .add(ending));
        }
        return bare.stream()
                .map(found -> {
                    UUID id = found.fence().comparison().value();
                    return new Found(
                            found.fence(),
                            with(found.comparison(), answers.getOrDefault(id, List.of())),
                            endings.getOrDefault(id, List.of()));
                })
                .toList();
    }

    /// Whose a comparison is.
    static Fence fence(Row row) throws SQLException {
        return new Fence(
                new ComparisonId(row.uuid("id")),
                new InstanceId(row.uuid("instance")),
                row.integer("epoch"));
    }

    /// Models in an array; none if it is null.
    static Set<ModelId> models(Row row, String column) throws SQLException {
        return row.isNull(column)
                ? Set.of()
                : row.texts(column).stream().map(ModelId::new).collect(Collectors.toSet());
    }

    private static Comparison with(Comparison bare, List<Answer> answers) {
        return new Comparison(
                bare.id(),
                bare.conversation(),
                bare.status(),
                bare.prompt(),
                bare.createdAt(),
                bare.held(),
                bare.maxOutputTokens(),
                bare.closing(),
                answers);
    }

    private static Comparison comparison(Row row) throws SQLException {
        return new Comparison(
                new ComparisonId(row.uuid("id")),
                row.optionalUuid("conversation_id").map(ConversationId::new),
                row.constant("status", ComparisonStatus.class),
                new Prompt(row.text("prompt"), row.optionalText("system")),
                row.instant("created_at"),
                row.credits("held_milli"),
                row.integer("max_output_tokens"),
                closing(row),
                List.of());
    }

    /// How a comparison ended, once it has.
    static Optional<Comparison.Closing> closing(Row row) throws SQLException {
        return row.isNull("finished_at")
                ? Optional.empty()
                : Optional.of(
                        new Comparison.Closing(
                                row.instant("finished_at"),
                                row.credits("charged_milli"),
                                row.usd("cost_usd"),
                                row.credits("remaining_milli"),
                                row.credits("still_held_milli"),
                                row.instant("resets_at"),
                                row.number("start_skew_millis")));
    }

    private static FoundAnswer foundAnswer(Row row) throws SQLException {
        Optional<Answer.Cost> cost =
                row.isNull("cost_usd")
                        ? Optional.empty()
                        : Optional.of(
                                new Answer.Cost(
                                        row.usd("cost_usd"),
                                        row.constant("cost_source", CostSource.class)));
        Answer answer =
                new Answer(
                        new ModelId(row.text("model")),
                        new Answer.Terms(
                                row.integer("max_output_tokens"), row.texts("ignored_parameters")),
                        row.constant("status", AnswerStatus.class),
                        row.integer("attempt"),
                        row.text("text"),
                        row.text("reasoning"),
                        row.optionalConstant("finish_reason", FinishReason.class),
                        row.isNull("failure_code")
                                ? Optional.empty()
                                : Optional.of(
                                        new AnswerFailure(
                                                row.constant("failure_code", FailureCode.class),
                                                row.flag("failure_retryable"))),
                        usage(row),
                        cost,
                        timing(row),
                        row.optionalText("served_model"),
                        row.optionalText("served_by"));
        Optional<AnswerEnding> ending =
                answer.status().isFinal() && cost.isPresent()
                        ? Optional.of(
                                new AnswerEnding(
                                        answer,
                                        new Bill(
                                                row.flag("counts"),
                                                row.usd("user_usd"),
                                                row.usd("platform_usd"),
                                                cost.get()),
                                        row.optionalText("generation")))
                        : Optional.empty();
        return new FoundAnswer(row.uuid("comparison_id"), answer, ending);
    }

    static Optional<Usage> usage(Row row) throws SQLException {
        return row.isNull("input_tokens")
                ? Optional.empty()
                : Optional.of(
                        new Usage(
                                row.number("input_tokens"),
                                row.number("output_tokens"),
                                row.number("reasoning_tokens"),
                                row.number("cached_tokens")));
    }

    private static Optional<Timing> timing(Row row) throws SQLException {
        return row.isNull("queued_millis")
                ? Optional.empty()
                : Optional.of(
                        new Timing(
                                row.number("queued_millis"),
                                row.optionalNumber("first_token_millis"),
                                row.number("duration_millis"),
                                row.optionalDecimal("output_tokens_per_second")));
    }

    /// Adds what stores the end of an answer and what was told until then, lets the answer be
    /// found, and deals with its calls to the provider, unless it has ended before. The first
    /// statement answers one row if the fence is the current one, else none; the comparison stays
    /// locked to the end of the statement, so nobody claims it meanwhile.
    ///
    /// @param told what may not be stored yet
    static Script record(
            Script script, Fence fence, AnswerEnding ending, Optional<JournalRow> told) {
        Answer answer = ending.answer();
        Bill bill = ending.bill();
        script.add(
                """
                WITH owned AS MATERIALIZED (
                    SELECT id, conversation_id, owner_key FROM comparisons
                    WHERE id = ? AND instance = ? AND epoch = ? FOR SHARE
                ),\
                """
                        + JournalSql.SAY
                        + """
                        , ended AS (
                            UPDATE answers
                            SET status = ?, attempt = ?, text = ?, reasoning = ?, finish_reason = ?::text,
                                failure_code = ?::text, failure_retryable = ?::boolean,
                                input_tokens = ?::bigint, output_tokens = ?::bigint,
                                reasoning_tokens = ?::bigint, cached_tokens = ?::bigint,
                                cost_usd = ?, cost_source = ?, counts = ?, user_usd = ?, platform_usd = ?,
                                queued_millis = ?::bigint, first_token_millis = ?::bigint,
                                duration_millis = ?::bigint, output_tokens_per_second = ?::numeric,
                                served_model = ?::text, served_by = ?::text, generation = ?::text
                            FROM owned
                            WHERE comparison_id = owned.id AND model = ? AND counts IS NULL
                            RETURNING comparison_id, model
                        ), told AS (
                            INSERT INTO conversation_texts (conversation_id, comparison_id, model, words)
                            SELECT conversation_id, comparison_id, model, owned_words(owner_key, ?)
                            FROM owned JOIN ended ON comparison_id = id
                            WHERE conversation_id IS NOT NULL
                        ),\
                        """
                        + ProviderCallSql.OWE
                        + " SELECT id FROM owned",
                fence.comparison().value(),
                fence.instance().value(),
                fence.epoch(),
                fence.epoch(),
                told.map(JournalRow::first),
                told.map(JournalRow::last),
                told.map(JournalRow::refers),
                told.map(JournalRow::events),
                told.isPresent(),
                answer.status(),
                answer.attempt(),
                answer.text(),
                answer.reasoning(),
                answer.finishReason(),
                answer.failure().map(AnswerFailure::code),
                answer.failure().map(AnswerFailure::retryable),
                answer.usage().map(Usage::inputTokens),
                answer.usage().map(Usage::outputTokens),
                answer.usage().map(Usage::reasoningTokens),
                answer.usage().map(Usage::cachedTokens),
                bill.cost().amount(),
                bill.cost().source(),
                bill.counts(),
                bill.user(),
                bill.platform(),
                answer.timing().map(Timing::queuedMillis),
                answer.timing().map(Timing::firstTokenMillis),
                answer.timing().map(Timing::durationMillis),
                answer.timing().flatMap(Timing::outputTokensPerSecond),
                answer.servedModel(),
                answer.servedBy(),
                ending.generation(),
                answer.model().value(),
                ConversationSql.words(answer.text()),
                fence.epoch(),
                ProviderCallSql.numbers(ending),
                ProviderCallSql.generations(ending),
                ProviderCallSql.booked(ending),
                ProviderCallSql.told(ending));
        return script;
    }
}
