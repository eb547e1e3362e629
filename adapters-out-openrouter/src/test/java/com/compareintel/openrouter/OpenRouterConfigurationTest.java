package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.run.Heard;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.Timers;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenRouterConfigurationTest {
    private static ApplicationContext context(Map<String, Object> properties) {
        ApplicationContext context = ApplicationContext.builder(properties).build();
        context.registerSingleton(TierRule.class, TierRule.standard());
        context.registerSingleton(Timers.class, new ManualTimers(new ManualClock(Instant.EPOCH)));
        return context.start();
    }

    private static OpenRouterConfiguration bound(Map<String, Object> properties) {
        try (ApplicationContext context =
                ApplicationContext.builder(properties).eagerInitSingletons(false).build()) {
            context.registerSingleton(TierRule.class, TierRule.standard());
            context.registerSingleton(
                    Timers.class, new ManualTimers(new ManualClock(Instant.EPOCH)));
            return context.start().getBean(OpenRouterConfiguration.class);
        }
    }

    @Test
    void what_is_not_said_has_its_published_default() {
        OpenRouterConfiguration defaults =
                bound(Map.of("upstream.base-url", "http://127.0.0.1:1/api/v1"));

        assertThat(defaults.apiKey()).isEmpty();
        assertThat(defaults.dialect()).isEqualTo(Dialect.AUTO);
        assertThat(defaults.priceCap()).isTrue();
        assertThat(defaults.outputLimitField()).isEqualTo("max_completion_tokens");
        assertThat(defaults.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(defaults.refresh()).isEqualTo(Duration.ofMinutes(10));
        assertThat(defaults.modelsFile()).isNull();
    }

    @Test
    void everything_can_be_configured(@TempDir Path directory) throws IOException {
        String models = Files.writeString(directory.resolve("models.json"), "[]").toString();
        OpenRouterConfiguration configuration =
                bound(
                        Map.of(
                                "upstream.base-url", "http://127.0.0.1:1/v1/",
                                "upstream.api-key", "secret",
                                "upstream.dialect", "openai",
                                "upstream.price-cap", "false",
                                "upstream.output-limit-field", "max_tokens",
                                "upstream.idle-for", "40s",
                                "upstream.connect-timeout", "2s",
                                "upstream.refresh", "1m",
                                "upstream.models-file", models));

        assertThat(configuration.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1/v1/"));
        assertThat(configuration.address().path()).isEqualTo("/v1");
        assertThat(configuration.dialect()).isEqualTo(Dialect.OPENAI);
        assertThat(configuration.priceCap()).isFalse();
        assertThat(configuration.outputLimitField()).isEqualTo("max_tokens");
        assertThat(configuration.limits())
                .isEqualTo(
                        new LoopConnections.Limits(Duration.ofSeconds(40), Duration.ofSeconds(2)));
        assertThat(configuration.refresh()).isEqualTo(Duration.ofMinutes(1));
        assertThat(configuration.modelsFile()).isEqualTo(models);
        assertThat(configuration.toString()).doesNotContain("secret");
    }

    @Test
    void marks_and_pins_are_off_or_on_by_configuration() {
        String openRouter = "http://127.0.0.1:1/api/v1";
        OpenRouterConfiguration standard = bound(Map.of("upstream.base-url", openRouter));
        OpenRouterConfiguration off =
                bound(Map.of("upstream.base-url", openRouter, "upstream.cache-marks", "none"));
        OpenRouterConfiguration plain = bound(Map.of("upstream.base-url", "http://127.0.0.1:1/v1"));
        OpenRouterConfiguration pinned =
                bound(
                        Map.of(
                                "upstream.base-url",
                                openRouter,
                                "upstream.pins",
                                "anthropic/*=anthropic|amazon-bedrock,openai/gpt-x=azure"));

        assertThat(standard.markedModels())
                .extracting(ModelPattern::toString)
                .containsExactly("anthropic/*", "qwen/*");
        assertThat(standard.pins()).isEmpty();
        assertThat(off.markedModels()).isEmpty();
        assertThat(plain.markedModels()).isEmpty();
        assertThat(pinned.pins()).contains("amazon-bedrock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "upstream.pins; openai/gpt-x",
                "upstream.pins; openai/gpt-x=",
                "upstream.pins; =azure",
                "upstream.pins; openai/gpt-x=azure|",
                "upstream.pins; openai/gpt-x=azure|azure",
                "upstream.pins; openai/gpt-x=Azure AI",
                "upstream.pins; openai/*x=azure",
                "upstream.pins; openai/gpt-x=azure,openai/gpt-x=openai",
                "upstream.cache-marks; two words",
                "upstream.cache-marks; anthropic/*,,qwen/*",
                "upstream.cache-marks; **"
            })
    void a_wrong_list_of_models_stops_the_start_and_names_the_setting(String key, String value) {
        String variable = key.equals("upstream.pins") ? "UPSTREAM_PINS" : "UPSTREAM_CACHE_MARKS";

        assertThatThrownBy(() ->
                        bound(Map.of("upstream.base-url", "http://127.0.0.1:1/api/v1", key, value)))
                .hasStackTraceContaining("IllegalArgumentException: " + key + " (" + variable);
    }

    @Test
    void a_pin_that_would_not_be_heard_stops_the_start() {
        assertThatThrownBy(() ->
                        bound(
                                Map.of(
                                        "upstream.base-url",
                                        "http://127.0.0.1:1/v1",
                                        "upstream.pins",
                                        "x/*=ex")))
                .hasStackTraceContaining("upstream.pins (UPSTREAM_PINS): only OpenRouter's");
    }

    @ParameterizedTest
    @CsvSource({
        "upstream.base-url, ftp://example.org/v1",
        "upstream.base-url, /v1",
        "upstream.base-url, https://user:pw@example.org/v1",
        "upstream.base-url, https://example.org/v1?x=1",
        "upstream.api-key, 'two words'",
        "upstream.refresh, 0s",
        "upstream.output-limit-field, 'a\"b'"
    })
    void a_senseless_value_stops_the_start(String property, String value) {
        assertThatThrownBy(() ->
                        bound(
                                property.equals("upstream.base-url")
                                        ? Map.of(property, value)
                                        : Map.of(
                                                "upstream.base-url",
                                                "http://127.0.0.1:1/v1",
                                                property,
                                                value)))
                .hasStackTraceContaining(
                        property.equals("upstream.base-url") ? "base URL" : property)
                .hasStackTraceContaining("IllegalArgumentException");
    }

    @Test
    void the_parts_are_made_started_and_closed_with_the_server() {
        try (LocalUpstream upstream = LocalUpstream.start(LocalUpstreamOptions.faulty().build());
                ApplicationContext context =
                        context(
                                Map.of(
                                        "upstream.base-url",
                                        upstream.baseUri().toString(),
                                        "upstream.api-key",
                                        "key",
                                        "micronaut.server.port",
                                        -1))) {
            assertThat(upstream.requests().all()).isEmpty();

            context.getBean(EmbeddedServer.class).start();

            assertThat(
                            upstream.requests()
                                    .await(
                                            1,
                                            request -> request.path().equals("/api/v1/models"),
                                            Duration.ofSeconds(10)))
                    .hasSize(1);
            Heard heard = new Heard();
            heard.call(
                    context.getBean(ModelProvider.class)
                            .ask(UpstreamBehaviourTest.question("fake/ok"), heard));
            heard.awaitEnd();

            assertThat(heard.ended().cost()).isPresent();
            assertThat(context.getBean(ModelDirectory.class))
                    .isSameAs(context.getBean(OpenRouterModelDirectory.class));
            assertThat(context.getBean(TokenCounter.class).count("hello")).isEqualTo(1);
        }
    }
}
