package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.Rounds;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.usage.UsageFolding;
import com.compareintel.core.usage.UsageLog;
import com.compareintel.core.usage.UsageLog.Months;
import com.compareintel.core.usage.UsageLog.Span;
import com.compareintel.core.usage.UsageTotal;
import com.compareintel.persistence.TestDatabase;
import com.compareintel.persistence.TestPostgres;
import com.sun.management.ThreadMXBean;
import io.micronaut.context.ApplicationContext;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two years of usage, folded by two instances at once whose transactions are killed again and
/// again: at every moment, and in the end, details and totals are what was used. 20 000 rows, or a
/// million with the profile `long` or as many as `-Dusage.rows` says.
class UsageRetentionAtScaleTest {
    private static final int ROWS =
            Integer.getInteger(
                    "usage.rows", Rounds.of(1) > 1 || Rounds.areFull() ? 1_000_000 : 20_000);
    private static final int ROWS_OF_A_COMPARISON = 4;
    private static final int OWNERS = 40;

    /// Some hundred transactions, whatever there is to fold.
    private static final int LIMIT = Math.clamp(ROWS / 100, 100, 1_000);

    private static final YearMonth FIRST = YearMonth.of(2024, 1);
    private static final YearMonth LAST = FIRST.plusMonths(23);
    private static final Instant BEFORE = start(LAST.minusMonths(2));
    private static final Months ALL = new Months(FIRST, LAST);
    private static final Span ALWAYS = new Span("", start(FIRST), start(LAST.plusMonths(1)));
    private static final long MEMORY_OF_A_STEP = 1 << 20;

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final long seed = System.nanoTime();

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static Owner owner(int number) {
        return new Owner.Account(new AccountId(new UUID(0, number)));
    }

