package com.compareintel.http.admin;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.staff.CaseFile;
import com.compareintel.core.staff.CaseFile.AnswerCase;
import com.compareintel.core.staff.CaseFile.HoldCase;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.json.Instants;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became of a comparison, as staff sees it.
record CaseJson(
        String id,
        @Nullable String accountId,
        @Nullable String tier,
        @Nullable String apiKeyId,
        String status,
        boolean stored,
        String createdAt,
        @Nullable String finishedAt,
        String instanceId,
        int epoch,
        BigDecimal heldCredits,
        @Nullable BigDecimal chargedCredits,
        @Nullable String costUsd,
        List<AnswerJson> answers,
        List<HoldJson> holds) {

    /// What became of one answer.
    record AnswerJson(
            String model,
            String status,
            int attempt,
            @Nullable String failureCode,
            @Nullable UsageJson usage,
            @Nullable BillJson bill) {
        static AnswerJson of(AnswerCase answer) {
            return new AnswerJson(
                    answer.model().value(),
                    lower(answer.status()),
                    answer.attempt(),
                    answer.failure().map(failure -> failure.code().wireName()).orElse(null),
                    answer.usage().map(UsageJson::of).orElse(null),
                    answer.bill().map(BillJson::of).orElse(null));
        }
    }

    /// The tokens that its provider told.
    record UsageJson(long inputTokens, long outputTokens, long reasoningTokens, long cachedTokens) {
        static UsageJson of(Usage usage) {
            return new UsageJson(
                    usage.inputTokens(),
                    usage.outputTokens(),
                    usage.reasoningTokens(),
                    usage.cachedTokens());
        }
    }

    /// Who pays what for it.
    record BillJson(
            boolean counts, String costUsd, String costSource, String userUsd, String platformUsd) {
        static BillJson of(Bill bill) {
            return new BillJson(
                    bill.counts(),
                    bill.cost().amount().toString(),
                    lower(bill.cost().source()),
                    bill.user().toString(),
                    bill.platform().toString());
        }
    }

    /// What became of what was set aside.
    record HoldJson(String pool, BigDecimal credits, String state) {
        static HoldJson of(HoldCase hold) {
            return new HoldJson(hold.pool(), hold.amount().toDecimal(), lower(hold.state()));
        }
    }

    static CaseJson of(CaseFile file) {
        return new CaseJson(
                file.id().toString(),
                file.owner().map(AccountId::toString).orElse(null),
                file.tier().map(Tier::wireName).orElse(null),
                file.key().map(KeyId::toString).orElse(null),
                lower(file.status()),
                file.stored(),
                Instants.text(file.createdAt()),
                file.finishedAt().map(Instants::text).orElse(null),
                file.instance().value().toString(),
                file.epoch(),
                file.held().toDecimal(),
                file.charged().map(Credits::toDecimal).orElse(null),
                file.cost().map(Usd::toString).orElse(null),
                file.answers().stream().map(AnswerJson::of).toList(),
                file.holds().stream().map(HoldJson::of).toList());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
