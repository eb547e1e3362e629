package com.compareintel.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.faults.Books;
import com.compareintel.app.faults.Until;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestRedis;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That the bench measures, and that it is not fooled: in one process and for a moment, which says
/// nothing about speed.
final class BenchTest {
    private static final List<String> MODELS =
            List.of("maker/first", "maker/second", "maker/third");

    private static final Load LOAD =
            new Load(2, Scene.steady(100), Duration.ZERO, Duration.ofMillis(300), 0);

    private static int mockPort;
    private static Ground ground;

    @BeforeAll
    static void start() {
        long seed = System.nanoTime();
        System.out.println("BenchTest: seed " + seed);
        mockPort = MockUpstream.start(seed, MODELS, null);
        MockControl control = new MockControl(mockPort, false);
        control.requireOneClock();
        ground =
                new Ground(
                        new Client(),
                        control,
                        MODELS,
                        BenchTest::cpu,
                        new CopyOnWriteArrayList<>(),
                        new Report());
    }

    @AfterAll
    static void stop() {
        ground.client().close();
        ground.mock().close();
    }

    private static Map<Part, Cpu> cpu() {
        Map<Part, Cpu> used = new EnumMap<>(Part.class);
        used.put(Part.CLIENT, Cpu.of(ProcessHandle.current().pid()));
        used.put(Part.MACHINE, Cpu.ofMachine());
        return used;
    }

    /// Redis is watched where there is one.
    private static Optional<TestRedis> redis() {
        return TestRedis.installed().map(program -> TestRedis.start());
    }

    private static Target target(Target.Kind kind, int port) {
        return new Target(kind, port, null, List.of());
    }

    @Test
    void nobody_and_the_frozen_relay_lose_nothing() throws Exception {
        int ref = Ref.start(mockPort, null, null);

        for (Target target :
                List.of(target(Target.Kind.DIRECT, mockPort), target(Target.Kind.REF, ref))) {
            Cell cell = new Play(ground, LOAD, target).run();

            assertThat(cell.faults()).as(target.kind().name()).isEmpty();
            assertThat(cell.chunks()).isPositive();
            assertThat(cell.latencies().total()).isPositive();
            assertThat(cell.cpu(Part.CLIENT).total()).isPositive();
            assertThat(cell.firstTexts()).hasSize(2).allMatch(nanos -> nanos > 0);
        }
    }

