package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.openrouter.local.BillingRow;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a newcomer sees first: three demo models answer one prompt side by side.
final class FirstStepsJourney {
    private static final String PROMPT = "Why is the sky blue?";
    private static final List<String> MODELS = List.of("demo/sparrow", "demo/wren", "demo/swift");

    /// What an anonymous visitor's network has a day.
    private static final BigDecimal ALLOWANCE = BigDecimal.valueOf(50);

    @Test
    void three_demo_models_answer_interleaved_and_exactly_and_are_charged_once() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .upstream(LocalUpstreamOptions.faulty().speed(3)));
                Client client = Client.visitor(product.uri());
                EventStream stream = client.stream(Client.body(PROMPT, MODELS))) {
            List<EventStream.Event> events = stream.rest();
            Reading reading = new Reading().take(events);
            BigDecimal charge = chargeFor(product.upstream().book().rows());

            assertThat(reading.finished().path("status").asText()).isEqualTo("completed");
            assertThat(reading.finished().path("charged_credits").decimalValue())
                    .isEqualByComparingTo(charge);
            assertThat(reading.finished().at("/credits/remaining").decimalValue())
                    .isEqualByComparingTo(ALLOWANCE.subtract(charge));
            assertThat(reading.finished().at("/credits/held").decimalValue())
                    .isEqualByComparingTo("0");
            for (String model : MODELS) {
                assertThat(reading.text(model)).isEqualTo(upstreamsOwnAnswer(product, model));
            }
            assertThat(turns(events)).isGreaterThan(MODELS.size());
        }
    }

    /// How often the stream goes over from one model's text to another's.
    private static int turns(List<EventStream.Event> events) {
        List<String> speakers =
                events.stream()
                        .filter(event -> event.name().equals("answer.delta"))
                        .map(EventStream.Event::model)
                        .toList();
        int turns = 1;
        for (int i = 1; i < speakers.size(); i++) {
            turns += speakers.get(i).equals(speakers.get(i - 1)) ? 0 : 1;
        }
        return turns;
    }

    private static BigDecimal chargeFor(List<BillingRow> rows) {
        assertThat(rows).hasSize(MODELS.size());
        return rows.stream()
                .map(BillingRow::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(2)
                .setScale(0, RoundingMode.UP)
                .max(BigDecimal.ONE);
    }

    /// The same question asked of the upstream directly, as one piece.
    private static String upstreamsOwnAnswer(RunningProduct product, String model) {
        ObjectNode question = Client.JSON.createObjectNode().put("model", model);
        question.putArray("messages").addObject().put("role", "user").put("content", PROMPT);
        try (Client upstream = Client.elsewhere(product.upstream().baseUri())) {
            JsonNode answer = upstream.post("/api/v1/chat/completions", question).json();
            return answer.at("/choices/0/message/content").asText();
        }
    }
}
