package com.compareintel.core.staff;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What became of a comparison, without a word of what was asked and answered, and nothing that
/// tells who a visitor is.
///
/// @param owner the account it belongs to; empty of a visitor's
/// @param tier it was admitted in, if that was noted
/// @param key the API key it was asked with, if any
/// @param stored whether it is kept in a conversation
/// @param instance that runs it, or ran it last
/// @param epoch how many have run it, that one included
/// @param charged once it has ended
/// @param cost of all answers, whoever paid, once it has ended
public record CaseFile(
        ComparisonId id,
        Optional<AccountId> owner,
        Optional<Tier> tier,
        Optional<KeyId> key,
        ComparisonStatus status,
        boolean stored,
        Instant createdAt,
        Optional<Instant> finishedAt,
        InstanceId instance,
        int epoch,
        Credits held,
        Optional<Credits> charged,
        Optional<Usd> cost,
        List<AnswerCase> answers,
        List<HoldCase> holds) {
    public CaseFile {
        answers = List.copyOf(answers);
        holds = List.copyOf(holds);
    }

    /// What became of one answer.
    ///
    /// @param attempt how often it visibly started
    /// @param bill who pays what for it, once it has ended
    public record AnswerCase(
            ModelId model,
            AnswerStatus status,
            int attempt,
            Optional<AnswerFailure> failure,
            Optional<Usage> usage,
            Optional<Bill> bill) {}

    /// What became of what was set aside in one pool, the payer's own first.
    ///
    /// @param pool the kind of pool: `account`, `key`, `network`, `site` or `visitors`
    public record HoldCase(String pool, Credits amount, State state) {
        /// What becomes of a hold.
        public enum State {
            HELD,
            SETTLED,
            RELEASED
        }
    }
}
