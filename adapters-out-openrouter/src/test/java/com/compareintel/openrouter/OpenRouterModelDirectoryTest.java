package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The directory reads on the test's own thread, when the test's own clock says so.
class OpenRouterModelDirectoryTest {
    private static final Duration INTERVAL_AND_JITTER = Duration.ofMinutes(11);

    private final ManualTimers timers =
            new ManualTimers(new ManualClock(Instant.parse("2026-03-01T12:00:00Z")));
    private final List<String> log = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    /// Pages of a plain server by path and query, and the paths it was asked for.
    private final Map<String, String> pages = new ConcurrentHashMap<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer plain;

    @BeforeEach
    void startPlainServer() throws IOException {
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    String page = pages.get(exchange.getRequestURI().toString());
                    byte[] body = Replayed.bytes(page == null ? "{}" : page);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        plain.start();
    }

    @AfterEach
    void close() throws Exception {
        plain.stop(0);
        for (AutoCloseable open : opened.reversed()) {
            open.close();
        }
    }

    private URI plainUri() {
        return URI.create("http://127.0.0.1:" + plain.getAddress().getPort() + "/v1");
    }

    private LocalUpstream upstream() {
        LocalUpstream upstream = LocalUpstream.start(LocalUpstreamOptions.faulty().build());
        opened.add(upstream);
        return upstream;
    }

    private OpenRouterModelDirectory directory(URI baseUrl, ConfiguredModel... configured) {
        OpenRouterModelDirectory directory =
                new OpenRouterModelDirectory(
                        new ModelListClient(Rig.configuration(baseUrl)),
                        new Assortment(
                                List.of(configured),
                                TierRule.standard(),
                                List.of(ModelPattern.parse("fake/caches-*"))),
                        Duration.ofMinutes(10),
                        new OpenRouterModelDirectory.Surroundings(
                                timers, Runnable::run, new Random(1), log::add, log::add));
        opened.add(directory);
        return directory;
    }

    private Catalogue read(URI baseUrl, ConfiguredModel... configured) {
        OpenRouterModelDirectory directory = directory(baseUrl, configured);
        directory.start();
        return directory.current();
    }

    private static ModelCard card(Catalogue catalogue, String id) {
        return catalogue.find(new ModelId(id)).orElseThrow();
    }

    @Test
    void marks_are_taken_by_models_that_may_have_them_and_have_a_price_for_keeping() {
        Catalogue catalogue = read(upstream().baseUri());

        assertThat(card(catalogue, "fake/caches-marked").takesMarks()).isTrue();
        assertThat(card(catalogue, "fake/caches-alone").takesMarks()).isFalse();
        assertThat(card(catalogue, "fake/ok").takesMarks()).isFalse();
        Rates rates = card(catalogue, "fake/caches-marked").price().base();
        assertThat(rates.cachedInput()).isEqualTo(Usd.of("0.00000001"));
        assertThat(rates.keptInput()).contains(Usd.of("0.000000125"));
    }

    @Test
    void a_price_for_keeping_is_of_no_use_where_no_marks_are_sent() {
        Assortment assortment =
                new Assortment(
                        List.of(),
                        TierRule.standard(),
                        Rig.configuration(upstream().baseUri(), Dialect.OPENAI).markedModels());
        OpenRouterModelDirectory directory =
                new OpenRouterModelDirectory(
                        new ModelListClient(Rig.configuration(upstream().baseUri())),
                        assortment,
                        Duration.ofMinutes(10),
                        new OpenRouterModelDirectory.Surroundings(
                                timers, Runnable::run, new Random(1), log::add, log::add));
        opened.add(directory);

        directory.start();

        assertThat(card(directory.current(), "fake/caches-marked").takesMarks()).isFalse();
    }

    @Test
    void before_it_is_started_nothing_was_read() {
        assertThat(directory(plainUri()).current()).isEqualTo(Catalogue.NEVER_READ);
        assertThat(asked).isEmpty();
    }

    @Test
    void all_models_with_a_price_and_a_window_are_sold() {
        Catalogue catalogue = read(upstream().baseUri());

        assertThat(catalogue.wasRead()).isTrue();
        assertThat(catalogue.models().keySet().stream().map(ModelId::value))
                .contains("demo/sparrow", "demo/robin:free", "fake/ok", "fake/price-overrides")
                .doesNotContain(
                        "~fake/latest",
                        "fake/price-dynamic",
                        "fake/price-no-completion",
                        "fake/price-not-a-number",
                        "fake/no-limits");
    }

