package com.compareintel.app.bench;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.faults.Books;
import com.compareintel.app.faults.Until;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.RoundTrips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What an admission takes with the product's own code and connections, against pgbench that sends
/// the same database what the product was seen to send, in as many round trips. By turns there and
/// back again, for one client alone and for 32 at once; accounts have a few comparisons each, and
/// none waits for another's lock.
///
/// The product is in this process, all of it, and is asked where its use case asks the database.
final class Admission {
    private static final String DATABASE = "admission";
    private static final int AT_ONCE = 32;
    private static final int ACCOUNTS_EACH = 64;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 1;

    /// Connections are taken and given back in the first ones.
    private static final int COUNTED = 100;

    /// How many round trips the script makes.
    private static final int TRIPS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Where it is decided whether anything is written: all before is read in one round trip.
    private static final String SECOND_TRIP = "INSERT INTO credit_periods";

    private static final String HEAD =
            """
            \\set account :client_id * %d + random(1, %d)
            \\set comparison random(1, 140737488355328)
            """
                    .formatted(ACCOUNTS_EACH, ACCOUNTS_EACH);

    private final Comparisons comparisons;
    private final List<String> models;
    private final Random random;
    private long admitted;

    private Admission(Comparisons comparisons, List<String> models, Random random) {
        this.comparisons = comparisons;
        this.models = models;
        this.random = random;
    }

