package com.compareintel.core.run;

import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.CostSource;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.comparison.Timing;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An answer that has ended but is not billed yet: billing may have to count tokens, which takes a
/// while for a long answer and is therefore not done where signals are handled.
///
/// @param answer in its final status; its usage is the provider's, if it reported one
/// @param asked whether a call to the provider was under way or had come to its end
/// @param hungUp whether we ended that call, so that its handle may still come
/// @param cost what the provider says it charged
/// @param wasted what earlier tries of this answer cost nevertheless
/// @param generation the provider's handle of the last call
/// @param call the number of the last call
/// @param earlier the calls before it that came to nothing, as far as their handles are known
record EndedAnswer(
        PlannedAnswer planned,
        Answer answer,
        boolean asked,
        boolean hungUp,
        Optional<Usd> cost,
        Usd wasted,
        Optional<String> generation,
        int call,
        List<ProviderCall> earlier) {

    /// Reckons who pays what.
    AnswerEnding bill(TokenCounter counter) {
        Usage relayed = asked ? relayed(counter) : new Usage(0, 0, 0, 0);
        Bill bill =
                Bill.of(
                        answer.status(),
                        new Bill.Meter(asked, answer.hasOutput(), answer.usage(), cost, relayed),
                        planned.card().price());
        return new AnswerEnding(
                withUsage(tokens(relayed), bill.cost()),
                new Bill(bill.counts(), bill.user(), bill.platform().plus(wasted), bill.cost()),
                generation,
                calls(bill));
    }

    /// All calls whose handle is known or may still come. The last one is among the earlier ones if
    /// it came to nothing and was not followed by another.
    private List<ProviderCall> calls(Bill bill) {
        List<ProviderCall> all = new ArrayList<>(earlier);
        if (asked && (generation.isPresent() || hungUp)) {
            Answer.Cost booked = bill.cost();
            all.add(
                    new ProviderCall(
                            call,
                            generation,
                            booked.amount(),
                            booked.source() == CostSource.PROVIDER));
        }
        return all;
    }

    /// Counted only where it matters: a provider that reported its usage is believed, unless the
    /// user cancelled.
    private Usage relayed(TokenCounter counter) {
        boolean needed =
                answer.usage().isEmpty()
                        || switch (answer.status()) {
                            case CANCELLED -> true;
                            case QUEUED, RUNNING, COMPLETED, FAILED -> false;
                        };
        if (!needed) {
            return answer.usage().orElseThrow();
        }
        long reasoning = counter.count(answer.reasoning());
        long output = Math.addExact(reasoning, (long) counter.count(answer.text()));
        return new Usage(planned.size().tokens(), output, reasoning, 0);
    }

    /// What is shown: the provider's figures, else the counted ones of an answer that was relayed.
    private Optional<Usage> tokens(Usage relayed) {
        boolean wasRelayed =
                asked && (answer.hasOutput() || answer.status() == AnswerStatus.CANCELLED);
        return answer.usage().or(() -> Optional.of(relayed).filter(counted -> wasRelayed));
    }

    private Answer withUsage(Optional<Usage> usage, Answer.Cost cost) {
        return new Answer(
                answer.model(),
                answer.terms(),
                answer.status(),
                answer.attempt(),
                answer.text(),
                answer.reasoning(),
                answer.finishReason(),
                answer.failure(),
                usage,
                Optional.of(cost),
                answer.timing().map(timing -> withRate(timing, usage)),
                answer.servedModel(),
                answer.servedBy());
    }

    private static Timing withRate(Timing timing, Optional<Usage> usage) {
        long tokens = usage.map(Usage::outputTokens).orElse(0L);
        OptionalLong first = timing.firstTokenMillis();
        long millis = timing.durationMillis() - first.orElse(0);
        Optional<BigDecimal> rate =
                first.isEmpty() || millis <= 0 || tokens == 0
                        ? Optional.empty()
                        : Optional.of(
                                BigDecimal.valueOf(tokens * 1000)
                                        .divide(
                                                BigDecimal.valueOf(millis),
                                                1,
                                                RoundingMode.HALF_UP));
        return new Timing(timing.queuedMillis(), first, timing.durationMillis(), rate);
    }
}
