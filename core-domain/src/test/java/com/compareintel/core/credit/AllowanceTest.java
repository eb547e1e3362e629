package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowanceTest {
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneOffset.UTC,
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("America/Sao_Paulo"),
                    ZoneId.of("America/Los_Angeles"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("Africa/Cairo"),
                    ZoneId.of("Pacific/Kiritimati"),
                    ZoneOffset.ofHours(-12));

    private static Allowance daily(String zone) {
        return new Allowance(Credits.of(50), PeriodKind.DAY, ZoneId.of(zone), Instant.EPOCH);
    }

    private static Allowance monthly(String zone, String since) {
        return new Allowance(
                Credits.of(720), PeriodKind.MONTH, ZoneId.of(zone), Instant.parse(since));
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    @ParameterizedTest(name = "{0} in {1}: {2} to {3}")
    @CsvSource({
        "2026-03-10T12:00:00Z, UTC, 2026-03-10T00:00:00Z, 2026-03-11T00:00:00Z",
        "2026-03-10T00:00:00Z, UTC, 2026-03-10T00:00:00Z, 2026-03-11T00:00:00Z",
        "2026-03-10T23:59:59.999Z, UTC, 2026-03-10T00:00:00Z, 2026-03-11T00:00:00Z",
        "2026-03-10T23:30:00Z, Europe/Berlin, 2026-03-10T23:00:00Z, 2026-03-11T23:00:00Z",
        // 23 hours: clocks go forward
        "2026-03-29T10:00:00Z, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        // 25 hours: clocks go back
        "2026-10-25T10:00:00Z, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        // midnight itself does not exist
        "2018-11-04T10:00:00Z, America/Sao_Paulo, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
        "2024-02-29T10:00:00Z, UTC, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z"
    })
    void a_day_runs_between_local_midnights(String now, String zone, String start, String end) {
        assertThat(daily(zone).firstPeriod(at(now)))
                .isEqualTo(new Period(PeriodKind.DAY, at(start), at(end)));
    }

    @ParameterizedTest(name = "since {0}, at {1}: {2} to {3}")
    @CsvSource({
        "2026-01-15T10:00:00Z, 2026-01-15T10:00:00Z, 2026-01-15T00:00:00Z, 2026-02-15T00:00:00Z",
        "2026-01-15T10:00:00Z, 2026-02-14T23:59:59Z, 2026-01-15T00:00:00Z, 2026-02-15T00:00:00Z",
        "2026-01-15T10:00:00Z, 2026-02-15T00:00:00Z, 2026-02-15T00:00:00Z, 2026-03-15T00:00:00Z",
        // the 31st comes back after a short month
        "2026-01-31T10:00:00Z, 2026-02-27T00:00:00Z, 2026-01-31T00:00:00Z, 2026-02-28T00:00:00Z",
        "2026-01-31T10:00:00Z, 2026-02-28T00:00:00Z, 2026-02-28T00:00:00Z, 2026-03-31T00:00:00Z",
        "2026-01-31T10:00:00Z, 2026-03-31T00:00:00Z, 2026-03-31T00:00:00Z, 2026-04-30T00:00:00Z",
        "2024-01-31T10:00:00Z, 2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z, 2024-03-31T00:00:00Z",
        // a leap day as anniversary
        "2024-02-29T10:00:00Z, 2025-02-28T00:00:00Z, 2025-02-28T00:00:00Z, 2025-03-29T00:00:00Z",
        "2020-05-31T10:00:00Z, 2026-12-31T12:00:00Z, 2026-12-31T00:00:00Z, 2027-01-31T00:00:00Z"
    })
    void a_month_runs_from_the_day_the_tier_began(
            String since, String now, String start, String end) {
        assertThat(monthly("UTC", since).firstPeriod(at(now)))
                .isEqualTo(new Period(PeriodKind.MONTH, at(start), at(end)));
    }

    @Test
    void a_period_lasts_until_its_end() {
        Allowance allowance = daily("UTC");
        Period today = allowance.firstPeriod(at("2026-03-10T12:00:00Z"));

        assertThat(allowance.periodAfter(today, at("2026-03-10T23:59:59Z"))).isSameAs(today);
        assertThat(allowance.periodAfter(today, at("2026-03-11T00:00:00Z")).startedAt())
                .isEqualTo(at("2026-03-11T00:00:00Z"));
        assertThat(allowance.periodAfter(today, at("2026-03-20T05:00:00Z")).startedAt())
                .isEqualTo(at("2026-03-20T00:00:00Z"));
    }

    @Test
    void a_changed_zone_counts_from_the_next_period_on_which_begins_where_the_last_ends() {
        Period today = daily("UTC").firstPeriod(at("2026-03-10T12:00:00Z"));
        Allowance moved = daily("Europe/Berlin");

        assertThat(moved.periodAfter(today, at("2026-03-10T23:30:00Z"))).isSameAs(today);
        // Berlin's day began an hour before; its next midnight is 23 hours away
        assertThat(moved.periodAfter(today, at("2026-03-11T00:00:00Z")))
                .isEqualTo(
                        new Period(
                                PeriodKind.DAY,
                                at("2026-03-11T00:00:00Z"),
                                at("2026-03-11T23:00:00Z")));
    }

    @Test
    void a_day_too_short_after_a_change_of_zone_lasts_to_the_midnight_after_next() {
        Period today = daily("UTC").firstPeriod(at("2026-03-10T12:00:00Z"));
        Allowance moved = daily("Pacific/Kiritimati");

        // 00:00 UTC is 14:00 there: ten hours to midnight are no day
        assertThat(moved.periodAfter(today, at("2026-03-11T00:00:00Z")))
                .isEqualTo(
                        new Period(
                                PeriodKind.DAY,
                                at("2026-03-11T00:00:00Z"),
                                at("2026-03-12T10:00:00Z")));
    }

    @Test
    void a_change_of_zone_makes_no_month_of_a_day() {
        Period first =
                monthly("Pacific/Kiritimati", "2026-02-10T12:00:00Z")
                        .firstPeriod(at("2026-02-20T00:00:00Z"));
        Allowance moved = monthly("-12:00", "2026-02-10T12:00:00Z");

        Period next = moved.periodAfter(first, first.resetsAt());

        assertThat(next.startedAt()).isEqualTo(first.resetsAt());
        assertThat(Duration.between(next.startedAt(), next.resetsAt()))
                .isGreaterThan(Duration.ofDays(27));
    }

    @Test
    void however_zones_change_periods_follow_each_other_and_grants_keep_their_distance() {
        long seed = System.nanoTime();
        System.out.println("allowance seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            PeriodKind kind = random.nextBoolean() ? PeriodKind.DAY : PeriodKind.MONTH;
            Duration closest =
                    switch (kind) {
                        case DAY -> Duration.ofHours(20);
                        case MONTH -> Duration.ofDays(24);
                    };
            Instant now = at("2023-01-01T00:00:00Z").plusSeconds(random.nextInt(100_000_000));
            Instant since = now.minusSeconds(random.nextInt(100_000_000));
            Period period = allowance(kind, random, since).firstPeriod(now);
            for (int i = 0; i < 40; i++) {
                now =
                        now.plus(
                                Duration.ofMinutes(
                                        random.nextInt(kind == PeriodKind.DAY ? 2_000 : 60_000)));
                Period next = allowance(kind, random, since).periodAfter(period, now);

                assertThat(next.isOverAt(now)).isFalse();
                if (!next.equals(period)) {
                    assertThat(next.startedAt())
                            .isAfterOrEqualTo(period.resetsAt())
                            .isBeforeOrEqualTo(now);
                    assertThat(Duration.between(period.startedAt(), next.startedAt()))
                            .isGreaterThanOrEqualTo(closest);
                }
                period = next;
            }
        }
    }

    private static Allowance allowance(PeriodKind kind, Random random, Instant since) {
        return new Allowance(Credits.of(50), kind, ZONES.get(random.nextInt(ZONES.size())), since);
    }

    @Test
    void an_unchanged_zone_always_grants_at_local_midnight() {
        for (ZoneId zone : ZONES) {
            Allowance allowance =
                    new Allowance(Credits.of(50), PeriodKind.DAY, zone, Instant.EPOCH);
            Period period = allowance.firstPeriod(at("2026-01-01T12:00:00Z"));
            for (int day = 0; day < 400; day++) {
                period = allowance.periodAfter(period, period.resetsAt());
                var local = period.startedAt().atZone(zone);
                assertThat(local).isEqualTo(local.toLocalDate().atStartOfDay(zone));
                assertThat(local.toLocalTime()).isBeforeOrEqualTo(LocalTime.of(1, 0));
            }
        }
    }
}
