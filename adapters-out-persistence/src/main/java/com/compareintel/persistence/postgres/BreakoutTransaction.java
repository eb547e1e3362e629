package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.conversation.Breakout;
import com.compareintel.core.conversation.Shelf;
import com.compareintel.persistence.postgres.Database.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// One breakout, in two round trips: lock the conversation and see how it stands; write and commit.
/// The lock is the one that a further turn and a deletion take, so neither happens meanwhile.
/// Nothing is read into memory: the database copies its own rows.
final class BreakoutTransaction {
    private final Shelf shelf;
    private final Breakout breakout;
    private final UUID from;
    private final UUID to;

    BreakoutTransaction(Shelf shelf, Breakout breakout) {
        this.shelf = shelf;
        this.breakout = breakout;
        this.from = breakout.from().value();
        this.to = breakout.to().value();
    }

    /// How things stand under the lock.
    private record Standing(
            Optional<Repeat> repeat,
            Optional<String> title,
            long newer,
            boolean busy,
            boolean asked) {}

    Verdict<Breakout.Outcome> run(Connection connection) throws SQLException {
        Standing standing = lockAndLook(connection);
        Optional<Breakout.Outcome> refusal = refusal(standing);
        if (refusal.isPresent()) {
            return Verdict.drop(refusal.get());
        }
        write(connection, standing.title().orElseThrow());
        return Verdict.keep(new Breakout.Outcome.BrokenOut());
    }

    private Optional<Breakout.Outcome> refusal(Standing standing) {
        if (standing.repeat().isPresent()) {
            Repeat repeat = standing.repeat().get();
            return Optional.of(
                    new Breakout.Outcome.Repeated(
                            new ConversationId(repeat.result()), repeat.fingerprint()));
        }
        if (standing.title().isEmpty()) {
            return Optional.of(new Breakout.Outcome.Missing());
        }
        if (!shelf.cap().shows(standing.newer())) {
            return Optional.of(new Breakout.Outcome.Archived());
        }
        if (standing.busy()) {
            return Optional.of(new Breakout.Outcome.Busy());
        }
        return standing.asked() ? Optional.empty() : Optional.of(new Breakout.Outcome.NotThere());
    }

    /// The key comes before the conversation, as in an admission.
    private Standing lockAndLook(Connection connection) throws SQLException {
        Script script = new Script();
        Optional<Idempotency> key = breakout.idempotency();
        IdempotencySql.use(script, key, to, breakout.at());
        script.add(
                """
                SELECT title FROM conversations WHERE id = ? AND owner_key = ?
                FOR NO KEY UPDATE
                """,
                from,
                shelf.owner().key());
        ConversationSql.newer(script, shelf.owner(), Optional.of(from), shelf.cap());
        script.add(
                """
                SELECT EXISTS (SELECT FROM comparisons
                               WHERE conversation_id = ? AND status = 'running') AS busy,
                       EXISTS (SELECT FROM comparisons JOIN answers ON comparison_id = id
                               WHERE conversation_id = ? AND model = ?) AS asked
                """,
                from,
                from,
                breakout.model().value());
        return script.run(
                connection,
                results -> {
                    Optional<Repeat> repeat = IdempotencySql.usedBefore(results, key);
                    Optional<String> title = results.row(row -> row.text("title"));
                    long newer = ConversationSql.newer(results);
                    record Facts(boolean busy, boolean asked) {}
                    Facts facts =
                            results.row(row -> new Facts(row.flag("busy"), row.flag("asked")))
                                    .orElseThrow();
                    return new Standing(repeat, title, newer, facts.busy(), facts.asked());
                });
    }

    private void write(Connection connection, String original) throws SQLException {
        String title = ConversationTitle.ofBreakout(original, breakout.model());
        Script script = new Script();
        script.add(
                """
                INSERT INTO conversations (id, owner_key, title, created_at, last_activity_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                to,
                shelf.owner().key(),
                title,
                breakout.at(),
                breakout.at());
        ConversationSql.addText(
                script, to, Optional.empty(), shelf.owner(), ConversationSql.words(title));
        copy(script);
        script.commit().run(connection);
    }

    /// Whatever told of money becomes nothing. An answer that counts goes on counting: it is what
    /// the model is told of the past.
    private void copy(Script script) {
        script.add(
                """
                WITH turns AS MATERIALIZED (
                    SELECT id AS source, uuid_v7() AS id FROM comparisons WHERE conversation_id = ?
                ), copied AS (
                    INSERT INTO comparisons (id, owner_key, payer_key, conversation_id, status, prompt,
                        system, temperature, top_p, asked_output_tokens, seed, reasoning_effort,
                        cancel_on_disconnect, held_milli, max_output_tokens, created_at, instance,
                        epoch, lease_until, finished_at, charged_milli, cost_usd, remaining_milli,
                        still_held_milli, resets_at, start_skew_millis)
                    SELECT turns.id, owner_key, payer_key, ?, coalesce(answers.status, 'completed'),
                        prompt, system, temperature, top_p, asked_output_tokens, seed,
                        reasoning_effort, cancel_on_disconnect, 0, comparisons.max_output_tokens,
                        created_at, instance, epoch, lease_until, finished_at, 0, 0,
                        remaining_milli, still_held_milli, resets_at, start_skew_millis
                    FROM turns JOIN comparisons ON comparisons.id = source
                        LEFT JOIN answers ON comparison_id = source AND model = ?
                ), answered AS (
                    INSERT INTO answers (comparison_id, model, position, max_output_tokens,
                        ignored_parameters, status, attempt, text, reasoning, finish_reason,
                        failure_code, failure_retryable, input_tokens, output_tokens,
                        reasoning_tokens, cached_tokens, cost_usd, cost_source, counts, user_usd,
                        platform_usd, queued_millis, first_token_millis, duration_millis,
                        output_tokens_per_second, served_model, served_by, generation)
                    SELECT turns.id, model, 0, max_output_tokens, ignored_parameters, status, attempt,
                        text, reasoning, finish_reason, failure_code, failure_retryable,
                        input_tokens, output_tokens, reasoning_tokens, cached_tokens, 0,
                        cost_source, counts, 0, 0, queued_millis, first_token_millis,
                        duration_millis, output_tokens_per_second, served_model, served_by, generation
                    FROM turns JOIN answers ON comparison_id = source
                    WHERE model = ?
                )
                INSERT INTO conversation_texts (conversation_id, comparison_id, model, words)
                SELECT ?, turns.id, model, words
                FROM conversation_texts JOIN turns ON comparison_id = source
                WHERE conversation_id = ? AND (model IS NULL OR model = ?)
                """,
                from,
                to,
                breakout.model().value(),
                breakout.model().value(),
                to,
                from,
                breakout.model().value());
    }
}
