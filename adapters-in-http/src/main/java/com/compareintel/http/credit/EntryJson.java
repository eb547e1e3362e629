package com.compareintel.http.credit;

import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.Posting;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.http.json.Instants;
import com.compareintel.http.query.Paging;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A line of the ledger as its owner sees it.
///
/// @param credits below zero where the balance fell, so that all lines sum to what is left
/// @param balanceAfter what the line's own period had left after it; absent for visitors, whose
///   network's balance is not theirs alone
record EntryJson(
        String id,
        String kind,
        BigDecimal credits,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal balanceAfter,
        @Nullable String comparisonId,
        String note,
        String periodStartedAt,
        String createdAt) {

    /// A page of the ledger.
    public record PageJson(List<EntryJson> data, @Nullable String nextCursor) {}

    /// @param withBalance whether the balance is the reader's
    static PageJson page(ShowLedger.Page page, boolean withBalance) {
        return new PageJson(
                page.entries().stream().map(entry -> of(entry, withBalance)).toList(),
                page.last().map(Paging::cursor).orElse(null));
    }

    private static EntryJson of(Entry entry, boolean withBalance) {
        return new EntryJson(
                entry.id().toString(),
                Amounts.name(entry.posting().kind()),
                Amounts.signed(entry.posting().milli()),
                withBalance ? Amounts.signed(entry.posting().balanceAfter()) : null,
                entry.comparison().map(UUID::toString).orElse(null),
                note(entry.posting(), entry.comparison().isPresent()),
                Instants.text(entry.periodStartedAt()),
                Instants.text(entry.createdAt()));
    }

    private static String note(Posting posting, boolean ofComparison) {
        return switch (posting.kind()) {
            case GRANT -> "The allowance of a new period";
            case HOLD -> "Set aside for a comparison: the most it can cost";
            case RELEASE -> "Came back at the end of a comparison: all that was set aside for it";
            case CHARGE -> "The price of a comparison";
            case OVERAGE ->
                    "Drawn beyond the allowance for a comparison; below zero: came back unused";
            case EXPIRE ->
                    ofComparison
                            ? "Came back after its period had ended, and expired with it"
                            : "Left over at the end of a period";
            case ADJUST -> posting.milli() < 0 ? "Taken by the operator" : "Given by the operator";
        };
    }
}
