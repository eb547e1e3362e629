package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Twelve models whose every token is their own, over and over: in the stream, in a replay and in
/// storage each text is its own model's, whatever the interleaving and however often the reader
/// drops off.
final class TwelveAnswersJourney {
    private static final int COMPARISONS = 1_000;
    private static final int AT_ONCE = 16;

    private static final List<String> MODELS =
            IntStream.rangeClosed(1, 12).mapToObj("fake/unique-%02d"::formatted).toList();

    @Test
    void every_text_is_its_own_models_in_the_stream_in_a_replay_and_in_storage() throws Exception {
        long seed = Long.getLong("seed", new Random().nextLong());
        try (RunningProduct product =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .set("tiers.pro_plus.open-at-once", 1_000)
                                        .set("tiers.pro_plus.credits", 1_000_000)
                                        .set("tiers.pro_plus.comparisons-per-minute", 1_000_000));
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO_PLUS));
                ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> comparisons = new ArrayList<>();
            for (int i = 0; i < COMPARISONS; i++) {
                Random random = new Random(seed + i);
                comparisons.add(readers.submit(() -> compare(client, random)));
            }
            for (Future<?> comparison : comparisons) {
                comparison.get();
            }
        } catch (Exception | AssertionError broken) {
            throw new AssertionError("with -Dseed=" + seed, broken);
        }
    }

    private static void compare(Client client, Random random) {
        Reading live = new Reading();
        EventStream stream = client.stream(Client.body("Interleave " + random.nextLong(), MODELS));
        while (!live.isFinished()) {
            Optional<EventStream.Event> event = stream.next();
            if (event.isPresent()) {
                live.take(event.get());
            }
            if (!live.isFinished() && (event.isEmpty() || random.nextInt(300) == 0)) {
                stream.close();
                stream = client.follow(live.comparison(), Optional.of(live.lastId()));
            }
        }
        stream.close();
        assertThat(live.endedModels()).containsExactlyInAnyOrderElementsOf(MODELS);
        JsonNode stored = client.get("/v1/comparisons/" + live.comparison()).json();
        Map<String, String> texts = new HashMap<>();
        stored.path("answers")
                .forEach(answer ->
                        texts.put(answer.path("model").asText(), answer.path("text").asText()));
        Reading replay = new Reading();
        try (EventStream again = client.follow(live.comparison(), Optional.empty())) {
            replay.take(again.rest());
        }
        for (String model : MODELS) {
            String text = texts.getOrDefault(model, "");
            String tag = "u" + model.substring(model.length() - 2) + "\\.[0-9a-f]{4}#\\d{6}";
            assertThat(text).matches("(?:" + tag + "(?:é漢😀)? )+");
            assertThat(live.text(model)).isEqualTo(text);
            assertThat(replay.text(model)).isEqualTo(text);
        }
        assertThat(stored.path("status").asText()).isEqualTo("completed");
    }
}
