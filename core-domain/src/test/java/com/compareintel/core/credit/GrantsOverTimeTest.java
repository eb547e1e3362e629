package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// 400 days in 24 time zones, with clocks that are put forward and back on both sides of the
/// equator, a leap day and every length of month: exactly one grant for each period, also of those
/// who change their zone whenever they like.
class GrantsOverTimeTest {
    /// Whole, half and quarter hours, clocks changed by an hour or half of one, at midnight or at
    /// night, both sides of the date line, and of the equator.
    static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("UTC"),
                    ZoneId.of("Etc/GMT+12"),
                    ZoneId.of("Pacific/Pago_Pago"),
                    ZoneId.of("Pacific/Marquesas"),
                    ZoneId.of("America/Anchorage"),
                    ZoneId.of("America/Los_Angeles"),
                    ZoneId.of("America/Havana"),
                    ZoneId.of("America/Santiago"),
                    ZoneId.of("America/St_Johns"),
                    ZoneId.of("America/Sao_Paulo"),
                    ZoneId.of("America/Nuuk"),
                    ZoneId.of("Atlantic/Azores"),
                    ZoneId.of("Europe/London"),
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("Africa/Casablanca"),
                    ZoneId.of("Africa/Cairo"),
                    ZoneId.of("Asia/Beirut"),
                    ZoneId.of("Asia/Tehran"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("Asia/Tokyo"),
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("Pacific/Auckland"),
                    ZoneId.of("Pacific/Chatham"),
                    ZoneId.of("Pacific/Kiritimati"));

    private static final int DAYS = 400;

    /// 400 days from here contain the 29th of February 2028.
    private static final LocalDate FIRST = LocalDate.of(2027, 3, 1);

    private static final Credits CREDITS = Credits.of(100);

    /// What somebody who asks every few minutes is granted.
    private static final class Asker {
        private final List<Period> granted = new ArrayList<>();
        private Optional<Balance> balance = Optional.empty();

        void ask(Allowance allowance, Instant now) {
            Balance.roll(balance, allowance, now)
                    .ifPresent(roll -> {
                        roll.closed()
                                .ifPresent(step ->
                                        assertThat(step.postings())
                                                .noneMatch(line -> line.kind() == EntryKind.GRANT));
                        assertThat(roll.opened().postings())
                                .singleElement()
                                .isEqualTo(
                                        new Posting(
                                                EntryKind.GRANT, CREDITS.milli(), CREDITS.milli()));
                        granted.add(roll.opened().balance().period());
                        balance = Optional.of(roll.opened().balance());
                    });
            assertThat(balance.orElseThrow().period().isOverAt(now)).isFalse();
            assertThat(balance.orElseThrow().period().startedAt()).isBeforeOrEqualTo(now);
        }

        /// No two periods overlap, and none begins before its predecessor is over.
        void check(Duration closest) {
            for (int i = 1; i < granted.size(); i++) {
                assertThat(granted.get(i).startedAt())
                        .isAfterOrEqualTo(granted.get(i - 1).resetsAt());
                assertThat(
                                Duration.between(
                                        granted.get(i - 1).startedAt(), granted.get(i).startedAt()))
                        .isGreaterThanOrEqualTo(closest);
            }
        }
    }

    private static Instant midnight(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Instant later(Instant now, Random random) {
        return now.plusSeconds(1 + random.nextInt(90 * 60));
    }

    @Test
    void there_are_twenty_four_zones() {
        assertThat(ZONES).hasSize(24).doesNotHaveDuplicates();
        assertThat(LocalDate.of(2028, 2, 29)).isBetween(FIRST, FIRST.plusDays(DAYS));
    }

    @Test
    void every_local_day_is_granted_once_at_its_first_moment() {
        long seed = System.nanoTime();
        System.out.println("grants seed " + seed);
        for (ZoneId zone : ZONES) {
            Allowance allowance = new Allowance(CREDITS, PeriodKind.DAY, zone, Instant.EPOCH);
            Random random = new Random(seed);
            Asker asker = new Asker();
            Instant end = midnight(FIRST.plusDays(DAYS), zone);
            for (Instant now = midnight(FIRST, zone); now.isBefore(end); now = later(now, random)) {
                asker.ask(allowance, now);
            }

            assertThat(asker.granted)
                    .as(zone.getId())
                    .extracting(Period::startedAt)
                    .containsExactlyElementsOf(
                            FIRST.datesUntil(FIRST.plusDays(DAYS))
                                    .map(day -> midnight(day, zone))
                                    .toList());
            asker.check(Duration.ofHours(20));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 28, 29, 30, 31})
    void every_month_is_granted_once_on_the_day_the_tier_began_or_the_months_last(int day) {
        long seed = System.nanoTime();
        System.out.println("grants seed " + seed);
        LocalDate began = LocalDate.of(2027, 1, day);
        for (ZoneId zone : ZONES) {
            Allowance allowance =
                    new Allowance(
                            CREDITS, PeriodKind.MONTH, zone, midnight(began, zone).plusSeconds(7));
            Random random = new Random(seed);
            Asker asker = new Asker();
            Instant end = midnight(began.plusDays(DAYS), zone);
            for (Instant now = midnight(began, zone); now.isBefore(end); now = later(now, random)) {
                asker.ask(allowance, now);
            }

            List<Instant> expected = new ArrayList<>();
            for (int month = 0; midnight(began.plusMonths(month), zone).isBefore(end); month++) {
                expected.add(midnight(began.plusMonths(month), zone));
            }
            assertThat(asker.granted)
                    .as(zone.getId())
                    .extracting(Period::startedAt)
                    .containsExactlyElementsOf(expected);
        }
    }

    /// The nearest thing to a plan: to move at once to where the next day has begun already.
    @Test
    void whoever_moves_to_wherever_it_is_tomorrow_is_granted_no_more_than_one_in_twenty_hours() {
        for (ZoneId home : ZONES) {
            Asker asker = new Asker();
            Instant begin = midnight(FIRST, home);
            Instant end = begin.plus(Duration.ofDays(DAYS));
            int number = 0;
            for (Instant now = begin; now.isBefore(end); now = now.plus(Duration.ofMinutes(15))) {
                ZoneId zone = ZONES.get(number++ % ZONES.size());
                asker.ask(new Allowance(CREDITS, PeriodKind.DAY, zone, Instant.EPOCH), now);
            }

            asker.check(Duration.ofHours(20));
            assertThat(asker.granted.size()).isBetween(DAYS / 2, DAYS * 24 / 20 + 1);
        }
    }

    @Test
    void however_zones_are_changed_there_is_one_grant_for_each_period() {
        long seed = System.nanoTime();
        System.out.println("hostile grants seed " + seed);
        for (ZoneId home : ZONES) {
            for (PeriodKind kind : PeriodKind.values()) {
                Random random = new Random(seed + home.hashCode());
                Asker asker = new Asker();
                Instant begin = midnight(FIRST, home).plusSeconds(random.nextInt(86_400));
                Instant end = begin.plus(Duration.ofDays(DAYS));
                ZoneId zone = home;
                for (Instant now = begin; now.isBefore(end); now = later(now, random)) {
                    if (random.nextInt(3) == 0) {
                        zone = ZONES.get(random.nextInt(ZONES.size()));
                    }
                    asker.ask(new Allowance(CREDITS, kind, zone, begin), now);
                }

                switch (kind) {
                    case DAY -> asker.check(Duration.ofHours(20));
                    case MONTH -> {
                        asker.check(Duration.ofDays(24));
                        assertThat(asker.granted.size()).isBetween(11, 16);
                    }
                }
            }
        }
    }
}
