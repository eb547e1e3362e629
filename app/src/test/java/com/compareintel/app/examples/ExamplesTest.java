package com.compareintel.app.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.app.proxies.HandDrivenUpstream;
import com.compareintel.app.proxies.HandDrivenUpstream.Call;
import com.compareintel.app.proxies.Relay;
import com.compareintel.core.tier.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The clients in `docs/examples`, which were written from the contract alone: each is turned away
/// once, loses its stream once in the middle of an event, and has printed in the end what is
/// stored.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");
    private static final String ONE = "hand/one";
    private static final String TWO = "hand/two";
    private static final String PROMPT = "Say \"tides\"\nin \\ two lines, \t größer.";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    /// Letters of one to four bytes, quotes, a control character, blank lines and spaces at the
    /// edge.
    private static final List<String> PIECES =
            List.of(
                    "Zwölf ",
                    "Gezeiten:\n",
                    "\n  - 潮汐 ",
                    "\uD83C\uDF0A\uD83C\uDF0A",
                    "\n\"quoted\"",
                    " \\n is no line\n",
                    "tab\there",
                    " bell\u0007",
                    "\u2028 end of the half\n");

    /// Enough of them for a stream that is cut within, however they are merged.
    private static final List<String> FIRST_HALF =
            Collections.nCopies(15, PIECES).stream().flatMap(List::stream).toList();

    private static final List<String> SECOND_HALF = List.of("und ", "dann ", "水\n", "{\"x\": [1]}");

    private final HandDrivenUpstream upstream = HandDrivenUpstream.start(ONE, TWO);
    private final RunningProduct product =
            RunningProduct.start(
                    RunningProduct.options().set("OPENROUTER_BASE_URL", upstream.baseUri()));
    private final String key = product.key(Tier.PRO);

    @TempDir private Path directory;

    /// The examples, and what runs them.
    enum Example {
        CURL("compare.sh", "sh", "curl"),
        JAVASCRIPT("compare.mjs", "node", "node"),
        JAVA("Compare.java", System.getProperty("java.home") + "/bin/java", "java");

        private final String file;
        private final String program;
        private final String needed;

        Example(String file, String program, String needed) {
            this.file = file;
            this.program = program;
            this.needed = needed;
        }

        boolean canRun() {
            return program.startsWith("/")
                    || Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                            .anyMatch(where -> Files.isExecutable(Path.of(where, needed)));
        }

        String missing() {
            return "SKIPPED: "
                    + needed
                    + " is not installed: docs/examples/"
                    + file
                    + " was not run";
        }
    }

    @AfterAll
    void stop() throws IOException {
        product.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void prints_what_is_stored_though_it_was_turned_away_and_cut_off(Example example)
            throws Exception {
        List<String> printed = run(example, Optional.of(key));

        JsonNode stored = stored(printed.getFirst().substring("comparison ".length()));
        Map<String, String> texts = texts(printed);
        for (JsonNode answer : stored.path("answers")) {
            assertThat(texts.get(answer.path("model").asText()))
                    .isEqualTo(answer.path("text").asText());
        }
        assertThat(texts).hasSize(2);
        assertThat(stored.path("prompt").asText()).isEqualTo(PROMPT);
        assertThat(printed.getLast())
                .isEqualTo(
                        "= completed: %s credits, US$ %s; %s"
                                .formatted(
                                        stored.path("charged_credits").asText(),
                                        stored.path("cost_usd").asText(),
                                        printed.getLast().replaceAll(".*; ", "")))
                .endsWith(" credits left");
    }

    @ParameterizedTest
    @EnumSource
    void a_visitor_comes_back_with_its_cookie(Example example) throws Exception {
        List<String> printed = run(example, Optional.empty());

        assertThat(texts(printed).get(ONE))
                .isEqualTo(String.join("", FIRST_HALF) + String.join("", SECOND_HALF));
        assertThat(printed.getLast()).startsWith("= completed: ");
    }

    @ParameterizedTest
    @EnumSource
    void says_in_a_line_what_it_wants(Example example) throws Exception {
        assertThat(complaint(example, 2, Optional.empty(), PROMPT)).startsWith("usage: ");
        assertThat(complaint(example, 2, Optional.empty())).startsWith("usage: ");
    }

    @ParameterizedTest
    @EnumSource
    void says_in_a_line_why_it_was_refused(Example example) throws Exception {
        assertThat(complaint(example, 1, Optional.of("ci_wrong"), PROMPT, ONE))
                .contains("unauthenticated");
        assertThat(complaint(example, 1, Optional.of(key), PROMPT, "no/such"))
                .contains("unknown_model");
    }

    private String complaint(
            Example example, int exit, Optional<String> secret, String... arguments)
            throws Exception {
        assumeTrue(example.canRun(), example::missing);
        Path err = Files.createTempFile(directory, "err", ".txt");
        List<String> command = new ArrayList<>();
        command.add(example.program);
        command.add(EXAMPLES.resolve(example.file).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("COMPARE_INTEL_URL", product.uri().toString());
        builder.environment().remove("COMPARE_INTEL_KEY");
        secret.ifPresent(value -> builder.environment().put("COMPARE_INTEL_KEY", value));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(err).strip();
        assertThat(process.exitValue()).as(said).isEqualTo(exit);
        assertThat(said.lines()).hasSize(1);
        return said;
    }

    /// What an example prints while two models are made to speak.
    private List<String> run(Example example, Optional<String> secret) throws Exception {
        if (!example.canRun()) {
            System.out.println(example.missing());
        }
        assumeTrue(example.canRun(), example::missing);
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        try (Relay relay = Relay.start(product.uri(), 2_000, true)) {
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    example.program,
                                    EXAMPLES.resolve(example.file).toString(),
                                    PROMPT,
                                    ONE,
                                    TWO)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().put("COMPARE_INTEL_URL", relay.uri().toString());
            builder.environment().remove("COMPARE_INTEL_KEY");
            secret.ifPresent(value -> builder.environment().put("COMPARE_INTEL_KEY", value));
            Process process = builder.start();
            try {
                List<Call> calls = List.of(upstream.nextCall(), upstream.nextCall());
                calls.forEach(call -> FIRST_HALF.forEach(call::say));
                relay.awaitCut();
                calls.forEach(call -> SECOND_HALF.forEach(call::say));
                calls.forEach(Call::finish);
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        }
        // Not by lines as Java has them: texts may hold others.
        return List.of(Files.readString(out).strip().split("\n", -1));
    }

    private JsonNode stored(String comparison) throws Exception {
        URI uri = product.uri().resolve("/v1/comparisons/" + comparison);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(
                    http.send(
                                    HttpRequest.newBuilder(uri)
                                            .header("Authorization", "Bearer " + key)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        }
    }

    /// The texts that the lines `MODEL | …` are made of, after the last `MODEL ! …` of each model.
    private static Map<String, String> texts(List<String> printed) {
        Map<String, List<String>> lines = new HashMap<>();
        for (String line : printed) {
            for (String model : List.of(ONE, TWO)) {
                if (line.startsWith(model + " | ")) {
                    lines.computeIfAbsent(model, none -> new ArrayList<>())
                            .add(line.substring(model.length() + 3));
                } else if (line.startsWith(model + " ! ")) {
                    lines.remove(model);
                }
            }
        }
        Map<String, String> texts = new HashMap<>();
        lines.forEach((model, all) -> texts.put(model, String.join("\n", all)));
        return texts;
    }
}
