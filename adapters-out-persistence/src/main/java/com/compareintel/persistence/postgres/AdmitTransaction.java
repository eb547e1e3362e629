package com.compareintel.persistence.postgres;

import com.compareintel.core.Confined;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.persistence.postgres.Database.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/// One admission, in two round trips: lock the pools and see how things stand; write and commit.
/// Until then nobody else can write about these pools or use the same idempotency key, and so
/// nobody can count on the same credit or the same room. Owned by the transaction it runs in.
@Confined
final class AdmitTransaction {
    private final NewComparison comparison;
    private final Caller caller;
    private final Instant now;
    private final String[] promptWords;

    AdmitTransaction(NewComparison comparison) {
        this.comparison = comparison;
        this.caller = comparison.caller();
        this.now = comparison.createdAt();
        this.promptWords =
                comparison.place() instanceof Place.Nowhere
                        ? new String[0]
                        : ConversationSql.words(comparison.request().prompt().text());
    }

    /// How things stand under the locks.
    private record Standing(
            boolean shut,
            boolean gone,
            boolean archived,
            boolean busy,
            long openOfOwner,
            long openOfPayer,
            Map<String, Balance> balances,
            Optional<Repeat> repeat) {}

    Verdict<AdmitOutcome> run(Connection connection) throws SQLException {
        Standing standing = lockAndLook(connection);
        Optional<AdmitOutcome> refusal = refusal(standing);
        if (refusal.isPresent()) {
            return Verdict.drop(refusal.get());
        }
        write(connection, standing);
        return Verdict.keep(new AdmitOutcome.Admitted());
    }

    private Optional<AdmitOutcome> refusal(Standing standing) {
        if (standing.repeat().isPresent()) {
            return Optional.of(new AdmitOutcome.Repeated(standing.repeat().get()));
        }
        if (standing.shut()) {
            return Optional.of(new AdmitOutcome.Shut());
        }
        if (standing.gone()) {
            return Optional.of(new AdmitOutcome.Gone());
        }
        if (standing.archived()) {
            return Optional.of(new AdmitOutcome.Archived());
        }
        if (standing.busy()) {
            return Optional.of(new AdmitOutcome.Busy());
        }
        if (standing.openOfOwner() >= comparison.limits().ofOwner()
                || standing.openOfPayer() >= comparison.limits().ofPayer()) {
            return Optional.of(new AdmitOutcome.TooManyOpen());
        }
        Funds funds = LedgerSql.funds(caller.pools(), standing.balances(), now);
        return funds.available().covers(comparison.plan().hold())
                ? Optional.empty()
                : Optional.of(new AdmitOutcome.OutOfCredit(funds));
    }

    private static Optional<Balance> current(Standing standing, Pool pool) {
        return Optional.ofNullable(standing.balances().get(pool.key()));
    }

    private Standing lockAndLook(Connection connection) throws SQLException {
        Optional<Place.SameConversation> place =
                Optional.of(comparison.place())
                        .filter(Place.SameConversation.class::isInstance)
                        .map(Place.SameConversation.class::cast);
        Optional<UUID> continued = place.map(same -> same.id().value());
        Script script = new Script().often();
        // First, for whoever waits for its owner keeps none of what others need meanwhile.
        switch (caller.owner()) {
            case Owner.Account(AccountId id) ->
                    script.add("SELECT id FROM accounts WHERE id = ? FOR SHARE", id.value());
            case Owner.Visitor(var visitor) -> VisitorSql.seen(script, visitor, now);
        }
        LedgerSql.lock(script, caller.pools());
        IdempotencySql.use(script, comparison.idempotency(), comparison.id().value(), now);
        script.add(
                """
                SELECT id FROM conversations WHERE id = ?::uuid AND owner_key = ? FOR NO KEY UPDATE
                """,
                continued,
                caller.owner().key());
        script.add(
                """
                SELECT (SELECT count(*) FROM comparisons
                        WHERE owner_key = ? AND status = 'running') AS of_owner,
                       (SELECT count(*) FROM comparisons
                        WHERE payer_key = ? AND status = 'running') AS of_payer,
                       EXISTS (SELECT FROM comparisons
                               WHERE conversation_id = ?::uuid AND status = 'running') AS busy,
                       EXISTS (SELECT FROM accounts
                               WHERE id = ?::uuid AND suspended_at IS NOT NULL) AS shut,
                """
                        + ConversationSql.NEWER
                        + " AS newer",
                caller.owner().key(),
                caller.payer().key(),
                continued,
                account(),
                caller.owner().key(),
                continued,
                place.map(same -> same.cap().shown()));
        LedgerSql.selectCurrent(script, caller.pools());
        return script.run(
                connection,
                results -> {
                    switch (caller.owner()) {
                        case Owner.Account account -> results.rows(row -> true);
                        case Owner.Visitor visitor -> results.written();
                    }
                    results.written();
                    Optional<Repeat> repeat =
                            IdempotencySql.usedBefore(results, comparison.idempotency());
                    boolean found = !results.rows(row -> row.uuid("id")).isEmpty();
                    record Open(
                            long ofOwner, long ofPayer, boolean busy, boolean shut, long newer) {}
                    Open open =
                            results.row(row ->
                                            new Open(
                                                    row.number("of_owner"),
                                                    row.number("of_payer"),
                                                    row.flag("busy"),
                                                    row.flag("shut"),
                                                    row.number("newer")))
                                    .orElseThrow();
                    return new Standing(
                            open.shut(),
                            continued.isPresent() && !found,
                            place.isPresent() && !place.get().cap().shows(open.newer()),
                            open.busy(),
                            open.ofOwner(),
                            open.ofPayer(),
                            LedgerSql.current(results),
                            repeat);
                });
    }

