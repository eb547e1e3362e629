package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPooler;
import com.compareintel.persistence.TestPostgres;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two instances with ten connections each to a PgBouncer in transaction mode that has four: what
/// one transaction leaves in its session the next one of somebody else would find. With
/// `-Dtest.db.pooler=true` all journeys run behind one.
final class BehindPoolerJourney {
    private static final int ACCOUNTS = 4;
    private static final int ROUNDS = 3;
    private static final int DUPLICATES = 3;

    @Test
    @Timeout(120)
    void many_accounts_at_two_instances_are_served_as_without_it() throws Exception {
        assumeTrue(TestPooler.installed().isPresent(), "PgBouncer is not installed");
        TestDatabase database = TestPooler.before(TestPostgres.shared().newDatabase());
        try (RunningProduct one =
                        RunningProduct.start(RunningProduct.options().database(database));
                RunningProduct other =
                        RunningProduct.start(
                                RunningProduct.options()
                                        .database(database)
                                        .upstream(one.upstream()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> accounts = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) {
                String name = "account" + i;
                accounts.add(
                        threads.submit(() -> {
                            live(name, one, other, threads);
                            return name;
                        }));
            }
            for (Future<?> account : accounts) {
                account.get();
            }

            // The turns of a breakout are comparisons of their own.
            BigDecimal turns = BigDecimal.valueOf(2L * ACCOUNTS * ROUNDS);
            assertThat(
                            one.number(
                                    "SELECT count(*) FROM comparisons"
                                            + " WHERE status = 'completed'"))
                    .isEqualByComparingTo(turns)
                    .isEqualByComparingTo(one.number("SELECT count(*) FROM comparisons"));
        }
    }

    /// What an account does in its life, at both instances at once where it can.
    private static void live(
            String name, RunningProduct one, RunningProduct other, ExecutorService threads)
            throws Exception {
        try (Client here = Client.withKey(one.uri(), one.key(Tier.PRO));
                Client there = here.at(other.uri())) {
            String conversation = "";
            for (int round = 0; round < ROUNDS; round++) {
                conversation = turn(name + round, conversation, here, there, threads);
            }
            JsonNode kept = there.get("/v1/conversations/" + conversation).json();
            assertThat(kept.path("turns")).hasSize(ROUNDS);
            assertThat(kept.at("/turns/0/prompt").asText()).isEqualTo(name + "0");
            assertThat(here.get("/v1/conversations?q=" + name + "1").json().path("data"))
                    .hasSize(1);
            assertThat(
                            there.post(
                                            "/v1/conversations/" + conversation + "/breakout",
                                            Client.JSON.createObjectNode().put("model", "fake/ok"))
                                    .status())
                    .isEqualTo(201);
            assertThat(here.fetch("/v1/conversations/" + conversation + "/export").body())
                    .contains(name + "2");

            JsonNode credits = there.get("/v1/credits").json();
            assertThat(credits.path("held").decimalValue()).isZero();
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode entry : here.get("/v1/credits/entries?limit=100").json().path("data")) {
                sum = sum.add(entry.path("credits").decimalValue());
            }
            assertThat(sum).isEqualByComparingTo(credits.path("remaining").decimalValue());
        }
    }

    /// One turn, asked for several times under one key.
    private static String turn(
            String prompt, String conversation, Client here, Client there, ExecutorService threads)
            throws Exception {
        ObjectNode body = Client.body(prompt, "fake/ok", "fake/unique-01");
        if (!conversation.isEmpty()) {
            body.put("conversation_id", conversation);
        }
        List<Future<JsonNode>> same = new ArrayList<>();
        for (int i = 0; i < DUPLICATES; i++) {
            Client client = i % 2 == 0 ? here : there;
            same.add(
                    threads.submit(() ->
                            client.post("/v1/comparisons", body, "Idempotency-Key", "key-" + prompt)
                                    .json()));
        }
        Set<String> ids = new HashSet<>();
        String answered = "";
        for (Future<JsonNode> future : same) {
            JsonNode comparison = future.get();
            assertThat(comparison.path("status").asText()).isEqualTo("completed");
            ids.add(comparison.path("id").asText());
            answered = comparison.path("conversation_id").asText();
        }
        assertThat(ids).hasSize(1);
        return answered;
    }
}