    private void execute(String... sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Comparisons of three answers each, evenly over the two years.
    private void fill() throws SQLException {
        execute(
                """
                INSERT INTO usage_log (at, comparison_id, owner_key, payer_key, tier, model, status,
                    input_tokens, output_tokens, reasoning_tokens, cached_tokens, cost_usd, cost_source,
                    charged_milli)
                SELECT '%s'::timestamptz + i * ('%s'::timestamptz - '%s'::timestamptz) / %d,
                    md5(i::text)::uuid, owner, owner,
                    CASE WHEN i %% 7 > 0 THEN (ARRAY['free', 'starter', 'pro'])[i %% 3 + 1] END,
                    CASE WHEN j > 0 THEN 'provider/model-' || (i * j %% 30) END, 'completed',
                    i %% 1000, i %% 777, i %% 50, i %% 11,
                    CASE WHEN j > 0 THEN (i %% 999983 + 1) / 1e13 END,
                    CASE WHEN j > 0 THEN 'provider' END,
                    CASE WHEN j = 0 THEN i %% 9 * 1000 END
                FROM generate_series(0, %d - 1) AS i, generate_series(0, 3) AS j,
                    LATERAL (SELECT 'account:' || lpad(to_hex(i %% %d), 8, '0') AS hex) AS h,
                    LATERAL (SELECT 'account:00000000-0000-0000-0000-0000' || right(hex, 8) AS owner) AS o
                """
                        .formatted(
                                start(FIRST),
                                start(LAST.plusMonths(1)),
                                start(FIRST),
                                ROWS / ROWS_OF_A_COMPARISON,
                                ROWS / ROWS_OF_A_COMPARISON,
                                OWNERS),
                view("model", "month, tier, model", "usage_by_model", "count(*)"),
                view(
                        "owner",
                        "owner_key, month",
                        "usage_by_owner",
                        "count(*) FILTER (WHERE model IS NULL)"),
                "CREATE TABLE original_by_model AS SELECT * FROM now_by_model",
                "CREATE TABLE original_by_owner AS SELECT * FROM now_by_owner",
                "ANALYZE");
    }

    /// Details and totals together.
    private static String view(String name, String key, String totals, String comparisons) {
        String sums =
                "input_tokens, output_tokens, reasoning_tokens, cached_tokens,"
                        + " coalesce(cost_usd, 0) AS cost_usd, coalesce(charged_milli, 0) AS charged_milli";
        return "CREATE VIEW now_by_"
                + name
                + " AS SELECT "
                + key
                + ", sum(comparisons) AS comparisons, sum(input_tokens) AS input_tokens,"
                + " sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,"
                + " sum(cached_tokens) AS cached_tokens, sum(cost_usd) AS cost_usd,"
                + " sum(charged_milli) AS charged_milli FROM (SELECT "
                + key
                + ", comparisons, "
                + sums
                + " FROM "
                + totals
                + " UNION ALL SELECT "
                + key
                + ", "
                + comparisons
                + ", sum(input_tokens), sum(output_tokens), sum(reasoning_tokens), sum(cached_tokens),"
                + " coalesce(sum(cost_usd), 0), coalesce(sum(charged_milli), 0)"
                + " FROM (SELECT *, date_trunc('month', at AT TIME ZONE 'UTC')::date AS month"
                + " FROM usage_log) AS log GROUP BY "
                + key
                + ") AS parts GROUP BY "
                + key;
    }

    private long differences(String by) throws SQLException {
        return number(
                "SELECT count(*) FROM ((TABLE original_by_%1$s EXCEPT TABLE now_by_%1$s)"
                                .formatted(by)
                        + " UNION ALL (TABLE now_by_%1$s EXCEPT TABLE original_by_%1$s)) AS d"
                                .formatted(by));
    }

    /// Ends whatever the instances are doing now, and answers how much that was.
    private long kill() throws SQLException {
        return number(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND state <> 'idle' AND query LIKE '%usage_by_model%'"
                        + " AND query NOT LIKE '%pg_terminate_backend%'");
    }

    @Test
    void details_and_totals_are_what_was_used_whoever_dies_and_however_many_fold()
            throws Exception {
        System.out.println("retention seed " + seed);
        try (ApplicationContext one = ApplicationContext.run(database.properties());
                ApplicationContext other = ApplicationContext.run(database.properties());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            UsageFolding folding = one.getBean(UsageFolding.class);
            assertThat(folding.open(FIRST, LAST.plusMonths(1))).isEqualTo(25);
            fill();
            long due = folding.due(BEFORE).rows();
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger steps = new AtomicInteger();
            AtomicInteger deaths = new AtomicInteger();

            Future<Integer> reads = threads.submit(() -> reading(other, done));
            List<Callable<Void>> instances =
                    List.of(
                            () -> folding(one, steps, deaths, new Random(seed)),
                            () -> folding(other, steps, deaths, new Random(seed + 1)));
            try {
                for (Future<Void> instance : threads.invokeAll(instances)) {
                    instance.get();
                }
            } finally {
                done.set(true);
            }

            System.out.printf(
                    "folded %d of %d rows in %d steps, of which %d were killed, beside %d reads%n",
                    due, ROWS, steps.get(), deaths.get(), reads.get());
            assertThat(folding.due(BEFORE).rows()).isZero();
            assertThat(number("SELECT count(*) FROM usage_log")).isEqualTo(ROWS - due);
            assertThat(differences("model")).isZero();
            assertThat(differences("owner")).isZero();
            assertThat(folding.drop(BEFORE)).isEqualTo(21);
            assertThat(differences("model")).isZero();
            assertThat(differences("owner")).isZero();
        }
    }

    /// Folds until nothing is left. Some steps have a killer beside them.
    private Void folding(
            ApplicationContext instance, AtomicInteger steps, AtomicInteger deaths, Random random)
            throws Exception {
        UsageFolding folding = instance.getBean(UsageFolding.class);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ExecutorService killer = Executors.newVirtualThreadPerTaskExecutor()) {
            int folded = 1;
            while (folded > 0 || left(folding)) {
                boolean dangerous = random.nextInt(4) == 0;
                Future<Long> kill = dangerous ? killer.submit(this::kill) : null;
                long before = memory.getCurrentThreadAllocatedBytes();
                try {
                    folded = folding.fold(BEFORE, LIMIT);
                    assertThat(folded).isLessThan(LIMIT + ROWS_OF_A_COMPARISON);
                    steps.addAndGet(Math.min(folded, 1));
                } catch (RuntimeException killed) {
                    deaths.incrementAndGet();
                }
                assertThat(memory.getCurrentThreadAllocatedBytes() - before)
                        .isLessThan(MEMORY_OF_A_STEP);
                if (kill != null) {
                    kill.get();
                }
            }
        }
        return null;
    }

