package com.compareintel.persistence.postgres;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.FailureCode;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.staff.CaseFile;
import com.compareintel.core.staff.CaseFile.AnswerCase;
import com.compareintel.core.staff.CaseFile.HoldCase;
import com.compareintel.core.staff.CaseFiles;
import com.compareintel.core.tier.Tier;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All comparisons, as PostgreSQL finds them. Columns are named one by one: no text leaves the
/// database, and of an owner or a pool nothing but what it is, unless it is an account.
@Singleton
@Bean(typed = CaseFiles.class)
final class PostgresCaseFiles implements CaseFiles {
    private static final String ACCOUNT = "account:";

    private final Database database;

    PostgresCaseFiles(Database database) {
        this.database = database;
    }

    @Override
    public Optional<CaseFile> find(ComparisonId id) {
        Script script =
                new Script()
                        .add(
                                """
                                SELECT model, status, attempt, failure_code, failure_retryable,
                                       input_tokens, output_tokens, reasoning_tokens, cached_tokens,
                                       cost_usd, cost_source, counts, user_usd, platform_usd
                                FROM answers WHERE comparison_id = ? ORDER BY position
                                """,
                                id.value())
                        .add(
                                """
                                SELECT split_part(pool, ':', 1) AS kind, milli, state
                                FROM holds WHERE comparison_id = ? ORDER BY position
                                """,
                                id.value())
                        .add(
                                """
                                SELECT id, CASE WHEN owner_key LIKE 'account:%' THEN owner_key END AS owner,
                                       tier, key_id, status, conversation_id IS NOT NULL AS stored,
                                       created_at, finished_at, instance, epoch, held_milli,
                                       charged_milli, cost_usd
                                FROM comparisons WHERE id = ?
                                """,
                                id.value());
        return database.run(
                script,
                results -> {
                    List<AnswerCase> answers = results.rows(PostgresCaseFiles::answer);
                    List<HoldCase> holds = results.rows(PostgresCaseFiles::hold);
                    return results.row(row -> file(row, answers, holds));
                });
    }

    private static AnswerCase answer(Row row) throws SQLException {
        return new AnswerCase(
                new ModelId(row.text("model")),
                row.constant("status", AnswerStatus.class),
                row.integer("attempt"),
                row.isNull("failure_code")
                        ? Optional.empty()
                        : Optional.of(
                                new AnswerFailure(
                                        row.constant("failure_code", FailureCode.class),
                                        row.flag("failure_retryable"))),
                ComparisonSql.usage(row),
                bill(row));
    }

    private static Optional<Bill> bill(Row row) throws SQLException {
        return row.isNull("counts")
                ? Optional.empty()
                : Optional.of(
                        new Bill(
                                row.flag("counts"),
                                row.usd("user_usd"),
                                row.usd("platform_usd"),
                                new Answer.Cost(
                                        row.usd("cost_usd"),
                                        row.constant("cost_source", CostSource.class))));
    }

    private static HoldCase hold(Row row) throws SQLException {
        return new HoldCase(
                row.text("kind"),
                row.credits("milli"),
                row.constant("state", HoldCase.State.class));
    }

    private static CaseFile file(Row row, List<AnswerCase> answers, List<HoldCase> holds)
            throws SQLException {
        return new CaseFile(
                new ComparisonId(row.uuid("id")),
                row.optionalText("owner")
                        .map(key ->
                                new AccountId(UUID.fromString(key.substring(ACCOUNT.length())))),
                row.optionalConstant("tier", Tier.class),
                row.optionalUuid("key_id").map(KeyId::new),
                row.constant("status", ComparisonStatus.class),
                row.flag("stored"),
                row.instant("created_at"),
                row.optionalInstant("finished_at"),
                new InstanceId(row.uuid("instance")),
                row.integer("epoch"),
                row.credits("held_milli"),
                row.isNull("charged_milli")
                        ? Optional.empty()
                        : Optional.of(new Credits(row.number("charged_milli"))),
                row.optionalDecimal("cost_usd").map(Usd::new),
                answers,
                holds);
    }
}
