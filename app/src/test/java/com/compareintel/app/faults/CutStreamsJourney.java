package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.BillingRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Streams from the provider that are cut at any byte, and comparisons that are cancelled at any
/// event: every ending is charged by the table of endings, no hold stays open, and the provider is
/// left soon after a cancel.
final class CutStreamsJourney {
    private static final int STREAMS = Rounds.between(150, 3_000);
    private static final int MODELS = 3;
    private static final int AT_ONCE = 20;
    private static final int CANCELLED_PERCENT = 30;
    private static final int LATEST_CUT = 80_000;
    private static final Duration LEFT_WITHIN = Duration.ofSeconds(2);

    private final Random random = Seed.of(CutStreamsJourney.class);

    @Test
    void whatever_is_cut_or_cancelled_is_charged_as_it_ended() {
        try (Site site = Site.start(Site.plan().models(Models.SPEAKING))) {
            Random bytes = Seed.apart(random);
            site.beforeUpstream()
                    .cutEachAfter(() -> {
                        synchronized (bytes) {
                            return bytes.nextInt(LATEST_CUT);
                        }
                    });
            Caller caller = site.caller(Tier.PRO_PLUS);

            List<Session> sessions =
                    Load.all(AT_ONCE, STREAMS / MODELS, number -> session(site, caller));

            Duration quiet = site.books().awaitQuiet(Duration.ofSeconds(30));
            site.beforeUpstream().clear();
            sessions.forEach(Session::verify);
            site.books().assertClosed();
            assertCharges(site);
            assertProviderLeftInTime(site, sessions);
            System.out.printf(
                    "CutStreamsJourney: %d streams, quiet after %s, endings %s%n",
                    STREAMS,
                    quiet,
                    site.books().rows("SELECT status, count(*) FROM answers GROUP BY status"));
            Witness.of(site).assertAgrees();
        }
    }

    private Session session(Site site, Caller caller) {
        Random own = Seed.apart(random);
        Session session =
                new Session(
                        caller,
                        Caller.body("Question " + own.nextInt(), Models.some(MODELS, own)),
                        "bench-" + own.nextLong() + "-" + own.nextLong(),
                        Session.anyOf(site.instances(), own));
        return own.nextInt(100) < CANCELLED_PERCENT
                ? session.cancellingAfter(1 + own.nextInt(60), List.of())
                : session;
    }

    private static void assertCharges(Site site) {
        assertThat(
                        site.books()
                                .rows(
                                        "SELECT * FROM answers WHERE status = 'failed' AND user_usd > 0"))
                .as("failed answers that users pay for")
                .isEmpty();
        assertThat(
                        site.books()
                                .rows(
                                        """
                                        SELECT * FROM answers WHERE status = 'cancelled' AND NOT counts
                                            AND (user_usd > 0 OR text <> '')
                                        """))
                .as("cancelled answers that do not count although they said something")
                .isEmpty();
        Map<String, BillingRow> calls = new HashMap<>();
        site.upstream().rows().forEach(row -> calls.put(row.generationId(), row));
        for (String completed :
                site.books()
                        .rows(
                                """
                                SELECT generation, user_usd FROM answers
                                WHERE status = 'completed' AND cost_source = 'provider'
                                """)) {
            String[] fields = completed.substring(1, completed.length() - 1).split(",", -1);
            assertThat(calls.get(fields[0]))
                    .as(completed)
                    .extracting(BillingRow::cost)
                    .asString()
                    .isEqualTo(fields[1]);
        }
    }

    private static void assertProviderLeftInTime(Site site, List<Session> sessions) {
        Map<String, Instant> cancels = new HashMap<>();
        sessions.forEach(session ->
                session.cancelledAt()
                        .ifPresent(at -> cancels.put(session.reader().comparison(), at)));
        Map<String, String> comparisons = new HashMap<>();
        for (String answer :
                site.books()
                        .rows(
                                """
                                SELECT generation, comparison_id FROM answers
                                WHERE status = 'cancelled' AND generation IS NOT NULL
                                """)) {
            String[] fields = answer.substring(1, answer.length() - 1).split(",", -1);
            comparisons.put(fields[0], fields[1]);
        }
        for (BillingRow call : site.upstream().rows()) {
            Instant cancelled = cancels.get(comparisons.getOrDefault(call.generationId(), ""));
            if (cancelled != null) {
                assertThat(call.finishedAt())
                        .as("%s, cancelled at %s", call, cancelled)
                        .isBefore(cancelled.plus(LEFT_WITHIN));
            }
        }
    }
}