    private static boolean left(UsageFolding folding) {
        try {
            return folding.due(BEFORE).rows() > 0;
        } catch (RuntimeException killed) {
            return true;
        }
    }

    /// Reads one owner after the other, and answers how often; each time it is all that the owner
    /// ever used.
    private int reading(ApplicationContext instance, AtomicBoolean done) {
        UsageLog log = instance.getBean(UsageLog.class);
        @Nullable UsageTotal[] original = new UsageTotal[OWNERS];
        int reads = 0;
        while (!done.get()) {
            int number = reads++ % OWNERS;
            UsageTotal now = log.bySpan(owner(number), List.of(ALWAYS), ALL).total();
            UsageTotal before = original[number];
            if (before == null) {
                original[number] = now;
            } else {
                assertThat(now).isEqualTo(before);
            }
        }
        return reads;
    }

    @Test
    void a_step_that_is_killed_in_the_middle_has_done_nothing() throws Exception {
        try (ApplicationContext instance = ApplicationContext.run(database.properties());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            UsageFolding folding = instance.getBean(UsageFolding.class);
            folding.open(FIRST, LAST);
            fill();
            try (Connection blocker = database.connect();
                    Statement statement = blocker.createStatement()) {
                blocker.setAutoCommit(false);
                statement.execute(
                        "SELECT FROM usage_log WHERE at < '" + BEFORE + "' LIMIT 1 FOR UPDATE");
                Future<Integer> step = threads.submit(() -> folding.fold(BEFORE, ROWS));
                long killed = 0;
                while (killed == 0) {
                    killed = kill();
                }
                assertThatThrownBy(step::get).hasCauseInstanceOf(UncheckedIOException.class);
                blocker.rollback();
            }

            assertThat(number("SELECT count(*) FROM usage_log")).isEqualTo(ROWS);
            assertThat(number("SELECT count(*) FROM usage_by_owner")).isZero();
            assertThat(differences("model")).isZero();
        }
    }

    /// What reading takes alone and beside folding, by turns so that both meet the same machine. It
    /// is written down, not judged: whoever else works on this machine is in it.
    @Test
    void what_reading_takes_beside_folding() throws Exception {
        try (ApplicationContext context = ApplicationContext.run(database.properties());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            UsageFolding folding = context.getBean(UsageFolding.class);
            folding.open(FIRST, LAST.plusMonths(1));
            fill();
            UsageLog log = context.getBean(UsageLog.class);
            measure(log, new ArrayList<>());
            List<Long> alone = new ArrayList<>();
            List<Long> beside = new ArrayList<>();
            boolean left = true;
            while (left) {
                measure(log, alone);
                AtomicBoolean done = new AtomicBoolean();
                Future<Boolean> folder = threads.submit(() -> foldUntil(folding, done));
                try {
                    measure(log, beside);
                } finally {
                    done.set(true);
                }
                left = folder.get();
            }
            tell("alone", alone);
            tell("beside folding", beside);
            assertThat(folding.due(BEFORE).rows()).isZero();
        }
    }

    /// Whether there is more to fold.
    private static boolean foldUntil(UsageFolding folding, AtomicBoolean done) {
        while (!done.get()) {
            if (folding.fold(BEFORE, LIMIT) == 0) {
                return false;
            }
        }
        return true;
    }

    private static void measure(UsageLog log, List<Long> nanos) {
        LocalDate last = LAST.atEndOfMonth();
        List<Span> days =
                last.minusDays(29)
                        .datesUntil(last.plusDays(1))
                        .map(day ->
                                new Span(
                                        day.toString(),
                                        day.atStartOfDay().toInstant(ZoneOffset.UTC),
                                        day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)))
                        .toList();
        for (int i = 0; i < OWNERS; i++) {
            long begun = System.nanoTime();
            log.bySpan(owner(i), days, Months.beginningWithin(last.minusDays(29), last));
            nanos.add(System.nanoTime() - begun);
        }
    }

    private static void tell(String what, List<Long> nanos) {
        Collections.sort(nanos);
        System.out.printf(
                "%,d rows, 30 days of an account, %,d reads %s: median %.2f ms, p99 %.2f ms, longest %.2f ms%n",
                ROWS,
                nanos.size(),
                what,
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(nanos.size() * 99 / 100) / 1e6,
                nanos.getLast() / 1e6);
    }
}
