package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Message;
import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.Plan;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Prompt;
import com.compareintel.core.comparison.PromptSize;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// Comparisons, plans and models for tests of runs.
final class Runs {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Runs() {}

    /// A model that costs a dollar per million input tokens and two per million output tokens.
    static ModelCard model(String name, Reasoning reasoning) {
        return new ModelCard(
                new ModelId(name),
                name,
                "Test",
                "",
                100_000,
                OptionalLong.empty(),
                List.of("text"),
                Set.of(),
                reasoning,
                ModelPrice.flat(new Rates(Usd.of("0.000001"), Usd.of("0.000002"), Usd.ZERO)),
                Tier.FREE);
    }

    static ModelCard model(ModelId id) {
        return model(id.value(), Reasoning.NONE);
    }

    static PlannedAnswer planned(ModelCard card) {
        return new PlannedAnswer(
                card,
                List.of(new Message(Message.Role.USER, "Explain tides.")),
                new PromptSize(14, 4, 1),
                new Answer.Terms(1_000, List.of()),
                Parameters.DEFAULTS,
                Usd.of("0.01"));
    }

    static Plan plan(ModelCard... cards) {
        List<PlannedAnswer> answers = new ArrayList<>();
        for (ModelCard card : cards) {
            answers.add(planned(card));
        }
        return new Plan(answers, Credits.of(10), 1_000);
    }

    static Plan plan(int models) {
        ModelCard[] cards = new ModelCard[models];
        for (int i = 0; i < models; i++) {
            cards[i] = model("test/model-" + i, Reasoning.NONE);
        }
        return plan(cards);
    }

    static Comparison admitted(Plan plan) {
        return new Comparison(
                new ComparisonId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L)),
                Optional.empty(),
                ComparisonStatus.RUNNING,
                new Prompt("Explain tides.", Optional.empty()),
                START,
                plan.hold(),
                plan.maxOutputTokens(),
                Optional.empty(),
                plan.answers().stream()
                        .map(answer -> Answer.queued(answer.card().id(), answer.terms()))
                        .toList());
    }

    static Comparison.Closing closing(Effect.Settle settle, Instant at) {
        return new Comparison.Closing(
                at,
                settle.settlement().charge(),
                settle.settlement().cost(),
                Credits.of(90),
                Credits.NONE,
                START.plusSeconds(86_400),
                settle.startSkewMillis());
    }
}