    @Test
    void prices_windows_and_tiers_are_those_of_the_list() {
        Catalogue catalogue = read(upstream().baseUri());

        assertThat(card(catalogue, "fake/price-23-digits").price().base())
                .isEqualTo(
                        new Rates(
                                Usd.of("0.00000008333333333333334"),
                                Usd.of("0.00000033333333333333333"),
                                Usd.ZERO));
        assertThat(card(catalogue, "fake/price-overrides").price().of(201).output())
                .isEqualTo(Usd.of("0.0000008"));
        assertThat(card(catalogue, "fake/price-request-fee").price().base().request())
                .isEqualTo(Usd.of("0.002"));
        assertThat(card(catalogue, "fake/price-internal-reasoning").price().base().output())
                .isEqualTo(Usd.of("0.0000009"));
        assertThat(card(catalogue, "fake/price-internal-reasoning").reasoning())
                .isEqualTo(Reasoning.BY_DEFAULT);
        assertThat(card(catalogue, "fake/no-completion-limit").maxOutputTokens()).isEmpty();
        assertThat(card(catalogue, "fake/no-completion-limit").outputLimit()).isEqualTo(32_768);
        assertThat(card(catalogue, "fake/few-parameters").supports("seed")).isFalse();
        assertThat(card(catalogue, "fake/price-free:free").minimumTier()).isEqualTo(Tier.ANONYMOUS);
        assertThat(card(catalogue, "fake/ok").minimumTier()).isEqualTo(Tier.ANONYMOUS);
        assertThat(card(catalogue, "fake/price-middle").minimumTier()).isEqualTo(Tier.FREE);
        assertThat(card(catalogue, "fake/price-dear").minimumTier()).isEqualTo(Tier.STARTER);
    }

    @Test
    void the_version_tells_whether_anything_changed() {
        pages.put("/v1/models", list(priced("a", "1"), priced("b", "2")));
        OpenRouterModelDirectory directory = directory(plainUri());
        directory.start();
        String first = directory.current().version();

        timers.advance(INTERVAL_AND_JITTER);
        assertThat(directory.current().version()).isEqualTo(first);
        assertThat(read(plainUri()).version()).isEqualTo(first);

        pages.put("/v1/models", list(priced("a", "1"), priced("b", "3")));
        timers.advance(INTERVAL_AND_JITTER);
        assertThat(directory.current().version()).isNotEqualTo(first);
    }

    @Test
    void through_an_outage_it_keeps_what_it_had_and_says_so_once() {
        LocalUpstream upstream = upstream();
        OpenRouterModelDirectory directory = directory(upstream.baseUri());
        directory.start();
        Catalogue before = directory.current();

        upstream.failModels(true);
        timers.advance(INTERVAL_AND_JITTER.plusMinutes(5));
        assertThat(directory.current()).isEqualTo(before);
        assertThat(log).hasSize(2);
        assertThat(log.getLast()).contains("503", "keeping");

        upstream.failModels(false);
        timers.advance(Duration.ofMinutes(2));
        assertThat(directory.current()).isEqualTo(before);
        assertThat(log).hasSize(3);
        timers.advance(INTERVAL_AND_JITTER.multipliedBy(3));
        assertThat(log).hasSize(3);
    }

    @Test
    void a_list_that_is_suddenly_empty_is_not_believed() {
        pages.put("/v1/models", list(priced("a", "1")));
        OpenRouterModelDirectory directory = directory(plainUri());
        directory.start();

        pages.put("/v1/models", list());
        timers.advance(INTERVAL_AND_JITTER);

        assertThat(directory.current().models()).hasSize(1);
        assertThat(log.getLast()).contains("empty");
    }

    @Test
    void an_upstream_that_is_not_there_at_first_is_found_later() {
        OpenRouterModelDirectory directory = directory(plainUri());

        directory.start();
        assertThat(directory.current().wasRead()).isFalse();
        pages.put("/v1/models", list(priced("a", "1")));
        timers.advance(Duration.ofMillis(1_200));

        assertThat(directory.current().wasRead()).isTrue();
        assertThat(log).hasSize(2);
    }

    @Test
    void it_tries_again_after_a_second_at_first_and_a_minute_at_last() {
        directory(plainUri()).start();

        timers.advance(Duration.ofMinutes(10));

        assertThat(asked).hasSizeBetween(6 + 8, 8 + 12);
    }

