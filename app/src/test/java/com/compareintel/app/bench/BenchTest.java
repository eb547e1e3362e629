package com.compareintel.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.faults.Books;
import com.compareintel.core.tier.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
                        new CopyOnWriteArrayList<>());
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
        try (RunningProduct product =
                RunningProduct.start(
                        RunningProduct.options()
                                .set(
                                        "OPENROUTER_BASE_URL",
                                        "http://127.0.0.1:" + mockPort + "/api/v1")
                                .set("upstream.dialect", "openrouter"))) {
            List<String> keys = List.of(product.key(Tier.PRO_PLUS), product.key(Tier.PRO_PLUS));
            Target target = new Target(Target.Kind.PRODUCT, product.uri().getPort(), null, keys);

            Cell cell = new Play(ground, LOAD, target).run();
            Reconciliation check =
                    new Reconciliation(new Books(product.database()), product.database());

            assertThat(cell.faults()).isEmpty();
            assertThat(check.complaints(ground.billed())).isEmpty();
            assertThat(check.answers()).isEqualTo(2 * MODELS.size());
            assertThat(check.comparisons()).isEqualTo(2);
            List<Bill> oneLess = ground.billed().subList(1, ground.billed().size());
            assertThat(
                            new Reconciliation(new Books(product.database()), product.database())
                                    .complaints(oneLess))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_relay_that_does_wrong_voids_its_round(BadRelay.Fault fault) throws Exception {
        Load load =
                new Load(
                        1,
                        Scene.steady(200).endingAfter(12),
                        Duration.ZERO,
                        Duration.ofMillis(100),
                        0);
        try (BadRelay relay = new BadRelay(mockPort, fault)) {
            Cell bad =
                    new Play(ground, load, target(Target.Kind.REF, relay.port())).asking(1).run();
            List<Cell> cells = new ArrayList<>();
            for (Target.Kind kind : Round.ORDER) {
                cells.add(kind == Target.Kind.REF ? bad : good(kind));
            }

            assertThat(new Round(cells).isVoid().isPresent())
                    .as(bad.faults().toString())
                    .isEqualTo(fault != BadRelay.Fault.NONE);
        }
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