    private Optional<UUID> account() {
        return switch (caller.owner()) {
            case Owner.Account(AccountId id) -> Optional.of(id.value());
            case Owner.Visitor visitor -> Optional.empty();
        };
    }

    private <T> List<T> pools(Function<Pool, T> column) {
        return caller.pools().stream().map(column).toList();
    }

    private void write(Connection connection, Standing standing) throws SQLException {
        Script script = new Script().often();
        hold(script, standing);
        place(script);
        store(script);
        script.commit().run(connection);
    }

    private void hold(Script script, Standing standing) {
        LedgerSql ledger = new LedgerSql();
        Optional<UUID> id = Optional.of(comparison.id().value());
        Instant[] periods = new Instant[caller.pools().size()];
        for (int i = 0; i < periods.length; i++) {
            Pool pool = caller.pools().get(i);
            Optional<Balance> current = current(standing, pool);
            Balance.roll(current, pool.allowance(), now)
                    .ifPresent(roll -> ledger.post(pool.key(), roll));
            Balance.Step step = pool.at(current, now).hold(comparison.plan().hold()).orElseThrow();
            ledger.post(pool.key(), step, id);
            periods[i] = step.balance().period().startedAt();
        }
        ledger.write(script, now);
        script.add(
                """
                INSERT INTO holds (comparison_id, pool, period_started_at, position, milli, created_at)
                SELECT ?, pool, period_started_at, number - 1, ?, ?
                FROM unnest(?::text[], ?::timestamptz[]) WITH ORDINALITY
                    AS hold (pool, period_started_at, number)
                """,
                comparison.id().value(),
                comparison.plan().hold(),
                now,
                pools(Pool::key).toArray(String[]::new),
                periods);
    }

    private void place(Script script) {
        switch (comparison.place()) {
            case Place.NewConversation(var id, String title) -> {
                script.add(
                        """
                        INSERT INTO conversations (id, owner_key, title, created_at, last_activity_at)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                        id.value(),
                        caller.owner().key(),
                        title,
                        now,
                        now);
                ConversationSql.addText(
                        script,
                        id.value(),
                        Optional.empty(),
                        caller.owner(),
                        ConversationSql.words(title));
                addPrompt(script, id.value());
            }
            case Place.SameConversation(var id, var cap) -> {
                script.add(
                        "UPDATE conversations SET last_activity_at = ? WHERE id = ?",
                        now,
                        id.value());
                addPrompt(script, id.value());
            }
            case Place.Nowhere nowhere -> {}
        }
    }

    private void addPrompt(Script script, UUID conversation) {
        ConversationSql.addText(
                script,
                conversation,
                Optional.of(comparison.id().value()),
                caller.owner(),
                promptWords);
    }

    private void store(Script script) {
        Parameters parameters = comparison.request().parameters();
        script.add(
                """
                INSERT INTO comparisons (id, owner_key, payer_key, conversation_id, prompt, system,
                    temperature, top_p, asked_output_tokens, seed, reasoning_effort,
                    cancel_on_disconnect, held_milli, max_output_tokens, created_at,
                    tier, key_id, instance, epoch, lease_until)
                VALUES (?, ?, ?, ?::uuid, ?, ?::text,
                    ?::numeric, ?::numeric, ?::integer, ?::bigint, ?::text,
                    ?, ?, ?, ?,
                    ?, ?::uuid, ?, ?, now() + ? * interval '1 microsecond')
                """,
                comparison.id().value(),
                caller.owner().key(),
                caller.payer().key(),
                comparison.place().conversation().map(id -> id.value()),
                comparison.request().prompt().text(),
                comparison.request().prompt().system(),
                parameters.temperature(),
                parameters.topP(),
                parameters.maxOutputTokens(),
                parameters.seed(),
                parameters.reasoningEffort(),
                comparison.request().cancelOnDisconnect(),
                comparison.plan().hold(),
                comparison.plan().maxOutputTokens(),
                now,
                caller.tier(),
                caller.key().map(key -> key.id().value()),
                comparison.fence().instance().value(),
                comparison.fence().epoch(),
                comparison.lease());
        List<PlannedAnswer> answers = comparison.plan().answers();
        script.add(
                """
                INSERT INTO answers (comparison_id, model, position, max_output_tokens, ignored_parameters)
                SELECT ?, model, position, max_output_tokens, string_to_array(ignored, ',')
                FROM unnest(?::text[], ?::integer[], ?::integer[], ?::text[])
                    AS answer (model, position, max_output_tokens, ignored)
                """,
                comparison.id().value(),
                answers.stream().map(answer -> answer.card().id().value()).toArray(String[]::new),
                IntStream.range(0, answers.size()).boxed().toArray(Integer[]::new),
                answers.stream()
                        .map(answer -> answer.terms().maxOutputTokens())
                        .toArray(Integer[]::new),
                answers.stream()
                        .map(answer -> String.join(",", answer.terms().ignoredParameters()))
                        .toArray(String[]::new));
    }
}
