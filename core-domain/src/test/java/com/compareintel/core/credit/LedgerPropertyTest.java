package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whatever is held, charged and given back in whatever order, over whatever periods: no pool is
/// overdrawn, every hold is resolved once, and the entries sum to the balance.
class LedgerPropertyTest {
    private static final int SEQUENCES = 3_000;
    private static final int STEPS = 40;
    private static final Instant START = Instant.parse("2026-01-30T22:00:00Z");

    private record Open(UUID id, List<Pool> pools, Credits amount) {}

    @Test
    void never_overdrawn_resolved_once_entries_sum_to_balance() {
        long seed = System.nanoTime();
        System.out.println("ledger property seed " + seed);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            play(new Random(seed + sequence));
        }
    }

    private static void play(Random random) {
        InMemoryCreditLedger ledger = new InMemoryCreditLedger();
        List<String> keys = List.of("own", "site", "visitors");
        List<Open> open = new ArrayList<>();
        Map<UUID, Integer> resolved = new HashMap<>();
        Instant now = START;
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(1_000)));
            if (open.isEmpty() || random.nextInt(5) < 3) {
                List<Pool> pools =
                        keys.subList(0, 1 + random.nextInt(keys.size())).stream()
                                .map(key ->
                                        new Pool(
                                                key,
                                                allowance(random),
                                                Pool.Limit.CREDITS,
                                                key.equals("own") && random.nextInt(8) > 0))
                                .toList();
                Credits amount = new Credits(random.nextInt(8_000));
                Funds before = ledger.funds(pools, now);
                if (random.nextInt(6) == 0) {
                    switchOverage(ledger, pools.getFirst(), random, now);
                    before = ledger.funds(pools, now);
                }
                UUID id = UUID.randomUUID();
                boolean held = ledger.hold(id, pools, amount, now);
                assertThat(held).isEqualTo(before.available().covers(amount));
                if (held) {
                    open.add(new Open(id, pools, amount));
                }
            } else {
                Open ending = open.remove(random.nextInt(open.size()));
                Credits charge = new Credits(random.nextLong(ending.amount().milli() + 1));
                ledger.resolve(ending.id(), charge, now);
                resolved.merge(ending.id(), 1, Integer::sum);
            }
            keys.forEach(key -> check(ledger, key, open));
        }
        assertThat(resolved.values()).allMatch(times -> times == 1);
    }

    private static void switchOverage(
            InMemoryCreditLedger ledger, Pool own, Random random, Instant now) {
        if (random.nextInt(4) == 0) {
            ledger.disableOverage(own, now);
        } else {
            Usd limit = new Usd(BigDecimal.valueOf(1 + random.nextInt(300), 3));
            Balance on = ledger.enableOverage(own, Optional.of(limit), Usd.of("0.013"), now);
            assertThat(on.overage().enabled()).isTrue();
        }
    }

    /// Of changing size and zone, as after a change of tier or a journey.
    private static Allowance allowance(Random random) {
        ZoneId zone = random.nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Asia/Tokyo");
        PeriodKind kind = random.nextInt(4) == 0 ? PeriodKind.MONTH : PeriodKind.DAY;
        return new Allowance(Credits.of(5 + random.nextInt(20)), kind, zone, START);
    }

    private static void check(InMemoryCreditLedger ledger, String key, List<Open> open) {
        List<Balance> periods = ledger.history(key);
        long available = 0;
        long held = 0;
        for (int i = 0; i < periods.size(); i++) {
            Balance balance = periods.get(i);
            boolean latest = i == periods.size() - 1;
            assertThat(balance.closed()).isEqualTo(!latest);
            assertThat(
                            balance.available().milli()
                                    + balance.held().milli()
                                    + balance.used().milli())
                    .isLessThanOrEqualTo(
                            balance.allowance().plus(balance.overage().drawn()).milli());
            // bought is only what the allowance lacks
            assertThat(balance.overage().drawn().milli())
                    .isEqualTo(
                            Math.max(
                                    0,
                                    balance.held().plus(balance.used()).milli()
                                            - balance.allowance().milli()));
            available += balance.available().milli();
            held += balance.held().milli();
        }
        long sum = 0;
        for (Entry entry : ledger.entries(key, Integer.MAX_VALUE)) {
            sum += entry.posting().milli();
            assertThat(entry.posting().balanceAfter()).isNotNegative();
        }
        assertThat(sum).isEqualTo(available);
        assertThat(held)
                .isEqualTo(
                        open.stream()
                                .filter(each ->
                                        each.pools().stream()
                                                .anyMatch(pool -> pool.key().equals(key)))
                                .mapToLong(each -> each.amount().milli())
                                .sum());
    }
}