    /// @param rounds how often all four are measured, there and back
    static void measure(Stage stage, int rounds, Report report) {
        Database server = stage.database();
        new Books(server.reached()).execute("CREATE DATABASE " + DATABASE);
        RunningProduct.Options options =
                RunningProduct.options().database(server.reached(DATABASE)).countingRoundTrips();
        try (RunningProduct product = RunningProduct.start(options);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Admission admission =
                    new Admission(
                            product.bean(Comparisons.class),
                            stage.ground().models(),
                            new Random(stage.seed()));
            admission.measure(server, new Books(product.database()), threads, rounds, report);
        } catch (IOException | ExecutionException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static void measure(Stage stage, Report report) {
        measure(stage, ROUNDS, report);
    }

    private void measure(
            Database server, Books books, ExecutorService threads, int rounds, Report report)
            throws IOException, InterruptedException, ExecutionException {
        openAccounts(books);
        PgbenchScript script = record(server, books);
        for (int account = 1; account <= AT_ONCE * ACCOUNTS_EACH; account++) {
            admit(account);
        }
        RoundTrips.sinceLastAsked();
        for (int i = 0; i < COUNTED; i++) {
            admit(account(0, random));
        }
        long made = Math.round((double) RoundTrips.sinceLastAsked() / COUNTED);
        Path directory = Files.createTempDirectory("pgbench");
        Pgbench pgbench = new Pgbench(server, DATABASE, script, directory);
        List<Double> alone = new ArrayList<>();
        List<Double> atOnce = new ArrayList<>();
        List<Turns> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            List<Turns> one = turns(pgbench, threads, 1);
            alone.add(
                    (one.get(1).median() + one.get(2).median())
                            / (one.get(0).median() + one.get(3).median()));
            List<Turns> many = turns(pgbench, threads, AT_ONCE);
            atOnce.add(
                    100
                            * (many.get(1).perSecond() + many.get(2).perSecond())
                            / (many.get(0).perSecond() + many.get(3).perSecond()));
            all.addAll(one);
            all.addAll(many);
        }
        Stage.delete(directory);
        String how =
                "%d statements in %d round trips, as many prepared ones of pgbench"
                        .formatted(script.statements(), made);
        if (made != TRIPS) {
            how = "the product makes " + made + " round trips, pgbench " + TRIPS;
            alone.clear();
            atOnce.clear();
        }
        report.add(Figure.of(Goal.ADMISSION_ALONE, spread(alone), how));
        report.add(Figure.of(Goal.ADMISSION_AT_32, spread(atOnce), how));
        report.remark(
                "admission alone", line(all, 0, "median %.0f µs of product, %.0f µs of pgbench"));
        report.remark("admission at 32", line(all, 4, "%.0f a second of product, %.0f of pgbench"));
        check(books, report);
    }

    private List<Turns> turns(Pgbench pgbench, ExecutorService threads, int clients)
            throws IOException, InterruptedException, ExecutionException {
        List<Turns> turns = new ArrayList<>();
        for (boolean ours : new boolean[] {false, true, true, false}) {
            turns.add(ours ? product(threads, clients) : pgbench.run(clients, SECONDS));
        }
        admitted += turns.get(0).count() + turns.get(3).count();
        return turns;
    }

    private Turns product(ExecutorService threads, int clients)
            throws InterruptedException, ExecutionException {
        List<Future<List<Double>>> running = new ArrayList<>();
        long begin = System.nanoTime();
        long end = begin + Duration.ofSeconds(SECONDS).toNanos();
        for (int i = 0; i < clients; i++) {
            int client = i;
            Random own = new Random(random.nextLong());
            running.add(threads.submit(() -> admitUntil(end, client, own)));
        }
        List<Double> micros = new ArrayList<>();
        for (Future<List<Double>> each : running) {
            micros.addAll(each.get());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        admitted += micros.size();
        return new Turns(micros, seconds);
    }

    private List<Double> admitUntil(long end, int client, Random own) {
        List<Double> micros = new ArrayList<>();
        while (System.nanoTime() < end) {
            NewComparison comparison = draft(account(client, own));
            long before = System.nanoTime();
            AdmitOutcome outcome = comparisons.admit(comparison);
            micros.add((System.nanoTime() - before) / 1e3);
            require(outcome);
        }
        return micros;
    }

    private static void require(AdmitOutcome outcome) {
        if (!(outcome instanceof AdmitOutcome.Admitted)) {
            throw new IllegalStateException("not admitted: " + outcome);
        }
    }

    private void admit(int account) {
        require(comparisons.admit(draft(account)));
        admitted++;
    }

    /// One of a client's own, none of which is another's.
    private static int account(int client, Random random) {
        return client * ACCOUNTS_EACH + 1 + random.nextInt(ACCOUNTS_EACH);
    }

    private NewComparison draft(int account) {
        Payer.Account payer = new Payer.Account(new AccountId(new UUID(1, account)));
        Caller caller =
                new Caller(
                        new Owner.Account(payer.id()),
                        payer,
                        Tier.PRO_PLUS,
                        false,
                        List.of(new Pool(payer.key(), Samples.daily(1_000_000))),
                        payer.key());
        return Draft.of(caller)
                .of(models.toArray(String[]::new))
                .openAtOnce(1_000_000)
                .inNewConversation("Explain tides to a child.")
                .keyed("key " + UUID.randomUUID(), "print")
                .at(Instant.now())
                .build();
    }

    private static void openAccounts(Books books) {
        books.execute(
                """
                INSERT INTO accounts (id, name, tier, zone, tier_since, created_at)
                SELECT ('00000000-0000-0001-0000-' || lpad(to_hex(number), 12, '0'))::uuid,
                    'bench', 'pro_plus', 'UTC', now(), now()
                FROM generate_series(1, %d) AS number
                """
                        .formatted(AT_ONCE * ACCOUNTS_EACH));
    }

    /// Looks at what the product sends when it admits one of an account that has credit already.
    private PgbenchScript record(Database server, Books books) {
        admit(1);
        logging(books, "all");
        PgbenchScript script =
                Until.found(
                        "PostgreSQL has logged an admission",
                        PATIENCE,
                        () -> {
                            NewComparison seen = draft(1);
                            require(comparisons.admit(seen));
                            admitted++;
                            String id = seen.id().value().toString();
                            return PgbenchScript.of(
                                    server.log(), id, HEAD, fresh(seen), SECOND_TRIP);
                        });
        logging(books, "none");
        return script;
    }

    private static void logging(Books books, String which) {
        books.execute("ALTER SYSTEM SET log_statement = '" + which + "'");
        books.execute("SELECT pg_reload_conf()");
    }

    /// What is another with each comparison, made from the numbers that pgbench draws.
    private static Map<String, String> fresh(NewComparison seen) {
        Map<String, String> fresh = new LinkedHashMap<>();
        fresh.put(new UUID(1, 1).toString(), uuid(1, "account"));
        fresh.put(seen.id().value().toString(), uuid(2, "comparison"));
        fresh.put(
                seen.place().conversation().orElseThrow().value().toString(),
                uuid(3, "comparison"));
        fresh.put(seen.idempotency().orElseThrow().key(), "'key ' || " + uuid(4, "comparison"));
        return fresh;
    }

    private static String uuid(int kind, String variable) {
        return "('00000000-0000-000%d-0000-' || lpad(to_hex(:%s::bigint), 12, '0'))"
                .formatted(kind, variable);
    }

    private static Spread spread(List<Double> ratios) {
        return Spread.of(ratios.stream().mapToDouble(ratio -> ratio).toArray());
    }

    /// The middle of the product's and of pgbench's, of rounds of eight turns.
    private static String line(List<Turns> all, int first, String text) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int turn = i % 8 - first;
            if (turn >= 0 && turn < 4) {
                Turns each = all.get(i);
                double figure = first == 0 ? each.median() : each.perSecond();
                (turn == 1 || turn == 2 ? ours : theirs).add(figure);
            }
        }
        return text.formatted(spread(ours).median(), spread(theirs).median());
    }

    /// That both wrote all they say, and as much each time.
    private void check(Books books, Report report) {
        long stored = books.number("SELECT count(*) FROM comparisons").longValue();
        long answers = books.number("SELECT count(*) FROM answers").longValue();
        long holds = books.number("SELECT count(*) FROM holds").longValue();
        long texts = books.number("SELECT count(*) FROM conversation_texts").longValue();
        if (stored != admitted
                || answers != admitted * models.size()
                || holds != admitted
                || texts != 2 * admitted) {
            report.complain(
                    "%d admitted, %d stored with %d answers, %d holds and %d texts"
                            .formatted(admitted, stored, answers, holds, texts));
        }
    }
}
