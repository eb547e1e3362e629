package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.Rounds;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account in each of 24 zones, which moves whenever it likes and starts comparisons at the same
/// moment, again and again: one grant for each period, however many begin it. 400 days with the
/// profile `long`, a few in the gate.
class GrantsTest {
    private static final int DAYS = Rounds.of(1) > 1 || Rounds.areFull() ? 400 : 3;
    private static final int AT_ONCE = 3;
    private static final Instant BEGIN = Instant.parse("2028-02-27T03:00:00Z");

    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Etc/GMT+12",
                    "Pacific/Pago_Pago",
                    "Pacific/Marquesas",
                    "America/Anchorage",
                    "America/Los_Angeles",
                    "America/Havana",
                    "America/Santiago",
                    "America/St_Johns",
                    "America/Sao_Paulo",
                    "America/Nuuk",
                    "Atlantic/Azores",
                    "Europe/London",
                    "Europe/Berlin",
                    "Africa/Casablanca",
                    "Africa/Cairo",
                    "Asia/Beirut",
                    "Asia/Tehran",
                    "Asia/Kathmandu",
                    "Asia/Tokyo",
                    "Australia/Lord_Howe",
                    "Pacific/Auckland",
                    "Pacific/Chatham",
                    "Pacific/Kiritimati");

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    private static Caller in(Caller caller, String zone) {
        Allowance allowance =
                new Allowance(Credits.of(50), PeriodKind.DAY, ZoneId.of(zone), Instant.EPOCH);
        return new Caller(
                caller.owner(),
                caller.payer(),
                caller.tier(),
                caller.staff(),
                List.of(new Pool(caller.payer().key(), allowance)),
                caller.idempotencyScope());
    }

    private static long number(String sql) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void each_period_is_granted_once_however_many_begin_it_and_however_zones_change()
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("grants seed " + seed);
        Random random = new Random(seed);
        Comparisons comparisons = Fixture.get(Comparisons.class);
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < ZONES.size(); i++) {
            callers.add(Samples.account(50));
        }
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < ZONES.size(); i++) {
                String zone =
                        random.nextBoolean()
                                ? ZONES.get(i)
                                : ZONES.get(random.nextInt(ZONES.size()));
                Caller caller = in(callers.get(i), zone);
                Instant now = BEGIN.plus(Duration.ofDays(day)).plusSeconds(random.nextInt(86_400));
                List<NewComparison> asked = new ArrayList<>();
                for (int each = 0; each < AT_ONCE; each++) {
                    asked.add(Draft.of(caller).of("a/one").holding(1).at(now).build());
                }
                List<AdmitOutcome> outcomes =
                        AtOnce.run(AT_ONCE, each -> comparisons.admit(asked.get(each)));
                assertThat(outcomes).containsOnly(new AdmitOutcome.Admitted());
                for (NewComparison comparison : asked) {
                    comparisons.finish(
                            comparison.fence(),
                            Samples.settlement(comparison.plan().hold()),
                            0,
                            now);
                }
            }
        }

        assertThat(number("SELECT count(*) FROM credit_periods"))
                .isEqualTo(number("SELECT count(*) FROM credit_entries WHERE kind = 'grant'"))
                .isEqualTo(
                        number(
                                "SELECT count(DISTINCT (pool, period_started_at)) FROM credit_entries"
                                        + " WHERE kind = 'grant'"));
        assertThat(
                        number(
                                "SELECT count(*) FROM (SELECT started_at - lag(started_at) OVER pools AS apart,"
                                        + " started_at - lag(resets_at) OVER pools AS after FROM credit_periods"
                                        + " WINDOW pools AS (PARTITION BY pool ORDER BY started_at)) AS next"
                                        + " WHERE apart < interval '20 hours' OR after < interval '0'"))
                .isZero();
    }
}