    @Test
    void starting_twice_reads_once_and_closing_ends_it() {
        pages.put("/v1/models", list(priced("a", "1")));
        OpenRouterModelDirectory directory = directory(plainUri());

        directory.start();
        directory.start();
        assertThat(asked).hasSize(1);
        directory.close();
        timers.advance(Duration.ofHours(1));

        assertThat(asked).hasSize(1);
    }

    @Test
    void all_pages_are_read() {
        pages.put("/v1/models", page("/v1/models?offset=2", priced("a", "1")));
        pages.put("/v1/models?offset=2", page(plainUri() + "/models?offset=4", priced("b", "1")));
        pages.put("/v1/models?offset=4", list(priced("c", "1")));

        assertThat(read(plainUri()).models().keySet().stream().map(ModelId::value))
                .containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/v1/models",
                "https://openrouter.ai/api/v1/models",
                "//elsewhere.example/models",
                "::",
                "/v1/models"
            })
    void a_next_page_elsewhere_or_in_a_circle_is_not_read(String next) {
        pages.put("/v1/models", page(next, priced("a", "1")));

        assertThat(read(plainUri()).wasRead()).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void prices_can_come_from_the_operator() {
        pages.put(
                "/v1/models",
                list("{\"id\":\"llama\",\"owned_by\":\"me\"}", "{\"id\":\"unpriced\"}"));

        Catalogue catalogue =
                read(
                        plainUri(),
                        configured(
                                """
                                {"id":"llama","context_length":8192,"max_output_tokens":2048,
                                "input_usd_per_million":0.5,"output_usd_per_million":"1.25"}
                                """),
                        configured(
                                """
                                {"id":"hidden","name":"Hidden","context_length":4096,
                                "reasoning":"by_default","input_usd_per_million":0,
                                "output_usd_per_million":0,"request_usd":0.01}
                                """));

        assertThat(catalogue.models().keySet().stream().map(ModelId::value))
                .containsExactly("llama", "hidden");
        assertThat(card(catalogue, "llama").provider()).isEqualTo("me");
        assertThat(card(catalogue, "llama").outputLimit()).isEqualTo(2048);
        assertThat(card(catalogue, "llama").price().base())
                .isEqualTo(new Rates(Usd.of("0.0000005"), Usd.of("0.00000125"), Usd.ZERO));
        assertThat(card(catalogue, "llama").minimumTier()).isEqualTo(Tier.FREE);
        assertThat(card(catalogue, "hidden").name()).isEqualTo("Hidden");
        assertThat(card(catalogue, "hidden").reasoning()).isEqualTo(Reasoning.BY_DEFAULT);
        assertThat(card(catalogue, "hidden").price().base().request()).isEqualTo(Usd.of("0.01"));
    }

    @Test
    void a_server_without_a_list_sells_what_the_operator_describes() {
        Catalogue catalogue =
                read(
                        plainUri(),
                        configured(
                                """
                                {"id":"llama","context_length":8192,
                                "input_usd_per_million":1,"output_usd_per_million":1}
                                """));

        assertThat(catalogue.models()).containsOnlyKeys(new ModelId("llama"));
    }

    @Test
    void a_file_that_makes_no_sense_is_refused_by_name(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("models.json");
        for (String wrong :
                List.of(
                        "{",
                        "{}",
                        "[{}]",
                        "[{\"id\":\"a\",\"price\":1}]",
                        "[{\"id\":\"a\",\"input_usd_per_million\":1}]",
                        "[{\"id\":\"a\",\"input_usd_per_million\":-1,\"output_usd_per_million\":1}]",
                        "[{\"id\":\"a\",\"context_length\":0}]",
                        "[{\"id\":\"a\",\"reasoning\":\"maybe\"}]")) {
            Files.writeString(file, wrong);
            Assertions.assertThatThrownBy(() -> ConfiguredModel.readFile(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("UPSTREAM_MODELS_FILE");
        }
    }

    private ConfiguredModel configured(String json) {
        try {
            Path file = Files.createTempFile("models", ".json");
            Files.writeString(file, "[" + json + "]");
            opened.add(() -> Files.deleteIfExists(file));
            return ConfiguredModel.readFile(file).getFirst();
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    private static String priced(String id, String perToken) {
        return "{\"id\":\"%s\",\"context_length\":100,\"pricing\":{\"prompt\":\"%s\",\"completion\":\"%s\"}}"
                .formatted(id, perToken, perToken);
    }

    private static String list(String... entries) {
        return "{\"data\":[" + String.join(",", entries) + "]}";
    }

    private static String page(String next, String entry) {
        return "{\"data\":[" + entry + "],\"links\":{\"next\":\"" + next + "\"}}";
    }
}