    @Test
    void the_product_loses_nothing_and_books_what_the_mock_charged() throws Exception {
        RunningProduct.Options options =
                RunningProduct.options()
                        .set("OPENROUTER_BASE_URL", "http://127.0.0.1:" + mockPort + "/api/v1")
                        .set("upstream.dialect", "openrouter")
                        .set("redis.patience", "30s");
        try (TestRedis redis = redis().orElse(null);
                Limiter limiter = redis == null ? null : Limiter.watch(redis.port());
                RunningProduct product =
                        RunningProduct.start(
                                redis == null ? options : options.set("REDIS_URL", redis.url()))) {
            List<String> keys = List.of(product.key(Tier.PRO_PLUS), product.key(Tier.PRO_PLUS));
            Target target = new Target(Target.Kind.PRODUCT, product.uri().getPort(), null, keys);

            Cell cell = new Play(ground, LOAD, target).run();
            Reconciliation check =
                    new Reconciliation(new Books(product.database()), product.database());

            assertThat(cell.faults()).isEmpty();
            assertThat(check.complaints(ground.billed())).isEmpty();
            assertThat(check.answers()).isEqualTo(2 * MODELS.size());
            assertThat(check.comparisons()).isEqualTo(2);
            if (limiter != null) {
                assertThat(limiter.complaints(new Books(product.database()), false)).isEmpty();
                assertThat(limiter.total()).isEqualTo(2);
            }
            List<Bill> oneLess = ground.billed().subList(1, ground.billed().size());
            assertThat(
                            new Reconciliation(new Books(product.database()), product.database())
                                    .complaints(oneLess))
                    .contains(
                            "an answer that is completed is of the call %s, which the mock does not know"
                                    .formatted(ground.billed().getFirst().generation()));
            new Books(product.database()).execute("UPDATE answers SET generation = NULL");
            assertThat(
                            new Reconciliation(new Books(product.database()), product.database())
                                    .complaints(List.of()))
                    .filteredOn(
                            "an answer that is completed is of no call that the mock has answered"
                                    ::equals)
                    .hasSize(2 * MODELS.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_relay_that_does_wrong_voids_its_round_and_the_run(BadRelay.Fault fault)
            throws Exception {
        Report report = new Report();
        report.playing("the bad relay");
        Load load =
                new Load(
                        1,
                        Scene.steady(200).endingAfter(12),
                        Duration.ZERO,
                        Duration.ofMillis(100),
                        0);
        try (BadRelay relay = new BadRelay(mockPort, fault)) {
            Cell bad =
                    new Play(judgedBy(report), load, target(Target.Kind.REF, relay.port()))
                            .asking(1)
                            .run();
            List<Cell> cells = new ArrayList<>();
            for (Target.Kind kind : Round.ORDER) {
                cells.add(kind == Target.Kind.REF ? bad : good(kind));
            }

            assertThat(new Round(cells).isVoid().isPresent())
                    .as(bad.faults().toString())
                    .isEqualTo(fault != BadRelay.Fault.NONE);
            assertThat(report.isClean()).isEqualTo(fault == BadRelay.Fault.NONE);
            if (fault != BadRelay.Fault.NONE) {
                assertThat(report.table())
                        .contains("VOID:\n\n- ", "the bad relay: REF " + MODELS.getFirst());
            }
        }
    }

    private static Ground judgedBy(Report report) {
        return new Ground(
                ground.client(),
                ground.mock(),
                ground.models(),
                ground.cpu(),
                ground.billed(),
                report);
    }

    @Test
    void a_control_that_drifts_by_more_than_a_fifth_voids_its_round() {
        List<Cell> steady = new ArrayList<>();
        for (Target.Kind kind : Round.ORDER) {
            steady.add(good(kind));
        }
        List<Cell> drifting = new ArrayList<>(steady);
        drifting.set(5, cell(Target.Kind.DIRECT, 1.21));

        assertThat(new Round(steady).isVoid()).isEmpty();
        assertThat(new Round(drifting).isVoid()).contains("the control drifted by 21 %");
    }

    @Test
    void a_series_with_too_few_valid_rounds_says_nothing() {
        List<Cell> cells = new ArrayList<>();
        for (Target.Kind kind : Round.ORDER) {
            cells.add(good(kind));
        }
        Round round = new Round(cells);

        Series enough = new Series("", LOAD, 2, List.of(round, round));
        Series tooFew = new Series("", LOAD, 2, List.of(round));

        assertThat(enough.spread(Round::cpuRatio).median()).isEqualTo(1);
        assertThat(tooFew.spread(Round::cpuRatio).median()).isNaN();
    }

    @Test
    void complaints_are_counted_and_few_are_told() {
        Report report = new Report();
        report.playing("STEADY");
        for (int i = 0; i < 9_000; i++) {
            report.complain("nobody said that");
            report.complain("no answer is of the mock's call gen-%04x".formatted(i));
            report.complain("trouble with " + Character.toString('a' + i % 24) + " again");
        }

        assertThat(report.isClean()).isFalse();
        assertThat(report.table().substring(report.table().indexOf("VOID")))
                .startsWith(
                        """
                        VOID:

                        - 9000 × STEADY: nobody said that
                        - 9000 of this kind, the first: STEADY: no answer is of the mock's call gen-0000
                        - 375 × STEADY: trouble with a again
                        """)
                .endsWith("- 375 × STEADY: trouble with r again\n- 2250 others\n")
                .satisfies(told -> assertThat(told.lines()).hasSize(2 + Complaints.MOST + 1));
    }

    @Test
    void a_logged_transaction_becomes_a_script_of_the_same_statements() {
        String id = "11111111-2222-3333-4444-555555555555";
        List<String> log =
                """
                2026-11-21 12:00:00.000 UTC [8] LOG:  execute <unnamed>: BEGIN
                2026-11-21 12:00:00.001 UTC [7] LOG:  execute <unnamed>: BEGIN
                2026-11-21 12:00:00.001 UTC [7] LOG:  execute <unnamed>: SELECT a FROM b
                \tWHERE c = $1 AND d = ANY ($2) AND e = $3::text
                2026-11-21 12:00:00.001 UTC [7] DETAIL:  parameters: $1 = 'it''s', $2 = '{x:%1$s}', $3 = NULL
                2026-11-21 12:00:00.002 UTC [8] LOG:  execute <unnamed>: SELECT 1
                2026-11-21 12:00:00.003 UTC [7] LOG:  execute <unnamed>: INSERT INTO b VALUES ($1, $2::text[])
                2026-11-21 12:00:00.003 UTC [7] DETAIL:  parameters: $1 = '%1$s', $2 = '{%1$s}'
                2026-11-21 12:00:00.004 UTC [7] LOG:  execute <unnamed>: COMMIT
                """
                        .formatted(id)
                        .replace("\\t", "\t")
                        .lines()
                        .toList();

        PgbenchScript script =
                PgbenchScript.of(log, id, "\\set n 1\n", Map.of(id, "made(:n)"), "INSERT INTO b")
                        .orElseThrow();

        assertThat(script.text())
                .isEqualTo(
                        """
                        \\set n 1
                        \\startpipeline
                        BEGIN;
                        SELECT a FROM b
                        WHERE c = :s1_1 AND d = ANY (replace(:s1_2, '%1$s', made(:n))::text[]) AND e = NULL::text;
                        \\endpipeline
                        \\startpipeline
                        INSERT INTO b VALUES (replace(:s2_1, '%1$s', made(:n))::uuid, replace(:s2_2, '%1$s', made(:n))::text[]);
                        COMMIT;
                        \\endpipeline
                        """
                                .formatted(id));
        assertThat(script.variables()).containsEntry("s1_1", "it's").hasSize(4);
        assertThat(script.statements()).isEqualTo(4);
    }

    @Test
    void half_a_core_is_all_that_a_process_and_those_it_starts_have() throws Exception {
        Optional<HalfCore> made = HalfCore.make();
        assumeTrue(made.isPresent(), "no control group may be made: half a core was not tested");
        try (HalfCore half = made.get()) {
            assertThat(half.cores()).isEqualTo(0.5);
            Process parent = new ProcessBuilder("sh", "-c", "read line; cat; :").start();
            half.take(parent.pid());
            try (OutputStream in = parent.getOutputStream()) {
                in.write('\n');
                in.flush();
                Until.met(
                        "it has started another", Duration.ofSeconds(30), () -> half.count() == 2);
                assertThat(half.memory()).isPositive();
                assertThat(half.cpu().total()).isNotNegative();
            }
        }
    }

    @Test
    void the_product_is_measured_with_the_options_that_the_launcher_gives_it() throws Exception {
        String launcher = Files.readString(Path.of("../run"));
        String options = launcher.split("options=\\(", -1)[1].split("\\)", -1)[0];

        assertThat(options.lines().map(String::strip).filter(line -> line.startsWith("-XX:")))
                .containsExactlyElementsOf(Stage.PRODUCT_RUNTIME);
    }

    @Test
    void the_frozen_relay_is_the_one_that_figures_are_about() throws Exception {
        Path source = Path.of("src/test/java/com/compareintel/app/bench/Ref.java");

        assertThat(RefSource.checksum(source)).isEqualTo(RefSource.FROZEN);
    }

    private static Cell good(Target.Kind kind) {
        return cell(kind, 1);
    }

    private static Cell cell(Target.Kind kind, double seconds) {
        Map<Part, Cpu> cpu = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            cpu.put(part, new Cpu(seconds / 2, seconds / 2));
        }
        return new Cell(kind, 1, 1_000, 20_000, cpu, new Latencies(), List.of(), List.of());
    }
}
