package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
    @Test
    void arguments_beat_variables() {
        var read =
                CommandLine.read(
                        new String[] {
                            "--port",
                            "8123",
                            "--faults",
                            "--models",
                            "fake/crlf-bom,fake/count-7",
                            "--speed",
                            "2.5"
                        },
                        Map.of(
                                "LOCAL_UPSTREAM_PORT",
                                "9",
                                "LOCAL_UPSTREAM_SEED",
                                "42",
                                "PATH",
                                "/bin"));

        assertThat(read)
                .isInstanceOfSatisfying(
                        CommandLine.Understood.class,
                        understood -> {
                            var options = understood.options();
                            assertThat(options.port()).isEqualTo(8_123);
                            assertThat(options.seed()).isEqualTo(42);
                            assertThat(options.faults()).isTrue();
                            assertThat(options.extraModels())
                                    .containsExactly("fake/crlf-bom", "fake/count-7");
                            assertThat(options.speed()).isEqualTo(2.5);
                        });
    }

    @Test
    void without_arguments_it_is_the_demonstration_without_faults() {
        assertThat(CommandLine.read(new String[0], Map.of()))
                .isInstanceOfSatisfying(
                        CommandLine.Understood.class,
                        understood -> {
                            assertThat(understood.options().faults()).isFalse();
                            assertThat(understood.options().host()).isEqualTo("127.0.0.1");
                            assertThat(understood.options().bookFile()).isEmpty();
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port x",
                "--port 70000",
                "--speed 0",
                "--colour red",
                "port 1",
                "--models fake/ok"
            })
    void a_wrong_argument_is_named_in_one_line(String arguments) {
        assertThat(CommandLine.read(arguments.split(" ", -1), Map.of()))
                .isInstanceOfSatisfying(
                        CommandLine.Wrong.class,
                        wrong -> assertThat(wrong.complaint()).isNotBlank().hasLineCount(1));
    }

    @Test
    void as_a_process_of_its_own_it_serves_and_its_book_survives_being_killed(
            @TempDir Path directory) throws Exception {
        var file = directory.resolve("book.jsonl");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LocalUpstream.class.getName(),
                                "--faults",
                                "--book",
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8);
                var client = HttpClient.newHttpClient()) {
            var line = Optional.ofNullable(output.readLine()).orElse("");
            assertThat(line).startsWith("listening on http://127.0.0.1:");
            var request =
                    HttpRequest.newBuilder(URI.create(line.substring(13) + "/chat/completions"))
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            Json.text(RawCall.question("fake/ok", question -> {}))))
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");

            process.destroyForcibly().waitFor();

            assertThat(BillingBook.read(file))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.model()).isEqualTo("fake/ok");
                        assertThat(row.cost()).isEqualByComparingTo("0.0000128");
                        assertThat(answer.body()).contains(row.generationId());
                    });
        } finally {
            process.destroyForcibly();
        }
    }
}
